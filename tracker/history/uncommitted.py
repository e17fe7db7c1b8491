"""Whether the work tree is what its commit says: files that git tracks, changed and not committed.

To answer, git compares the content of files whose time of change tells nothing, and passes it through the
filters that the repository configures: commands of its author. So every filter is turned off by its name,
and none of a submodule's files is looked at. A file under a filter (git-lfs) then counts as changed where
only its filtered content could tell that it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.domain.text import one_line
from tracker.errors import HistoryError
from tracker.history.layout import layout_of
from tracker.history.repository import Repository

_STATUS = (
    "status",
    "--porcelain",
    "--untracked-files=no",
    "--ignore-submodules=dirty",
    "--no-renames",
)
_OFF = ("clean=", "smudge=", "process=", "required=false")


def has_uncommitted(root: Path) -> bool:
    """Tell whether a tracked file differs from HEAD, staged or not; untracked ones do not count.

    A bare repository has no work tree. Raises HistoryError.
    """
    layout = layout_of(root)
    if layout.root == layout.git_dir:
        return False
    repository = Repository(layout)
    settings = [part for setting in _without_filters(repository) for part in ("-c", setting)]
    return bool(repository.text(*settings, "-c", "status.submoduleSummary=false", *_STATUS))


def _without_filters(repository: Repository) -> Iterator[str]:
    """The settings that turn off every filter that is configured, wherever that is."""
    listed = repository.text("config", "--null", "--name-only", "--list").split("\0")
    for name in sorted({key.rpartition(".")[0] for key in listed if key.startswith("filter.")}):
        if "=" in name or "\n" in name:
            raise HistoryError(
                f"git: the filter {one_line(name)} has a name by which it cannot be turned off"
            )
        yield from (f"{name}.{off}" for off in _OFF if name != "filter")
