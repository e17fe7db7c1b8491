"""Where the hooks of a repository are, as git finds them, and whose files they are.

Usually they lie in the git folder and are nobody else's. `core.hooksPath` may lead to a folder of the work
tree, which the team shares by git; to husky's `.husky/_`, whose files husky overwrites while it runs those
one folder above; or out of the repository, where every repository of the user meets them.
"""

from __future__ import annotations

from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.errors import HistoryError
from tracker.history.layout import Layout
from tracker.history.repository import Repository


@frozen
class HookFolder:
    """The folder that hooks are put into."""

    path: Path
    husky: bool = False
    """Run by `sh -e` through husky, so that neither mode nor first line matters."""
    tracked: bool = False
    """In the work tree: the files are the team's."""
    outside: bool = False
    """Not of this repository alone."""


def hook_folder(layout: Layout) -> HookFolder:
    """Return where git looks for hooks; runs none of them; raises HistoryError."""
    path = Repository(layout).hooks_folder()
    husky = path.name == "_" and any((path / name).is_file() for name in ("h", "husky.sh"))
    return folder_at(layout, path.parent if husky else path, husky=husky)


def folder_at(layout: Layout, path: Path, *, husky: bool = False) -> HookFolder:
    """Return whose the folder at `path` is."""
    common, real = layout.common_dir.resolve(), path.resolve()
    if real.is_relative_to(common):
        return HookFolder(path)
    trees = [layout.root.resolve(), *([common.parent] if common.name == ".git" else [])]
    tracked = any(real.is_relative_to(tree) for tree in trees)
    return HookFolder(path, husky=husky, tracked=tracked, outside=not tracked)


def own_hook_folder(layout: Layout, *, shared: bool) -> HookFolder:
    """Return where git looks for hooks; raises HistoryError where others use it too, unless `shared`."""
    folder = hook_folder(layout)
    if folder.outside and not shared:
        raise HistoryError(
            f"git takes the hooks of this repository from outside of it: {folder.path.resolve()}",
            hint="core.hooksPath leads there; with --shared ours go there as well, and do nothing elsewhere",
        )
    return folder
