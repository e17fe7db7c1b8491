"""Steps of a plan that only say what must not change meanwhile: `No new features in this phase`.

They bound the steps beside them, and nothing is left to do once those are done.
"""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.words import fold

_STAGE = (
    r"(?:phase|stage|step|sprint|milestone|wave|iteration|release|work|etappe|stufe|etape|fase|etapa|tappa|"
    r"etap\w*|faz\w+|фаз\w+|этап\w*)"
)
_FORBIDS = Wording(
    r"\W*(?:do not|don't|avoid|never|no|keine?n?|nicht|ne|n'|aucune?|ningun[oa]?|nenhum[a]?|nao|non|"
    r"nessun[oa]?|geen|niet|nie|zadnych|не|никаких) "
)
_MEANWHILE = Wording(
    rf"\b(?:in|during|within|wahrend|pendant|dans|durante|en|em|tijdens|w|podczas|в|на|во время) "
    rf"(?:this|diese[rmn]?|cette|esta|este|nesta|questa|deze|tej|tym|этой|этом) {_STAGE}\b|"
    rf"\b(?:nesta|neste) {_STAGE}\b"
)
_KEEPS = Wording(
    r"\W*(?:(?:keep|leave|preserve|maintain) (?:[^\W\d_]+ ){1,6}(?:unchanged|as[- ]is|intact|untouched|"
    r"the same)|(?:laisser|garder|conserver) (?:[^\W\d_]+ ){1,6}(?:inchangee?s?|tel(?:le)?s? quel(?:le)?s?)|"
    r"(?:mantener|dejar|manter|deixar|mantenere|lasciare) (?:[^\W\d_]+ ){1,6}(?:sin cambios|intact[oa]s?|"
    r"sem alteracoes|inalterad[oa]s?|inalterat[oaie]|invariat[oaie]))\b"
)
_KEPT = Wording(r"\b(?:unverandert (?:lassen|halten|beibehalten)|nicht verandern|ongewijzigd laten)\W*\Z")


def only_bounds(text: str) -> bool:
    """Tell whether a step forbids something for the time of a stage, or keeps something as it is."""
    folded = fold(text).replace("’", "'")
    if _FORBIDS.match(folded) and _MEANWHILE.search(folded):
        return True
    return _KEEPS.match(folded) is not None or _KEPT.search(folded) is not None
