"""What whoever uses the product may do, and where to read of it: `Guests may optionally add a bell:`.

Lines that lead in so, and entries of that kind, tell what there is: `This is handled through:`,
`See the manual for:`. A plan lists such things beside its steps.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_THROUGH = Wording(
    r"\b(?:is|are) (?:already |all |best |mostly )?(?:handled|covered|provided|supported|achieved|available|"
    r"managed|done|"
    r"documented|described) (?:through|via|by|with|in|using)\W*\Z|"
    r"\bwird (?:bereits )?(?:abgedeckt|gelost|geregelt) (?:durch|uber)\W*\Z|"
    r"\b(?:est|sont) (?:deja )?(?:assuree?s?|geree?s?|couverte?s?) (?:par|via)\W*\Z|"
    r"\bse (?:gestiona|cubre|maneja)n? (?:mediante|con|a traves de)\W*\Z"
)
_OPTIONALLY = Wording(
    r"\b(?:can|may|could) optionally\b|\bkann\w* optional\b|\bkonnen optional\b|\bpeu(?:t|"
    r"vent) optionnellement\b|\bpueden? opcionalmente\b|\bpode[m]? opcionalmente\b|\b(?:puo|"
    r"possono) opzionalmente\b|\bkan optioneel\b|\bkunnen optioneel\b"
)
_SEE = (
    r"(?:see|refer to|read|consult|siehe|voir|vease|veja|vedi|zie|zob|см)\.?(?: also| auch| aussi)? "
    r"(?=(?:\S+ ){1,8}(?:for|fur|pour|para|per|voor|dla|для)\b)"
)
_SEE_FOR = Wording(rf"\W*{_SEE}(?:\S+ ){{1,8}}(?:for|fur|pour|para|per|voor|dla|для)\W*\Z")
_POINTS = Wording(
    rf"\W*{_SEE}(?:\S+ ){{1,8}}(?:for|fur|pour|para|per|voor|dla|для) (?:more |further |full |weitere |"
    rf"plus de |mas |"
    r"mais |maggiori |meer |wiecej )?(?:guidance|details?|information|instructions|examples?|einzelheiten|"
    r"hinweise|informationen|informations|informacion|detalles|detalhes|informacoes|dettagli|informazioni|"
    r"informatie|подробност\w+|szczegol\w+)\W*\Z"
)
_AS_NEEDED = Wording(
    r"\b(?:can|may|could) (?:[\w-]+ ){1,8}(?:(?:as|if|when) (?:needed|desired|required|wanted|wished)|"
    r"at will|if (?:they|you) (?:like|want|wish))\W*\Z"
)
_OPTION = (
    r"(?:option|alternative|variante?|approach|choice|solution|scenario|ansatz|losung|approche|opcion|"
    r"alternativ[ao]|opcao|enfoque|solucion|solucao|abordagem|opzione|soluzione|approccio|optie|alternatief|"
    r"aanpak|opcja|wariant|вариант|альтернатива|решение)"
)
_REFUSED = Wording(
    before=rf"\W*(?:\w+ )?{_OPTION}\b.{{0,100}}?",
    pattern=r"\b(?:not (?:really )?recommended|discouraged|rejected|ruled out|not chosen|nicht empfohlen|"
    r"abgelehnt|verworfen|nicht gewahlt|(?:non|pas) recommandee?|deconseillee?|ecartee?|rejetee?|"
    r"no recomendad[oa]|desaconsejad[oa]|descartad[oa]|rechazad[oa]|nao recomendad[oa]|desaconselhad[oa]|"
    r"rejeitad[oa]|non (?:raccomandat|consigliat)[oa]|sconsigliat[oa]|scartat[oa]|niet aanbevolen|afgeraden|"
    r"afgewezen|niezalecan[ey]|odrzucon[ey]|не рекомендуется|отклонен[оа]?)\W*\Z",
)
_REFUSED_WIDE = regex(
    r"(?:方案|选项|備選|备选|選択肢|案)[^\n]{0,100}?(?:不推荐|不建议|不推薦|非推奨|不採用|推奨しない)\W*\Z"
)
_LONGEST = 160


@lru_cache(maxsize=2048)
def heads_options(text: str) -> bool:
    """Tell whether a line leads in to what may be done, how something is solved, or what to read of it."""
    if len(text) > _LONGEST or not text.rstrip(" *").endswith((":", "：")):
        return False
    folded = fold(text)
    return any(wording.search(folded) for wording in (_THROUGH, _OPTIONALLY, _SEE_FOR))


def heads_refused(folded: str) -> bool:
    """Tell whether a heading names a way to do it that nobody is to take: `Option 3: cloud (rejected)`."""
    if len(folded) > _LONGEST:
        return False
    return _REFUSED.match(folded) is not None or _REFUSED_WIDE.search(folded) is not None


def is_option(text: str) -> bool:
    """Tell whether an entry says what somebody may do if they like, or where to read of it."""
    if len(text) > _LONGEST:
        return False
    folded = fold(text)
    return any(wording.search(folded) for wording in (_OPTIONALLY, _AS_NEEDED, _POINTS))
