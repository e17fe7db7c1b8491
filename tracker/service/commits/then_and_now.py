"""The lines that a finding names, as they were when the review looked at them and as they are now."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.drift import Drift, Fate, drift_of
from tracker.domain.fileref import FileRef
from tracker.domain.text import one_line
from tracker.domain.versions import ThenAndNow, Version
from tracker.service.tracker import Tracker

_NOW = "now"
_THEN = "at the review"


def then_and_now(tracker: Tracker, file: FileRef) -> ThenAndNow:
    """Return a reference in both versions: at the plan's baseline, and in the work tree or else at HEAD.

    What cannot be read is told in its place. Blocking; raises HistoryError where git fails.
    """
    from tracker.history.versions import hunks_between, version_at

    root = tracker.workspace.repository
    if root is None:
        here = _here(tracker, file.path, None)
        return ThenAndNow(file, Version(_THEN, file.path, problem="there is no git repository here"), here)
    baseline, title = _baseline(tracker, root)
    if baseline is None:
        return ThenAndNow(file, Version(_THEN, file.path, problem=title), _here(tracker, file.path, root))
    then = version_at(root, baseline, file.path, title)
    followed = _followed(tracker, root, baseline, file)
    now = _here(tracker, followed.path if followed else file.path, root)
    if then.problem or now.problem:
        return ThenAndNow(file, then, now, drift=followed)
    hunks = hunks_between(root, then.lines, now.lines)
    return ThenAndNow(file, then, now, hunks, drift_of(file, now.path, hunks, baseline))


def _baseline(tracker: Tracker, root: Path) -> tuple[str | None, str]:
    """The commit of the review and what it is called; without one, why there is none."""
    from tracker.history.drift import commit_named
    from tracker.history.versions import is_shallow
    from tracker.service.commits.view import baseline_commit

    plan = tracker.plan
    found = baseline_commit(tracker, root)
    named = one_line(plan.baseline or "")
    if found:
        is_other = bool(named) and commit_named(root, plan.baseline) != found
        why = f", for {named} is not here" if is_other else "" if named else ", the last commit of its day"
        return found, f"{_THEN} · {found[:7]}{why}"
    deeper = "; the clone is shallow: git fetch --unshallow brings it" if is_shallow(root) else ""
    if named:
        return None, f"the commit {named}, which the review looked at, is not here{deeper}"
    return (
        None,
        f"nothing tells which commit the review looked at: the plan can name it as its baseline{deeper}",
    )


def _followed(tracker: Tracker, root: Path, baseline: str, file: FileRef) -> Drift | None:
    """What became of the reference up to HEAD; None where it is as it was, or was not there."""
    from tracker.history.drift import drift

    head = tracker.head()
    return drift(root, baseline, head, [file]).get(file) if head else None


def _here(tracker: Tracker, path: str, root: Path | None) -> Version:
    """The file of the work tree; of a bare repository, that of HEAD."""
    from tracker.history.layout import layout_of
    from tracker.history.versions import version_at, version_here

    head = tracker.head()
    if root is not None and head and layout_of(root).root == layout_of(root).git_dir:
        return version_at(root, head, path, f"{_NOW} · {head[:7]}")
    return version_here(tracker.workspace.root, path, f"{_NOW} · as checked out")


def fate_text(found: ThenAndNow) -> str:
    """Return what became of the lines: `changed since 3f2c1ab`, `moved to src/b.ts:14-32`; else empty."""
    drift = found.drift
    if drift is None:
        return ""
    if drift.fate is Fate.UNCHANGED:
        return "as they were at the review" if found.file.lines else "as it was at the review"
    if drift.fate is not Fate.GONE and drift.place != found.file:
        return f"{drift.words}, now {drift.place}" if drift.touched else f"moved to {drift.place}"
    return drift.words
