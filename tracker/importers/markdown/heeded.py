"""Notes to heed that are about the stages of a plan: `**Warning:** no other phase may begin before this one`.

A note that begins with such a word is often a finding, and more so beneath a heading of work. Where it
speaks of phases it says in which order the plan goes, and what has to be done is said in them.
"""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.words import fold

_HEED = Wording(
    r"\W*(?:attention|warning|caution|important|note|notice|nota bene|remember|please note|prerequisites?|"
    r"achtung|wichtig|hinweis|vorsicht|voraussetzung|avertissement|remarque|prerequis|"
    r"atencion|advertencia|importante|requisitos?(?: previos?)?|atencao|aviso|cuidado|attenzione|avviso|nota|"
    r"let op|belangrijk|waarschuwing|uwaga|wazne|внимание|важно|注意|重要|警告)\W*\Z"
)
_STAGES = Wording(
    r"\b(?:phases?|stages?|waves?|sprints?|milestones?|phasen?|stufen?|etappen?|meilensteine?|etapes?|vagues?|"
    r"jalons?|fases?|etapas?|fasi|etapy?|этап\w*|фаз[аыу])\b|阶段|フェーズ|段階"
)


def is_on_stages(lead: str, lines: tuple[Line, ...]) -> bool:
    """Tell whether a paragraph with a strong lead is a note to heed about the stages of a plan."""
    if not lead or _HEED.match(fold(lead)) is None:
        return False
    return any(_STAGES.search(fold(line.text)) is not None for line in lines)
