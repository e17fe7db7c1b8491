"""Which items name a file: asked for every file that commits touched, by plans that name thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from tracker.domain.board import Board
from tracker.domain.fileref import FileRef


class NamedFiles:
    """The references of items by path; folders by what is in them, globs by what they match."""

    def __init__(self, references: Iterable[tuple[str, FileRef]]) -> None:
        """Take references with the id of the item each belongs to."""
        self._plain: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._globs: list[tuple[str, FileRef]] = []
        for item, file in references:
            self._plain[file.path.rstrip("/")][item] = None
            if any(mark in file.path for mark in "*?["):
                self._globs.append((item, file))

    def __bool__(self) -> bool:
        return bool(self._plain)

    def items_of(self, path: str) -> tuple[str, ...]:
        """Return the ids of the items that name the file, a folder around it, or a glob that matches it."""
        around = (path, *map(str, PurePosixPath(path).parents))
        found = {item: None for name in around if name in self._plain for item in self._plain[name]}
        found |= {item: None for item, file in self._globs if file.covers(path)}
        return tuple(found)


def named_files(board: Board) -> NamedFiles:
    """Return what the items of a board name: files as the review names them, and where they are by now."""
    pairs = ((card, file) for card in board.cards for file in card.item.files)
    return NamedFiles(
        (card.id, where)
        for card, file in pairs
        for where in {file: None, (card.drift[file].place if file in card.drift else file): None}
    )
