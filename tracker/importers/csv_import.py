"""Tables of findings, as spreadsheets and issue trackers export them: an item a row.

Columns are known by their names in many languages, or by `columns`. A cell is text whatever it looks like:
one that begins like a formula stays one line of characters, and the apostrophe that guards it is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.fileref import FileRef, parse_fileref, parse_ranges
from tracker.domain.plan import FACTS, Area, Check, Claim, Kind, Phase, Priority, Severity
from tracker.domain.text import clean, did_you_mean, one_line
from tracker.errors import UsageError
from tracker.importers.csv_columns import FIELDS, field_of
from tracker.importers.csv_table import Row, Sheet, read_sheet
from tracker.importers.hours import hours_effort
from tracker.importers.limits import LONGEST_LINE, LONGEST_TEXT, MOST_PARTS, cut
from tracker.importers.node import day_of
from tracker.importers.ratings import kind_of_labels, severity_of_score, severity_of_word
from tracker.importers.states import claim_of_status

T = TypeVar("T")
_FORMULA = re.compile(r"\A'(?='*[=+\-@＝＋－＠])")
_PARTS = re.compile(r"\n|;\s*|,\s+")
_CHECK = re.compile(r"(?:[-*]\s+)?\[([ xX])\]\s+(\S.*)")
_DATES = ("%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y", "%d/%b/%y %I:%M %p")
_TRUE = ("yes", "true", "1", "x", "ja", "oui", "si", "sí", "sim", "tak", "да", "是")


def read_csv(data: bytes, name: str, columns: Mapping[str, str] | None = None) -> DraftPlan:
    """Return an item for each row; `columns` says which field a column holds, by its name.

    Raises UsageError where the file is no table with a column for titles.
    """
    mapped = _mapping(columns or {})
    sheet = read_sheet(data, name, tuple(mapped))
    fields = [mapped.get(cell.strip().casefold()) or field_of(cell) for cell in sheet.header]
    _refuse_unusable(sheet, fields, mapped, name)
    records = [_Record(row, fields) for row in sheet.rows]
    items = [record.item() for record in records if record.line("title") or record.line("id")]
    return DraftPlan(
        title=_title_of(name),
        source=one_line(name),
        phases=tuple(Phase(cell, cell) for cell in _each("phase", records)),
        areas=tuple(Area(cell, cell) for cell in _each("area", records)),
        items=tuple(items),
        notes=tuple(_doubts(sheet, fields, len(records) - len(items))),
    )


class _Record:
    """One row by the fields of its columns."""

    def __init__(self, row: Row, fields: Sequence[str | None]) -> None:
        self.lines = row.lines
        self.doubts: list[str] = []
        self._cells: dict[str, list[str]] = {}
        for field, cell in zip(fields, row.cells, strict=False):
            text = _FORMULA.sub("", clean(cell).strip(), count=1) if field else ""
            if field and text:
                self._cells.setdefault(field, []).append(text)

    def line(self, field: str) -> str | None:
        """The first cell of a field that is filled, on one line."""
        cells = self._cells.get(field)
        return cut(one_line(cells[0]), LONGEST_LINE) if cells else None

    def text(self, field: str) -> str | None:
        """All cells of a field, with their line ends."""
        cells = self._cells.get(field)
        return cut("\n".join(cells), LONGEST_TEXT) if cells else None

    def parts(self, field: str, separator: re.Pattern[str] = _PARTS) -> list[str]:
        """The parts of a cell that holds a list."""
        found = separator.split("\n".join(self._cells.get(field, ())))
        return [text for part in found if (text := one_line(part))][:MOST_PARTS]

    def item(self) -> DraftItem:
        """The item of the row."""
        title = self.line("title") or self.line("id") or ""
        return DraftItem(
            title=title,
            id=self.line("id") or "",
            kind=self._kind(),
            severity=self._rated("severity", _severity),
            priority=self._rated("priority", _priority),
            blocker=(self.line("blocker") or "").casefold() in _TRUE,
            claim=self._rated("status", claim_of_status) or Claim.OPEN,
            phase=self.line("phase"),
            area=self.line("area"),
            effort=self._effort(),
            after=tuple(self.parts("after", re.compile(r"[\s,;]+"))),
            files=self._files(),
            source=(self.lines,),
            facts={field: text for field in FACTS if (text := self.text(field))},
            checks=tuple(self._checks()),
            owner=self.line("owner"),
            due=self._rated("due", _day),
            tags=tuple(dict.fromkeys(self.parts("tags", re.compile(r"[\n,;]\s*|\s+")))),
            links=tuple(dict.fromkeys(self.parts("links", re.compile(r"\s+")))),
            fingerprint=self.line("id") or "",
            uncertain=tuple(self.doubts),
        )

    def _rated(self, field: str, read: Callable[[str], T | None]) -> T | None:
        """What a cell means; a cell that means nothing known is told."""
        told = self.line(field)
        found = read(told) if told else None
        if told and found is None and told.casefold() not in ("unrated", "none", "n/a", "-", "–", "?"):
            self.doubts.append(f"{field} as the table has it: {told}")
        return found

    def _kind(self) -> Kind:
        told = self.line("kind")
        if told in list(Kind):
            return Kind(told)
        return (kind_of_labels([told]) if told else None) or Kind.FINDING

    def _effort(self) -> str | None:
        if told := self.line("effort"):
            from tracker.importers.markdown.effort import of_value

            return told if told.replace(".", "").isdigit() else of_value(told) or told
        return hours_effort(_number(self.line("effort_low_hours")), _number(self.line("effort_high_hours")))

    def _files(self) -> tuple[FileRef, ...]:
        found = [_file(part) for part in self.parts("files")]
        if len(found) == 1 and not found[0].lines and (told := self.line("line")):
            try:
                found = [FileRef(found[0].path, parse_ranges(told))]
            except ValueError:
                self.doubts.append(f"lines as the table has them: {told}")
        return tuple(dict.fromkeys(found))

    def _checks(self) -> list[Check]:
        found = []
        for part in self.parts("checks", re.compile(r"\n")):
            if part.isdigit():  # how many there are, as our own table says before their list
                continue
            tick = _CHECK.fullmatch(part)
            found.append(Check("", tick[2], done=tick[1] != " ") if tick else Check("", part))
        return found


def _mapping(columns: Mapping[str, str]) -> dict[str, str]:
    for field in columns.values():
        if field not in FIELDS:
            near = did_you_mean(field, FIELDS)
            raise UsageError(
                f"no column can be mapped to {one_line(field)!r}{near}", hint=f"fields: {', '.join(FIELDS)}"
            )
    return {name.strip().casefold(): field for name, field in columns.items()}


def _refuse_unusable(
    sheet: Sheet, fields: Sequence[str | None], mapped: Mapping[str, str], name: str
) -> None:
    header = [one_line(cell) for cell in sheet.header]
    missing = [
        column for column in mapped if column not in [cell.strip().casefold() for cell in sheet.header]
    ]
    if missing:
        near = did_you_mean(missing[0], header)
        raise UsageError(f"{one_line(name)} has no column {missing[0]!r}{near}")
    if "title" not in fields:
        raise UsageError(
            f"{one_line(name)} has no column for titles (columns: {', '.join(header)[:300]})",
            hint="name it with --map COLUMN=title",
        )


def _doubts(sheet: Sheet, fields: Sequence[str | None], without_title: int) -> list[Uncertainty]:
    found = [Uncertainty(0, sheet.doubt)] if sheet.doubt else []
    unknown = [one_line(cell) for cell, field in zip(sheet.header, fields, strict=True) if not field]
    left = ", ".join(filter(None, unknown))
    found += [Uncertainty(0, f"columns that were not read: {cut(left, LONGEST_LINE)}")] if left else []
    if without_title:
        found.append(Uncertainty(0, f"rows without a title that were left out: {without_title}"))
    return found


def _each(field: str, records: Sequence[_Record]) -> list[str]:
    return list(dict.fromkeys(cell for record in records if (cell := record.line(field))))


def _severity(told: str) -> Severity | None:
    from tracker.importers.markdown.severity import value

    if found := severity_of_word(told):
        return found
    if (score := _number(told)) is not None:
        return severity_of_score(score)
    rating = value(told)
    return rating.severity if rating else None


def _priority(told: str) -> Priority | None:
    found = _severity(told)
    return None if found is None else Priority(found.value if found is not Severity.INFO else "low")


def _day(told: str) -> date | None:
    if found := day_of(told):
        return found
    for form in _DATES:
        try:
            return datetime.strptime(told, form).date()
        except ValueError:
            continue
    return None


def _number(told: str | None) -> float | None:
    try:
        return float((told or "").replace(",", "."))
    except ValueError:
        return None


def _file(part: str) -> FileRef:
    try:
        return parse_fileref(part)
    except ValueError:
        return FileRef(part)


def _title_of(name: str) -> str:
    stem = re.sub(r"\.\w{1,4}$", "", one_line(name).rpartition("/")[2])
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:] if words else "Imported table"
