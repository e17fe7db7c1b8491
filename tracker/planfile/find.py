"""Finding plan files: those of a repository, and those that come with the tracker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.domain.text import one_line
from tracker.planfile.problem import BadPlanError
from tracker.planfile.toml import content_of, tables_of, text_of, unusable

_LOOKS_LIKE_A_PLAN = r"(?m)^[ \t]*(?:\[[ \t]*plan[ \t]*[.\]]|plan[ \t]*[.=]|schema[ \t]*=)"
_AFTER_THE_HEAD = r"(?m)^[ \t]*\[+[ \t]*(?:item|checklist|target|decision|routine|signoff|area|phase|gate)\b"


def plan_files(root: Path) -> list[Path]:
    """Return `plan.toml`, then `plans/*.toml` and `.tracker/plans/*.toml` below `root`, each sorted.

    In the folders, TOML files that are something else are left out; so is what a link leads out of `root` to.
    A file that is broken is listed: whoever loads it is told what is wrong.
    """
    found: dict[Path, Path] = {}
    for path in _candidates(root):
        if _is_below(path, root) and (path.parent == root or _looks_like_a_plan(path)):
            found.setdefault(path.resolve(), path)
    return list(found.values())


def shipped_plans() -> list[Path]:
    """Return the plans that come with the tracker, sorted."""
    import plans

    return sorted(path for folder in plans.__path__ for path in Path(folder).glob("*.toml"))


def peek(path: Path) -> tuple[str, str]:
    """Return id and title of the plan at `path` without checking it; raises BadPlanError where it has none.

    Only the head of the file is parsed where `[plan]` stands there.
    """
    name = one_line(str(path))
    text = text_of(content_of(path, name), name)
    about = _head_of(text, name).get("plan") or tables_of(text, name).get("plan")
    if not isinstance(about, dict):
        raise unusable(name, "has no [plan] table")
    return _line(about, "id", name), _line(about, "title", name)


def _candidates(root: Path) -> Iterator[Path]:
    yield root / "plan.toml"
    yield from _listed(root / "plans")
    yield from _listed(root / ".tracker" / "plans")


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))
    except PermissionError:  # what may not be looked into is nobody's plan here
        return []


def _is_below(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a circle of links is the one or the other, as Python's versions go
        return False


def _looks_like_a_plan(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return bool(re.search(_LOOKS_LIKE_A_PLAN, file.read()))
    except OSError:
        return True


def _head_of(text: str, name: str) -> dict[str, Any]:
    """The tables before the first entry of a plan, none if the text cannot be cut there."""
    cut = re.search(_AFTER_THE_HEAD, text)
    if not cut:
        return {}
    try:
        return tables_of(text[: cut.start()], name)
    except BadPlanError:
        return {}


def _line(about: dict[str, Any], key: str, name: str) -> str:
    value = about.get(key)
    if not isinstance(value, str) or not one_line(value):
        raise unusable(name, f"[plan] has no {key}")
    return one_line(value)
