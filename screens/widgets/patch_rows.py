"""What a commit changed, as rows: files with their lines before and after, those of findings marked.

Colouring is blocking work; the rows do not depend on how wide the page is, so that a worker makes them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screens.widgets.highlight import coloured_lines
from screens.widgets.lines import Row, Span, Tone, heading, row
from screens.widgets.words import joined
from tracker.domain.patch import ADDED, HUNK, KEPT, REMOVED, FilePatch, Patch, PatchLine
from tracker.domain.text import counted
from tracker.service.commits.view import CommitPatch

FINDING = "▌"
"""Stands before the lines that a finding names."""
_STATUS = {"A": "added", "D": "deleted", "R": "renamed", "T": "became something else"}
_TONE = {ADDED: Tone.GOOD, REMOVED: Tone.BAD}
_NUMBERS = 6
_OTHERS = 12
"""Names of other files that are said."""


def patch_rows(found: CommitPatch) -> Iterator[Row]:
    """Yield the files of a commit that items name, line by line, and what else it changed. Blocking."""
    patch = found.patch
    yield from (Row(), heading("Changes", _summary(patch)))
    for file in patch.files:
        yield from _file_rows(file, found)
    if patch.cut:
        lines = counted(sum(len(file.lines) for file in patch.files), "line")
        yield from (Row(), row(Span(f"… the rest is not shown: {lines} are enough here", Tone.WARN)))
    yield from _other_rows(patch.others)


def _summary(patch: Patch) -> str:
    if patch.files:
        return f"in {counted(len(patch.files), 'file')} that items name"
    return "no file that an item names" if patch.others else "nothing"


def _file_rows(file: FilePatch, found: CommitPatch) -> Iterator[Row]:
    name = file.new if file.old == file.new else f"{file.old} → {file.new}"
    marked = {item for line in file.lines for item in found.findings.items_at(file, line)}
    ids = found.items.get(file.new, ())
    about = joined([_STATUS.get(file.status, ""), ", ".join(ids), _marked_text(marked)])
    yield from (Row(), row(Span(name, Tone.STRONG), Span(f"  {about}", Tone.MUTED), indent=2))
    if file.binary:
        yield row(Span("binary, its content is not shown", Tone.MUTED))
    elif not file.lines:
        yield row(
            Span("its lines are the same" if file.status == "R" else "no line of it is shown", Tone.MUTED)
        )
    texts = coloured_lines("\n".join(line.text for line in file.lines), file.new)
    for line, spans in zip(file.lines, texts, strict=True):
        yield _line_row(line, spans, found.findings.items_at(file, line))


def _marked_text(items: set[str]) -> str:
    return f"{FINDING} the lines of {', '.join(sorted(items))}" if items else ""


def _line_row(line: PatchLine, spans: Sequence[Span], items: Sequence[str]) -> Row:
    mark = Span(FINDING, Tone.WARN) if items else Span(" ")
    if line.kind == HUNK:
        return Row((mark, Span(line.text, Tone.MUTED)), wraps=False)
    numbers = f"{_number(line.old)}{_number(line.new)} "
    kind = Span(f"{line.kind} ", _TONE.get(line.kind, Tone.MUTED))
    if line.kind not in (ADDED, REMOVED, KEPT):
        spans = (Span(line.text, Tone.MUTED),)
    return Row((mark, Span(numbers, Tone.MUTED), kind, *spans), wraps=False)


def _number(number: int | None) -> str:
    return "".rjust(_NUMBERS) if number is None else str(number).rjust(_NUMBERS)


def _other_rows(paths: Sequence[str]) -> Iterator[Row]:
    if not paths:
        return
    yield from (Row(), heading("Other files", counted(len(paths), "file")))
    for path in paths[:_OTHERS]:
        yield row(Span(path, Tone.MUTED), indent=2)
    if len(paths) > _OTHERS:
        yield row(Span(f"and {len(paths) - _OTHERS} more", Tone.MUTED))
