"""Which commits count: the tips of the local branches, and which of them is the mainline."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.frozen import frozen
from tracker.domain.text import did_you_mean
from tracker.errors import HistoryError
from tracker.history.repository import Repository

HEAD = "HEAD"
_BRANCHES = "refs/heads/"
_REMOTES = "refs/remotes/"
_USUAL = ("refs/heads/main", "refs/heads/master")


@frozen
class Tips:
    """The commits to scan from, by full ref name. Without any commit `tips` is empty and `mainline` None."""

    tips: Mapping[str, str]
    mainline: str | None
    head: str | None


def read_tips(repository: Repository, wanted: str | None) -> Tips:
    """Return the tips of the local branches, of a detached HEAD and of the mainline.

    The mainline is the branch `wanted`, else what `origin/HEAD` names, else main or master, else HEAD. Raises
    HistoryError when there is no branch `wanted`.
    """
    refs, origin, current = _all_refs(repository)
    head_ref = current or repository.head_ref()
    head = refs.get(head_ref) if head_ref else repository.resolve(HEAD)
    if not refs and not head:
        if wanted:  # before the first commit the branch that is checked out is the only one there will be
            _named({head_ref or HEAD: ""}, wanted)
        return Tips({}, None, None)
    found = {ref: sha for ref, sha in refs.items() if ref.startswith(_BRANCHES)}
    if head and not head_ref:
        found[HEAD] = head
    mainline = _named(refs, wanted) if wanted else _usual(refs, origin, head_ref if head else None)
    if mainline and mainline in refs:
        found[mainline] = refs[mainline]
    return Tips(found, mainline if mainline in found else None, head)


def short_name(ref: str) -> str:
    """Return `topic` for `refs/heads/topic`, and `origin/main` for a remote one."""
    return ref.removeprefix(_BRANCHES).removeprefix(_REMOTES)


def _all_refs(repository: Repository) -> tuple[dict[str, str], str | None, str | None]:
    """The shas of local and remote branches by full name, what `origin/HEAD` names, and what HEAD stands for.

    HEAD stands for none of them before the first commit, and where it is detached.
    """
    fields = "%(objectname)%00%(objecttype)%00%(symref)%00%(HEAD)%00%(refname)"
    refs: dict[str, str] = {}
    origin = current = None
    for line in repository.lines("for-each-ref", f"--format={fields}", "refs/heads", "refs/remotes"):
        sha, kind, symref, head, ref = line.split("\0")
        if ref == "refs/remotes/origin/HEAD":
            origin = symref or None
        if kind == "commit" and not symref:
            refs[ref] = sha
            current = ref if head == "*" else current
    return refs, origin, current


def _named(refs: Mapping[str, str], wanted: str) -> str:
    for candidate in (f"{_BRANCHES}{wanted}", f"{_REMOTES}{wanted}", wanted):
        if candidate in refs:
            return candidate
    names = [short_name(ref) for ref in refs]
    raise HistoryError(
        f"there is no branch {wanted!r} to be the mainline{did_you_mean(wanted, names)}",
        hint="tracker sync --mainline auto goes back to the usual one",
    )


def _usual(refs: Mapping[str, str], origin: str | None, head_ref: str | None) -> str:
    if origin in refs:
        return str(origin)
    return next((ref for ref in _USUAL if ref in refs), head_ref or HEAD)
