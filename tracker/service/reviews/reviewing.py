"""An import looked through before anything is written: what was drafted, beside the lines it came from.

What is decided about the items is a value of the domain; here stand what there is to decide, and the writing
of it. Nothing is ever written into a plan file that differs from the one that was looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from tracker.domain.board import Board, build_board
from tracker.domain.draft import DraftItem
from tracker.domain.frozen import frozen
from tracker.domain.import_choices import Choices
from tracker.domain.plan import SEVERITIES, UNRATED
from tracker.domain.query import parse_query
from tracker.domain.snapshot import Snapshot
from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.importers.source_lines import source_lines
from tracker.planfile.decided import decided
from tracker.planfile.entry import Present
from tracker.planfile.find import plan_files
from tracker.planfile.load import read_plan
from tracker.planfile.merging import Change, Merged
from tracker.planfile.toml import tables_of, text_of
from tracker.planfile.writing import text_of_plan
from tracker.service.reviews.importing import (
    USUAL,
    Import,
    document_name,
    made_import,
    prepare_import,
    read_document,
    write_import,
)
from tracker.service.workspace import Workspace


class Standing(StrEnum):
    """What an import does with an item, where nothing else is decided."""

    NEW = "new"
    CHANGED = "changed"
    LEFT_OUT = "left out before"
    GONE = "no longer in the document"
    UNCHANGED = "unchanged"


_NO_PHASE = "no phase"
DECIDABLE = frozenset({Standing.NEW, Standing.CHANGED, Standing.LEFT_OUT})
"""What can be taken or dropped: the plan keeps the others as they are."""


@frozen
class Request:
    """What is to be imported, and how: the arguments of `tracker import`."""

    source: Path
    data: bytes | None = None
    """The content of the source, where it was read already."""
    format_name: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    output: Path | None = None
    into: str | None = None


@frozen
class Difference:
    """One key of an item: what the plan has, and what the document says; None is nothing."""

    key: str
    old: Any
    new: Any


@frozen
class Reviewed:
    """One item of the document."""

    place: int
    """In the draft, from 0."""
    id: str
    """In the plan."""
    item: DraftItem
    standing: Standing
    doubts: tuple[str, ...] = ()
    """What the importer was not sure of."""
    changes: tuple[Difference, ...] = ()
    """What the document changes in the plan."""
    kept: tuple[Difference, ...] = ()
    """Where the plan differs and stays, because somebody changed it by hand."""
    back: bool = False
    """It was gone from the document, and is in it again."""

    @property
    def usual(self) -> bool:
        """Whether it is taken where nothing is decided."""
        return self.standing is not Standing.LEFT_OUT

    @property
    def decidable(self) -> bool:
        """Whether it can be taken or dropped."""
        return self.standing in DECIDABLE


@frozen
class Gone:
    """An item of the plan that the document no longer states."""

    id: str
    title: str


@frozen
class Review:
    """All there is to look through."""

    made: Import
    """What is made of the document where nothing is decided."""
    items: tuple[Reviewed, ...]
    """In the order of the draft."""
    gone: tuple[Gone, ...]
    lines: tuple[str, ...]
    """The lines of the document, the first being line 1; none where it is no text."""
    board: Board
    """The items as the document states them, for queries."""

    def groups(self) -> dict[str, tuple[Reviewed, ...]]:
        """Return the items by what an import does with them; those of a new plan by severity.

        Where the document rates none of them and has phases, those of a new plan are grouped by phase.
        """
        names, name_of = self._grouping()
        found: dict[str, list[Reviewed]] = {name: [] for name in names}
        for each in self.items:
            found[name_of(each)].append(each)
        return {str(name): tuple(items) for name, items in found.items() if items}

    def _grouping(self) -> tuple[Iterable[str], Callable[[Reviewed], str]]:
        phases = {phase.id: one_line(phase.title) for phase in self.made.draft.phases}
        if self.made.merged:
            return Standing, lambda each: each.standing
        if not phases or any(each.item.severity for each in self.items):
            return SEVERITIES, lambda each: severity_of(each.item)
        return (*phases.values(), _NO_PHASE), lambda each: phases.get(each.item.phase or "", _NO_PHASE)


def severity_of(item: DraftItem) -> str:
    """Return the name of an item's severity, also where it has none."""
    return item.severity.value if item.severity else UNRATED


