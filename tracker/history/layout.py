"""Where a repository keeps its things, read from the file system alone.

Every command asks for the root and for HEAD, most of them never for more, so neither costs a process or the
import of git. What is not understood here (the reftable format) is left to git.
"""

from __future__ import annotations

import re
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.errors import HistoryError

SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LONGEST_POINTER = 65_536


@frozen
class Layout:
    """The folders of one repository. `root` is the top of the work tree, or the bare repository itself."""

    root: Path
    git_dir: Path
    """Holds HEAD; for a linked worktree it is not where the branches are."""
    common_dir: Path
    """Holds the branches and `packed-refs`."""

    @property
    def uses_reftable(self) -> bool:
        """Refs are not files here, and only git can read them."""
        return (self.common_dir / "reftable").is_dir()


def find_layout(folder: Path) -> Layout | None:
    """Return the repository that holds `folder`, or None where there is none.

    Raises HistoryError when a `.git` file points nowhere.
    """
    here = folder.absolute()
    for candidate in (here, *here.parents):
        dot_git = candidate / ".git"
        if dot_git.is_file():
            return _layout(candidate, _pointed_at(dot_git))
        if _is_git_dir(dot_git):
            return _layout(candidate, dot_git)
        if _is_git_dir(candidate):
            root = candidate.parent if candidate.name == ".git" else candidate
            return _layout(root, candidate)
    return None


def find_root(folder: Path) -> Path | None:
    """Return the top of the work tree that holds `folder`, or None outside of any repository."""
    layout = find_layout(folder)
    return layout.root if layout else None


def layout_of(root: Path) -> Layout:
    """Return the repository that holds `root`; raises HistoryError where there is none."""
    layout = find_layout(root)
    if not layout:
        raise HistoryError(
            f"{root} is not in a git repository", hint="run git init, or change to the repository"
        )
    return layout


def read_text(path: Path | str) -> str:
    """Return a small file of the repository, stripped; an empty text when it is not there."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(_LONGEST_POINTER).decode("utf-8", "surrogateescape").strip()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
    except OSError as error:
        raise HistoryError(f"cannot read {path}: {error.strerror}") from error


def _layout(root: Path, git_dir: Path) -> Layout:
    common = read_text(git_dir / "commondir")
    return Layout(root, git_dir, (git_dir / common).resolve() if common else git_dir)


def _is_git_dir(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _pointed_at(dot_git: Path) -> Path:
    """The folder that a `.git` file of a worktree or a submodule names."""
    text = read_text(dot_git)
    target = (dot_git.parent / text.removeprefix("gitdir:").strip()).resolve()
    if not text.startswith("gitdir:") or not (target / "HEAD").is_file():
        raise HistoryError(f"{dot_git} points to no repository", hint="run git worktree repair")
    return target
