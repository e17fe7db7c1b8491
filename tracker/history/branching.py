"""A new branch for the work on an item, made and checked out without running anything.

To switch to a new branch at the commit that is checked out changes neither index nor work tree: only HEAD is
another. So two plumbing commands do what `git switch -c` does, with the reflog entry by which `git switch -`
finds the way back, and no hook, filter or file monitor of the repository takes part.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.text import clean
from tracker.errors import HistoryError
from tracker.history.layout import Layout, layout_of
from tracker.history.refs import short_name
from tracker.history.repository import Repository

_BRANCHES = "refs/heads/"
_UNDER_WAY: Mapping[str, str] = {
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "sequencer": "a cherry-pick or revert",
    "BISECT_LOG": "a bisect",
}
"""What git keeps in its folder while it is in the middle of something, by file."""


@frozen
class NewBranch:
    """A branch that was made and checked out. `sha` is None where there is no commit yet."""

    name: str
    sha: str | None
    previous: str
    """The ref that HEAD stood for before, or the commit where it was detached."""


def switch_to_new(root: Path, name: str) -> NewBranch:
    """Make a branch at HEAD and check it out; raises HistoryError, and then nothing has changed."""
    repository = Repository(layout_of(root))
    _refuse_name(repository, name)
    _refuse_state(repository)
    _refuse_taken(repository, name)
    sha = repository.resolve("HEAD")
    previous = repository.head_ref() or sha
    if previous is None:
        raise HistoryError("HEAD names neither a branch nor a commit", hint="git fsck says more")
    if sha:
        repository.text("update-ref", "-m", "branch: Created from HEAD", f"{_BRANCHES}{name}", sha, "")
    made = NewBranch(name, sha, previous)
    try:
        _point_head(repository, f"{_BRANCHES}{name}", short_name(previous), name)
    except HistoryError:
        _delete(repository, made)
        raise
    return made


def take_back(root: Path, made: NewBranch) -> None:
    """Go back to where HEAD was and delete the branch; raises HistoryError."""
    repository = Repository(layout_of(root))
    if made.previous.startswith("refs/"):
        _point_head(repository, made.previous, made.name, short_name(made.previous))
    else:
        repository.text(
            "update-ref", "--no-deref", "-m", f"checkout: moving from {made.name}", "HEAD", made.previous
        )
    _delete(repository, made)


def _point_head(repository: Repository, ref: str, from_: str, to: str) -> None:
    repository.text("symbolic-ref", "-m", f"checkout: moving from {from_} to {to}", "HEAD", ref)


def _delete(repository: Repository, made: NewBranch) -> None:
    if made.sha:
        repository.text("update-ref", "-d", f"{_BRANCHES}{made.name}", made.sha)


def _refuse_name(repository: Repository, name: str) -> None:
    """Git's rules for refs, and those of its commands: no name that looks like an option, or like HEAD."""
    allowed = name.isprintable() and not name.startswith("-") and name not in ("", "HEAD", "@")
    if not allowed or not repository.answer("check-ref-format", f"{_BRANCHES}{name}"):
        raise HistoryError(
            f"{clean(name)!r} cannot be the name of a branch", hint="git help check-ref-format has the rules"
        )


def _refuse_state(repository: Repository) -> None:
    if repository.text("rev-parse", "--is-bare-repository").strip() == "true":
        raise HistoryError("a bare repository has nothing checked out", hint="run it in a work tree")
    act = _under_way(repository.layout)
    if act:
        raise HistoryError(f"{act} is in progress", hint="finish it or abort it, then start the branch")


def _under_way(layout: Layout) -> str | None:
    return next((act for name, act in _UNDER_WAY.items() if (layout.git_dir / name).exists()), None)


def _refuse_taken(repository: Repository, name: str) -> None:
    """Refuse a name that is taken, or that would be a folder of branches and a branch at once."""
    for ref in repository.lines("for-each-ref", "--format=%(refname)", _BRANCHES):
        other = short_name(ref)
        if other == name:
            raise HistoryError(
                f"there is a branch {clean(name)} already",
                hint=f"git switch {clean(name)}, or choose another name with --branch=NAME",
            )
        if f"{other}/".startswith(f"{name}/") or f"{name}/".startswith(f"{other}/"):
            raise HistoryError(
                f"there cannot be a branch {clean(name)} beside the branch {clean(other)}",
                hint="choose another name with --branch=NAME",
            )