def read_review(workspace: Workspace, request: Request, now: datetime) -> Review:
    """Read and draft a document. Writes nothing; raises UsageError for it, PlanError for the plan."""
    data = read_document(request.source) if request.data is None else request.data
    name = document_name(workspace, request.source)
    made = prepare_import(
        workspace,
        data,
        name,
        format_name=request.format_name,
        columns=request.columns,
        output=request.output,
        into=request.into,
    )
    return review_of(made, source_lines(data, name, made.format), now)


def review_of(made: Import, lines: tuple[str, ...], now: datetime) -> Review:
    """Return what there is to look through of an import about which nothing was decided."""
    items = tuple(_reviewed(made))
    return Review(made, items, tuple(_gone(made)), lines, _board(made, now))


def write_review(review: Review, choices: Choices, path: Path, now: datetime) -> Review | None:
    """Write the plan as it was decided about; None when that is done.

    Where the plan at `path` is not the one that was looked at, nothing is written: returns what there is to
    look through then. Raises UsageError or PlanError, and leaves the file as it was, where it cannot be.
    """
    draft, format_name = review.made.draft, review.made.format
    made = made_import(draft, format_name, path, choices)
    if made.before != review.made.before:
        return review_of(made_import(draft, format_name, path), review.lines, now)
    if made.merged is None and len(choices.dropped) >= len(draft.items):
        raise UsageError(
            "there is no item left to write" if draft.items else "nothing to remediate was found"
        )
    write_import(made)
    return None


def usual_place(workspace: Workspace, review: Review) -> Path:
    """Return where the plan goes if nobody says: `plan.toml` where there is none, else its own file."""
    root = workspace.root
    if not plan_files(root) and not (root / "plan.toml").exists():
        return _typed(root / "plan.toml")
    folder = root / "plans" if (root / "plans").is_dir() else root
    return _typed(folder / f"{review.board.plan.id}.toml")


def _typed(path: Path) -> Path:
    """Return a path as it would be typed: from the current folder where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def found_by(review: Review, text: str) -> frozenset[str]:
    """Return the ids of the items that a query finds, among those the document states and those gone.

    Raises UsageError for a query that is none. Items that are gone are found by words alone.
    """
    query = parse_query(text, review.board)
    words = text.casefold().split()
    gone = (g.id for g in review.gone if all(word in f"{g.id} {g.title}".casefold() for word in words))
    return frozenset([*(card.id for card in query.select(review.board.cards)), *gone])


def _reviewed(made: Import) -> Iterator[Reviewed]:
    merged = made.merged or Merged(b"", new=tuple(entry.name for entry in made.items))
    changes, kept = _by_item(merged.changed), _by_item(merged.kept)
    standings = dict.fromkeys(_differing(merged), Standing.CHANGED)
    standings |= dict.fromkeys(merged.new, Standing.NEW) | dict.fromkeys(merged.left_out, Standing.LEFT_OUT)
    back = frozenset(merged.back)
    for place, (item, entry) in enumerate(zip(made.draft.items, made.items, strict=True)):
        name = entry.name
        yield Reviewed(
            place=place,
            id=entry.path[1],
            item=item,
            standing=standings.get(name, Standing.UNCHANGED),
            doubts=entry.comments,
            changes=changes.get(name, ()),
            kept=kept.get(name, ()),
            back=name in back,
        )


def _differing(merged: Merged) -> Iterator[str]:
    """What the document changes, or says otherwise; that it stands on other lines by now is no change."""
    yield from merged.back
    yield from (change.name for change in merged.kept)
    yield from (change.name for change in merged.changed if change.key != "source")


def _by_item(changes: Iterable[Change]) -> dict[str, tuple[Difference, ...]]:
    found: dict[str, tuple[Difference, ...]] = {}
    for change in changes:
        told = Difference(change.key, change.old, change.new)
        found[change.name] = (*found.get(change.name, ()), told)
    return found


def _gone(made: Import) -> Iterator[Gone]:
    if not made.merged or made.before is None:
        return
    name = str(made.path)
    tables = tables_of(text_of(made.before, name), name).get("item", {})
    for known in made.merged.gone:
        kind, _, id_ = known.partition(".")
        if kind == "item":
            yield Gone(id_, str(tables[id_]["title"]))


def _board(made: Import, now: datetime) -> Board:
    """Every item as the document states it, also what is left out of the plan."""
    ids: dict[int, str] = {place: entry.path[1] for place, entry in enumerate(made.items)}
    found = decided(made.draft, USUAL, Present(ids))
    plan = read_plan(text_of_plan(made.draft, found).encode(), "the document").plan
    return build_board(plan, Snapshot(), now)
