"""Tests that are still to be made, told by their steps: `### Smoke test`, `Steps:`, `Success criteria:`

A test is one piece of work. Its steps say how it is made, its criteria when it was passed, and what stands
beneath `If it fails` what is done then: none of them is work of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.importers.markdown import horizons
from tracker.importers.markdown.headed import gathered_beneath
from tracker.importers.markdown.labels import field_of, labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.titles import Titled, titled
from tracker.importers.markdown.tree import STRONG_LEVEL, Section
from tracker.importers.markdown.whole import whole_statement
from tracker.importers.markdown.words import fold

_TEST = regex(
    r"\b(?:(?:last|rauch|funktions|abnahme|system|integrations|wiederherstellungs)?tests?|testing|drills?|"
    r"rehearsals?|dry runs?|probelauf|ubung|essais?|pruebas?|ensayo|testes?|"
    r"ensaio|prov[ae]|collaudo|proef|oefening|proba|testy|испытани[ея]|тест\w*|учени[ея])\b"
)
_WIDE_TEST = regex(r"测试|演练|テスト|訓練")
_LABELS = frozenset({"steps", "verification"})
_NOT_HERE = SILENT | {Role.GOOD, Role.NOT_WORK, Role.SUMMARY}


def to_be_tested(section: Section, around: Around) -> Statement | None:
    """Return the test that a section describes by its steps and what has to come out, or None."""
    if section.title is None or section.level >= STRONG_LEVEL or around.role in _NOT_HERE:
        return None
    title = titled(section.title)
    if title.mark is Mark.GOOD or not _names_test(title.text) or not _LABELS.issubset(_labels(section)):
        return None
    gathered = gathered_beneath(section)
    gathered.fine = False
    within = replace(around, role=Role.PLAN, good=False)
    return whole_statement(section, _without_phase(title), gathered, within)


def _names_test(text: str) -> bool:
    return _TEST.search(fold(text)) is not None or _WIDE_TEST.search(text) is not None


def _labels(section: Section) -> Iterator[str]:
    """The labels beneath a heading; those that head lists too, unless it heads real headings."""
    yield from (found.field for line in section.paragraph_lines if (found := labelled(line)))
    if all(child.level >= STRONG_LEVEL for child in section.sections):
        yield from (field_of(child.text) for child in section.sections)


def _without_phase(title: Titled) -> Titled:
    """The title without a phase in front of it, by which a plan would not call the test."""
    when, _, rest = title.text.partition(":")
    return replace(title, text=rest.strip()) if rest.strip() and horizons.of_heading(when) else title
