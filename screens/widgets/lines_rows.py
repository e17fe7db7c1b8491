"""A file then and now, as rows: both versions side by side where there is room, else one below the other.

Lines that differ have a sign before them, lines that the finding names a bar; colours only add to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len

from screens.widgets.highlight import coloured_lines
from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.patch_rows import FINDING
from tracker.domain.frozen import frozen
from tracker.domain.text import clean, counted
from tracker.domain.versions import Pair, ThenAndNow, Version, gaps, named_now, named_then, paired, windows
from tracker.service.commits.then_and_now import fate_text

SIDE_BY_SIDE = 120
"""Cells from which on both versions stand beside each other."""
NOW_KEY, THEN_KEY = "now ", "then "
"""What the keys of lines begin with; the number follows."""
MOST, MOST_OF_ALL = 200, 1_000
"""Lines that are shown around the finding, and of a whole file."""
_AROUND = 8
_LONGEST = 400
_NUMBERS = 6
_MARGIN = _NUMBERS + 4
"""Cells before the code: a bar, the number, a sign."""

Coloured = Mapping[int, Sequence[Span]]
"""Lines by number."""


@frozen
class Shown:
    """What is shown of the two versions: made once in a worker, drawn at any width."""

    found: ThenAndNow
    pairs: Sequence[Pair]
    windows: Sequence[range]
    cut: bool
    """Whether there is more than there is room for."""
    then: Coloured
    now: Coloured

    def first(self, width: int) -> str | None:
        """Return the key of the first line that the finding names, else of the first that changed."""
        named = (pair for pair in self.pairs if _is_named(pair, self.found))
        changed = (pair for pair in self.pairs if pair.changed)
        pair = next(named, None) or next(changed, None)
        if pair and pair.then and width < SIDE_BY_SIDE:
            return f"{THEN_KEY}{pair.then}"
        return _key(pair) if pair else None

    def line_at(self, key: str) -> int:
        """Return the line to open a file at for the row of a key: the next one that there is now."""
        number = int(key.rpartition(" ")[2])
        if key.startswith(NOW_KEY):
            return number
        later = (pair.now for pair in self.pairs if pair.now and (pair.then or number) >= number)
        return next(later, max((pair.now for pair in self.pairs if pair.now), default=1))


def shown(found: ThenAndNow, *, whole: bool = False) -> Shown:
    """Return what is to be shown: the finding with some lines around it, or the whole file. Blocking.

    Of a reference without lines it is what changed since, and without a change the beginning.
    """
    pairs = list(paired(found))
    named = [place for place, pair in enumerate(pairs) if _is_named(pair, found)]
    wanted = named or [place for place, pair in enumerate(pairs) if pair.changed]
    if whole:
        first = max(0, (wanted or [0])[0] - MOST_OF_ALL // 2)
        end = min(len(pairs), first + MOST_OF_ALL)
        found_windows, cut = [range(first, end)], end - first < len(pairs)
    else:
        around = _AROUND if wanted else 5 * _AROUND
        found_windows, cut = windows(pairs, wanted, around, MOST)
    visible = [pairs[place] for window in found_windows for place in window]
    then = _coloured(found.then, [pair.then for pair in visible if pair.then])
    now = _coloured(found.now, [pair.now for pair in visible if pair.now])
    return Shown(found, pairs, found_windows, cut, then, now)


def _is_named(pair: Pair, found: ThenAndNow) -> bool:
    return named_then(pair, found) or named_now(pair, found)


def _coloured(version: Version, numbers: Sequence[int]) -> Coloured:
    texts = [clean(version.lines[number - 1][:_LONGEST]).expandtabs(4) for number in numbers]
    coloured = coloured_lines("\n".join(texts), version.path)
    return dict(zip(numbers, coloured, strict=False))


def lines_rows(view: Shown, width: int) -> Iterator[Row]:
    """Yield what became of the lines, and both versions."""
    found = view.found
    fate = found.drift.touched if found.drift else False
    yield row(
        Span(str(found.file), Tone.STRONG),
        Span(f"  {fate_text(found)}", Tone.WARN if fate else Tone.MUTED),
        indent=2,
    )
    yield Row()
    yield from _beside_rows(view, width) if width >= SIDE_BY_SIDE else _stacked_rows(view, width)
    if view.cut:
        yield from (Row(), row(Span("… there is more than is shown here; Enter opens the file", Tone.WARN)))


def _beside_rows(view: Shown, width: int) -> Iterator[Row]:
    half = (width - 3) // 2
    then, now = view.found.then, view.found.now
    titles = [Span(fitted(_title(version), half), Tone.ACCENT) for version in (then, now)]
    yield _joined([titles[0]], [titles[1]])
    if then.problem or now.problem:
        said = [Span(fitted(version.problem, half), Tone.WARN) for version in (then, now)]
        yield _joined([said[0]], [said[1]])
    for left_out, window in _with_gaps(view):
        if left_out:
            yield _joined([Span(fitted(_gap(left_out), half), Tone.MUTED)], [])
        for place in window:
            pair = view.pairs[place]
            yield _joined(
                _side(view, pair, then=True, width=half),
                _side(view, pair, then=False, width=half),
                _key(pair),
            )


def _stacked_rows(view: Shown, width: int) -> Iterator[Row]:
    for then in (True, False):
        version = view.found.then if then else view.found.now
        yield from ([] if then else [Row()])
        yield heading(version.title, clean(version.path))
        if version.problem:
            yield row(Span(version.problem, Tone.WARN))
            continue
        for left_out, window in _with_gaps(view):
            if left_out:
                yield Row((Span(_gap(left_out), Tone.MUTED),), wraps=False)
            for place in window:
                pair = view.pairs[place]
                if number := pair.then if then else pair.now:
                    key = f"{THEN_KEY if then else NOW_KEY}{number}"
                    yield Row(tuple(_side(view, pair, then=then, width=width)), key=key, wraps=False)


def _with_gaps(view: Shown) -> Iterator[tuple[int, range]]:
    """Each window with how many lines are left out before it; the last one is empty."""
    return zip(gaps(view.windows, len(view.pairs)), [*view.windows, range(0)], strict=True)


def _gap(left_out: int) -> str:
    return f"{'⋯':>{_NUMBERS + 1}}  {counted(left_out, 'line')}"


def _title(version: Version) -> str:
    return f"{version.title} · {clean(version.path)}"


def _joined(left: Sequence[Span], right: Sequence[Span], key: str | None = None) -> Row:
    return Row((*left, Span(" │ ", Tone.MUTED), *right), key=key, wraps=False)


def _key(pair: Pair) -> str:
    return f"{NOW_KEY}{pair.now}" if pair.now else f"{THEN_KEY}{pair.then}"


def _side(view: Shown, pair: Pair, *, then: bool, width: int) -> list[Span]:
    """One side of a pair in exactly `width` cells; blank where this version has no such line."""
    number = pair.then if then else pair.now
    if number is None:
        return [Span(" " * width)]
    sign, tone = ("-", Tone.BAD) if then else ("+", Tone.GOOD)
    is_named = named_then(pair, view.found) if then else named_now(pair, view.found)
    mark = Span(FINDING, Tone.WARN) if is_named else Span(" ")
    code = (view.then if then else view.now).get(number, ())
    return [
        mark,
        Span(f"{number:>{_NUMBERS}} ", Tone.MUTED),
        Span(f"{sign} " if pair.changed else "  ", tone),
        *_cut(code, width - _MARGIN),
    ]


def _cut(spans: Sequence[Span], width: int) -> Iterator[Span]:
    """Yield the spans in exactly `width` cells, the last one cut or followed by blanks."""
    room = width
    for span in spans:
        size = cell_len(span.text)
        if size > room:
            yield replace(span, text=fitted(span.text, room))
            return
        room -= size
        yield span
    yield Span(" " * room)
