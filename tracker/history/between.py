"""Which of the files that a plan names were touched on the way from one commit to a later one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from tracker.domain.fileref import FileRef
from tracker.history.comparison import changes, is_glob
from tracker.history.layout import SHA, layout_of
from tracker.history.repository import Repository


def touched_between(root: Path, old: str, new: str, paths: Collection[str]) -> frozenset[str] | None:
    """Return those of the paths that differ between two commits (shas), folders and globs by what is in them.

    None where `new` does not descend from `old`, or the repository lacks one of them. Raises HistoryError.
    """
    repository = Repository(layout_of(root))
    if not (SHA.fullmatch(old) and SHA.fullmatch(new)) or repository.existing((old, new)) != {old, new}:
        return None
    if not repository.answer("merge-base", "--is-ancestor", old, new):
        return None
    if not paths or old == new:
        return frozenset()
    (found,) = changes(repository, [(old, new)], paths)
    return frozenset(_covering((change.path for change in found), paths))


def _covering(changed: Iterable[str], paths: Collection[str]) -> Iterator[str]:
    """Those of the paths that are a changed file, a folder around one, or a glob that matches one."""
    globs = [path for path in paths if is_glob(path)]
    plain: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        plain[path.rstrip("/")].append(path)
    for file in changed:
        around = (file, *(str(folder) for folder in PurePosixPath(file).parents))
        yield from (path for name in around if name in plain for path in plain[name])
        yield from (path for path in globs if FileRef(path).covers(file))
