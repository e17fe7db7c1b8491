"""Headings of what a stage of a plan is to bring, and of when the next one may begin: `Expected output`.

What stands beneath says how one sees that the work of the stage was done. The work itself stands beside it.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import Wording, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_THINGS = (
    r"(?:outputs?|outcomes?|results?|end (?:state|result)|ergebnis(?:se)?|resultate?|resultats?|resultados?|"
    r"saidas?|salidas?|risultat[oi]|resultaten|wyniki?|rezultaty?|результаты?)"
)
_EXPECTED = Wording(
    rf"(?:(?:expected|desired|intended|anticipated|erwartete[snr]?|gewunschte[snr]?) {_THINGS}|"
    rf"{_THINGS} (?:attendus?|souhaites?|esperad[oa]s?|attes[oi]|previst[oi]|verwacht|oczekiwan[ey])|"
    rf"(?:verwachte|oczekiwan[ey]|ожидаем\w+) {_THINGS})\W*\Z"
)
_STAGE = (
    r"(?:(?:this|the|diese|die|cette|la|esta|a|questa|deze|de|эта) )?"
    r"(?:phase|stage|step|sprint|milestone|wave|iteration|etappe|stufe|etape|fase|etapa|etap|faza|фаза|этап)"
)
_GATE = Wording(
    rf"(?:(?:move|go|carry) (?:forward|on|ahead)|(?:move|go|proceed|advance|continue|progress)"
    rf"(?: (?:to|with) (?:the )?next (?:phase|stage|step|sprint|milestone))?|(?:{_STAGE} )?(?:is )?"
    rf"(?:done|complete|completed|finished)|exit|"
    rf"(?:(?:{_STAGE} )?(?:ist )?(?:weiter|fertig|abgeschlossen|erledigt))|"
    rf"(?:(?:{_STAGE} )?(?:est )?(?:termine|finie?|achevee?))|(?:passer a la suite|continuer)|"
    rf"(?:(?:{_STAGE} )?(?:esta )?(?:terminad[oa]|complet[oa]|completad[oa]|concluid[oa]))|(?:avanzar|"
    rf"continuar|avancar)|"
    rf"(?:(?:{_STAGE} )?(?:e )?(?:completat[oa]|finit[oa]))|(?:(?:{_STAGE} )?(?:is )?(?:klaar|afgerond))) "
    r"(?:when|once|if|only when|only if|wenn|sobald|quand|lorsque|si|des que|cuando|quando|se|als|wanneer|"
    r"zodra)\W*\Z"
)
_WIDE = regex(
    r"^\W*(?:预期(?:成果|产出|结果|输出)|期待(?:される)?(?:成果|結果)|完了条件|完成条件|进入下一阶段的?条件)\W*$"
)
_LONGEST = 80


@lru_cache(maxsize=2048)
def heads_outcomes(text: str) -> bool:
    """Tell whether what stands beneath a heading, or a line that leads in to a list, is to be reached."""
    if len(text) > _LONGEST:
        return False
    folded = fold(text).strip(" *_#")
    if is_wide(folded):
        return _WIDE.match(folded) is not None
    return _EXPECTED.match(folded) is not None or _GATE.match(folded) is not None
