"""Which commit is checked out, without a process: every event of the journal records it."""

from __future__ import annotations

from pathlib import Path

from tracker.history.layout import SHA, Layout, find_layout, read_text

_DEEPEST = 5
"""As deep as git follows symbolic refs."""


def head_sha(root: Path) -> str | None:
    """Return the commit that is checked out, or None before the first one and outside of a repository."""
    layout = find_layout(root)
    if not layout:
        return None
    if layout.uses_reftable:
        from tracker.history.repository import Repository

        return Repository(layout).resolve("HEAD")
    return _resolve(layout, "HEAD")


def head_branch(root: Path) -> str | None:
    """Return the branch that is checked out, or None on a detached HEAD and outside of a repository."""
    layout = find_layout(root)
    if not layout:
        return None
    if layout.uses_reftable:
        from tracker.history.repository import Repository

        ref = Repository(layout).head_ref()
    else:
        ref = _symbolic(read_text(layout.git_dir / "HEAD"))
    return ref.removeprefix("refs/heads/") if ref else None


def _resolve(layout: Layout, ref: str) -> str | None:
    for _ in range(_DEEPEST):
        text = read_text((layout.git_dir if ref == "HEAD" else layout.common_dir) / ref) or _packed(
            layout, ref
        )
        target = _symbolic(text)
        if not target:
            return text if SHA.fullmatch(text) else None
        ref = target
    return None


def _symbolic(text: str) -> str | None:
    """The branch that a symbolic ref names; never a path out of the folder of branches."""
    ref = text.removeprefix("ref:").strip()
    inside = ref.startswith("refs/") and ".." not in ref.split("/")
    return ref if text.startswith("ref:") and inside else None


def _packed(layout: Layout, ref: str) -> str:
    suffix = f" {ref}".encode("utf-8", "surrogateescape")
    try:
        with (layout.common_dir / "packed-refs").open("rb") as file:
            line = next((line for line in file if line.rstrip(b"\n").endswith(suffix)), b"")
    except FileNotFoundError:
        return ""
    return line.partition(b" ")[0].decode("ascii", "replace")
