"""The fields of one statement, each filled with the first value that is said for it.

A value is what stands behind a label or in a cell; sentences inside of it may label more of them.
"""

from __future__ import annotations

from datetime import date

from tracker.domain.fileref import FileRef
from tracker.domain.plan import FACTS, Check, Claim, Priority, Severity, Snippet
from tracker.domain.text import one_line
from tracker.importers.markdown import dates, effort, filerefs, passing, severity, states, status
from tracker.importers.markdown.horizons import Horizon, of_heading, of_value
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import FINDING_FIELDS, inside
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.praised import is_in_order
from tracker.importers.markdown.statement import Rated, Strength
from tracker.importers.markdown.titles import ANY_ID

_LIMITS = frozenset({"current", "ceiling", "recommended", "production"})
_LONGEST_FACT = 4000
_WANTED = regex(r"(?i)\bhaves?\b")
"""`Must have` says how much something is wanted, and `Immediate` when."""


class Fields:
    """What is known of one statement so far."""

    rating: Rated | None = None
    priority: Priority | None = None
    scale = False
    """Whether the priority was given on a scale of defects (blocker, major, minor)."""
    claim: Claim | None = None
    fine = False
    """A label says that what is demanded here is in order."""
    harmless = False
    """Its severity is said to be none, or its status that it is no issue."""
    effort: str | None = None
    phase: Horizon | None = None
    area: str | None = None
    id: str | None = None
    hashed = False
    """Whether the id is a number written as a name: `#3`."""
    title: str | None = None
    owner: str | None = None
    due: date | None = None
    when: str | None = None
    _aside = 0
    _ranges: tuple[tuple[int, int], ...] = ()

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {"steps": [], "resolved": [], "remaining": []}
        self.bullets: list[str] = []
        self.checks: list[Check] = []
        self.limit: dict[str, str] = {}
        self.snippets: list[Snippet] = []
        self.after: list[str] = []
        self.refers: list[str] = []
        """Ids of other statements that a cell gives as what this one is about."""
        self.links: list[str] = []
        self.labels: list[str] = []
        """The known fields that were labelled, in order; not those of other things' entries."""
        self.uncertain: list[str] = []
        self.lines: list[Line] = []
        """Every line that was read, for files and links."""
        self._file_lines: list[Line] = []
        self._code_files: list[str] = []

    @property
    def finding_labels(self) -> int:
        """How many labels there were that only something to remediate has."""
        return len(FINDING_FIELDS.intersection(self.labels))

    def put(self, field: str, value: Line) -> None:
        """Take the value of a label or a cell."""
        self._count(field)
        self.lines.append(value)
        self._inside(value)
        text = value.text
        self.harmless |= states.is_harmless(field, text)
        if not text or text in "-–—?" or text.casefold() in ("n/a", "none", "tbd", "-"):
            return
        self._take(field, value, text)

    def files(self, title: Line | None) -> tuple[FileRef, ...]:
        """Return the files the statement names: those under a label, else those in all of its text."""
        return filerefs.of_statement(title, self._file_lines, self.lines, self._code_files, self._ranges)

    def _count(self, field: str) -> None:
        if not self._aside:
            self.labels.append(field)

    def _take(self, field: str, value: Line, text: str) -> None:
        match field:
            case "severity" | "cvss":
                self._rate(text, field, value.number)
            case "priority":
                self._prioritize(text, value.number)
            case "effort":
                self.effort = self.effort or effort.of_value(text)
                if self.effort is None:
                    self.uncertain.append(
                        f"line {value.number}: no effort could be read from {one_line(text)[:60]!r}"
                    )
            case "status":
                self._state(text)
            case "files":
                self._file_lines.append(value)
            case "lines":
                self._ranges = self._ranges or filerefs.ranges_in(text)
            case "id":
                self.id = self.id or text.strip("#[]() `")
                self.hashed = self.hashed or text.startswith("#")
            case "title":
                self.title = self.title or text
            case "phase":
                self.phase = self.phase or of_value(text)
            case "area":
                self.area = self.area or status.without_marks(text)
            case "owner":
                self.owner = self.owner or status.without_marks(text)
            case "due":
                self.due = self.due or dates.first(text)
                if self.due is None and not dates.is_day(text):
                    self.phase = self.phase or of_value(text)
            case "when":
                if of_heading(text):
                    self.phase = self.phase or of_value(text)
                else:
                    self.when = self.when or text
            case "after" | "duplicate":
                self.after += ANY_ID.findall(text)
            case "links":
                self.links += value.hrefs
            case _:
                self._text(field, text, value.number)

    def _text(self, field: str, text: str, number: int) -> None:
        if field in self.lists:
            self.lists[field].append(status.without_marks(text))
        elif field in _LIMITS:
            self.limit.setdefault(field, status.without_marks(text))
        elif field in FACTS:
            self._fact(field, text)
            rated = severity.value(text) if field in ("impact", "risk") else None
            if rated and self.rating is None:
                self.rating = Rated(rated.severity, Strength.IMPLIED, number)
            if field == "approach" and self.claim is None and passing.puts_off(text):
                self.claim = Claim.DEFERRED
            if field == "approach" and self.claim is None and passing.is_there(text):
                self.claim = Claim.DONE
                self.uncertain.append(
                    f"line {number}: taken as done, because the fix is said to be there already"
                )

    def _fact(self, field: str, text: str) -> None:
        known = self.facts.get(field)
        if known is None or len(known) < _LONGEST_FACT:
            self.facts[field] = f"{known} {text}" if known else text[:_LONGEST_FACT]

    def _rate(self, text: str, field: str, number: int) -> None:
        found: Severity | None = None
        if field == "severity":
            rated = severity.value(text)
            found = rated.severity if rated else severity.letter(text)
        found = found or severity.cvss(text)
        if found and (self.rating is None or self.rating.strength < Strength.OWN or field == "severity"):
            self.rating = Rated(found, Strength.OWN, number)

    def _prioritize(self, text: str, number: int) -> None:
        if told := severity.letter(text):
            self.priority = self.priority or severity.as_priority(told)
        if not (rated := severity.value(text)):
            self.phase = self.phase or (None if _WANTED.search(text) else of_heading(text))
            return
        self.priority = self.priority or severity.as_priority(rated.severity)
        if self.rating is None and (severity.is_level(text) or severity.of_defects(text)):
            self.rating = Rated(rated.severity, Strength.IMPLIED, number)
            self.scale = self.scale or severity.of_defects(text)

    def _state(self, text: str) -> None:
        told = states.of_words(text)
        self.fine = (told is not None and told[0] is states.State.FINE) or is_in_order(text)
        self.claim = self.claim or status.of_value(text)
        if sha := status.commit(text):
            self._fact("note", f"Fixed in {sha}.")

    def _inside(self, line: Line) -> None:
        """Take what sentences within a text label, and the state that one of them gives."""
        for found in inside(line):
            self._count(found.field)
            self._take(found.field, found.value, found.value.text)
        self.claim = self.claim or passing.of_sentences(line.text)
