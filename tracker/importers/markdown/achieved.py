"""Lines that lead in to what was reached: `The code base has been greatly improved:`.

What stands beneath says how things are now, whatever the heading above. Lines that say what was fixed are
none: their entries are findings that were dealt with.
"""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_ADVERB = (
    r"(?:\w+(?:ly|ment|mente) |(?:stark|deutlich|erheblich|wesentlich|aanzienlijk|znacznie|значительно) )?"
)
_REACHED = Wording(
    rf"\b(?:(?:has|have) (?:now )?(?:been )?{_ADVERB}(?:improved|strengthened|matured|modernized|modernised|"
    r"simplified|stabilized|stabilised)|"
    rf"(?:wurden?|hat sich|haben sich) {_ADVERB}(?:verbessert|gestarkt|vereinfacht)|"
    rf"(?:a|ont) (?:ete )?{_ADVERB}(?:ameliore|renforce|simplifie|modernise)e?s?|"
    rf"(?:ha|han) (?:sido )?{_ADVERB}(?:mejorado|reforzado|simplificado)s?|"
    rf"(?:foi|foram) {_ADVERB}(?:melhorad|reforcad|simplificad)[oa]s?|"
    rf"(?:e|sono) stat[oaie] {_ADVERB}(?:migliorat|rafforzat|semplificat)[oaie]|"
    rf"(?:is|zijn|werd|werden) {_ADVERB}(?:verbeterd|versterkt|vereenvoudigd)|"
    rf"zosta\w* {_ADVERB}(?:poprawion|wzmocnion|uproszczon)\w+|"
    rf"был[аои]? {_ADVERB}улучшен[аоы]?)\b"
)
_WIDE = regex(r"(?:已|得到)(?:显著|大幅)?(?:改善|提升|加强)|改善されました|向上しました")
_LONGEST = 160


def tells_results(text: str) -> bool:
    """Tell whether a line leads in to what was reached."""
    folded = fold(text[:_LONGEST])
    if not folded.rstrip(" *").endswith((":", "：")):
        return False
    return _REACHED.search(folded) is not None or _WIDE.search(folded) is not None
