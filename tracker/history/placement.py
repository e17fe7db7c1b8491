"""Where commits are: on the mainline, or on which branch."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.commit import Scan
from tracker.domain.state import MAINLINE
from tracker.errors import HistoryError
from tracker.history.layout import layout_of
from tracker.history.refs import branch_names, read_tips, short_name
from tracker.history.repository import Repository


def where_is(root: Path, sha: str, mainline: str | None = None) -> str:
    """Return MAINLINE or the name of a branch that holds the commit; raises HistoryError where none does."""
    repository = Repository(layout_of(root))
    tips = read_tips(repository, mainline)
    order = sorted(tips.tips, key=lambda ref: (ref != tips.mainline, ref))
    for ref in order:
        if repository.answer("merge-base", "--is-ancestor", sha, tips.tips[ref]):
            return MAINLINE if ref == tips.mainline else short_name(ref)
    raise HistoryError(f"no branch here holds commit {sha[:7]}", hint="check its branch out, then link it")


def off_mainline(repository: Repository, scan: Scan) -> dict[str, str]:
    """Return a branch for every commit that is not on the mainline, by sha; raises HistoryError."""
    mainline = scan.mainline_tip
    others = sorted(set(scan.tips.values()) - {mainline})
    if not others or not mainline:
        return {}
    names = branch_names(scan.tips)
    lines = repository.lines(
        "log", "--no-show-signature", "--format=%H %S", "--stdin", stdin=[*others, f"^{mainline}"]
    )
    return {sha: names[tip] for sha, _, tip in (line.partition(" ") for line in lines)}
