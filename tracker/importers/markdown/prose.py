"""Statements inside running text: sentences that demand something or name a defect.

Only in sections that hold nothing else, because beside a list of findings the text around it repeats them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.plan import Claim
from tracker.importers.markdown import effort, remedy, severity, status
from tracker.importers.markdown.building import build
from tracker.importers.markdown.captions import tells_of_document
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.roles import SILENT, WORKING, Role
from tracker.importers.markdown.statement import Around, Rated, Statement, Strength
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Paragraph, Section
from tracker.importers.markdown.words import fold, sentences

_SHORTEST = 12
_STAGE = Wording(
    r"(?:phases?|stages?|steps?|waves?|sprints?|weeks?|milestones?|stufen?|etappen?|wochen?|schritte?|etapes?|"
    r"semaines?|fases?|etapas?|semanas?|fasi|settiman[ae]|этап\w*|фаз[аы])(?: \d| [ivx]+\b| [a-h]\b| one\b)"
)
"""`Stage 1 must be finished before ...` speaks of work that is said elsewhere."""


def prose_statements(section: Section, around: Around, known: frozenset[int]) -> Iterator[Statement]:
    """Yield a statement for each paragraph in which a sentence demands something and no line is `known`."""
    if (
        around.role in SILENT
        or around.role in (Role.GOOD, Role.NOT_WORK, Role.SUMMARY, Role.DECISION)
        or around.inside_summary
    ):
        return
    for block in section.blocks:
        if not isinstance(block, Paragraph) or block.first in known or tells_of_document(block):
            continue
        if found := _statement(block, around):
            yield found


def _demands(sentence: str) -> bool:
    """Whether a sentence asks for work of its own: not for all findings, nor for a stage of the plan."""
    if not remedy.obliges(sentence) or remedy.collective(sentence):
        return False
    return not _STAGE.match(fold(sentence))


def _rating(text: str, number: int) -> Rated | None:
    if rated := severity.stated(text):
        return Rated(rated, Strength.OWN, number)
    posed = severity.posed(text)
    return Rated(posed, Strength.IMPLIED, number) if posed else None


def _statement(block: Paragraph, around: Around) -> Statement | None:
    whole = " ".join([line.text for line in block.lines])
    said = [text for each in sentences(whole) if len(text := each.strip()) >= _SHORTEST]
    demands = [text for text in said if _demands(text)]
    settled = list(filter(status.remedied, said))
    put_off = list(filter(remedy.defers, said))
    defects = list(filter(remedy.states_defect, said)) if around.role in WORKING else []
    if not (demands or put_off or settled or defects):
        return None
    head = (demands or put_off or settled or defects)[0]
    line = Line(block.first, tuple(span for line in block.lines for span in line.spans))
    gathered = Gathering()
    gathered.lines.extend(block.lines)
    gathered.uncertain.append(f"line {block.first}: read out of running text")
    gathered.effort = effort.in_prose(whole)
    for sentence in demands:
        gathered.facts["approach"] = f"{gathered.facts.get('approach', '')} {sentence}".strip()
    if issue := " ".join(sentence for sentence in said if sentence not in demands):
        gathered.facts["issue"] = issue
    gathered.labels += ["approach", "issue"]
    gathered.rating = _rating(whole, block.first)
    if not demands:
        gathered.claim = Claim.DEFERRED if put_off else Claim.DONE if settled else None
    return build(line, titled(line, head), "", gathered, around, ((block.first, block.last),))
