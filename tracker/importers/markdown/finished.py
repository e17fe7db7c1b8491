"""Phases that a document tells to be over: `Completed phases`, with `Phase 2: Storage` beneath.

What such a phase lists was work, and was done; elsewhere the word heads praise. A phase without a list, as
one with a table of the files that were made, is one piece of it.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.plan import Claim
from tracker.importers.markdown.headed import told_beneath
from tracker.importers.markdown.hints import Wording, hints
from tracker.importers.markdown.numbering import folded_words
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Listing, Section
from tracker.importers.markdown.whole import whole_statement
from tracker.importers.markdown.words import fold

_DONE = (
    r"(?:completed|finished|closed|delivered|done|abgeschlossen\w*|erledigt\w*|beendet\w*|terminee?s|achevee?s|"
    r"completad[oa]s|terminad[oa]s|finalizad[oa]s|concluid[oa]s|completat[ei]|concluse|conclusi|afgeronde?|"
    r"voltooide?|zakonczone|ukonczone|завершенн\w*|выполненн\w*)"
)
_PARTS = (
    r"(?:phases?|stages?|milestones?|sprints?|iterations?|waves?|phasen|etappen|meilensteine|etapes|jalons|fases|"
    r"etapas|hitos|marcos|fasi|tappe|mijlpalen|fasen|fazy|etapy|фазы|этапы)"
)
_FINISHED = Wording(rf"\W*(?:{_DONE} (?:\w+ )?{_PARTS}|{_PARTS} {_DONE})(?![^\W_])")
_WIDE = ("已完成阶段", "已完成的阶段", "完了したフェーズ", "完了フェーズ")


def heads_finished(text: str) -> bool:
    """Tell whether a heading says that the phases beneath it are over."""
    if not hints(fold(text)) & _FINISHED.bit:
        return False
    folded = folded_words(text)
    return folded.startswith(_WIDE) or _FINISHED.match(folded) is not None


def whole_phase(section: Section, within: Around) -> Statement | None:
    """Return a phase that is over as one piece of work; `within` is what stands around its content."""
    if not within.over or section.title is None or _lists(section):
        return None
    title = replace(titled(section.title), claim=Claim.DONE)
    return whole_statement(section, title, told_beneath(section), within)


def _lists(section: Section) -> bool:
    """Whether anything is listed beneath a heading, or beneath the lines that lead in to it."""
    return any(isinstance(block, Listing) for block in section.blocks) or any(map(_lists, section.sections))
