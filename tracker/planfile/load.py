"""Reading a plan file: bytes to a checked `Plan`, with every error at once and its place.

What only an uncached read needs is imported inside functions: most commands find the parsed plan in the
cache, and are to start fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from tracker.collector import collector_paused
from tracker.digest import digest_of
from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.domain.text import one_line
from tracker.planfile.cache import SMALLEST, recall, remember
from tracker.planfile.problem import BadPlanError, Problem
from tracker.planfile.toml import content_of, digest_and_size, tables_of, text_of

BeforeParsing = Callable[[Path, Path], None]
"""Called with the file of a plan, and the folder for parsed plans."""


@frozen
class Loaded:
    """A plan without errors, with what merely contradicts itself. `digest` is that of the file."""

    plan: Plan
    warnings: tuple[Problem, ...]
    digest: str
    path: Path | None


def load_plan(
    path: Path,
    *,
    cache: Path | None = None,
    known: Loaded | None = None,
    before_parsing: BeforeParsing | None = None,
) -> Loaded:
    """Return the plan in the file at `path`; raises BadPlanError.

    `cache` is a folder for parsed plans, made when needed; it can be deleted at any time. `known` is what was
    loaded before, and is returned where the file says the same. `before_parsing` is called before a file is
    parsed that takes a while and is not in the cache; if it is there then, it is not parsed.
    """
    name = one_line(str(path))
    digest, size = digest_and_size(path, name)
    if known and (known.digest, known.path) == (digest, path):
        return known
    if cache is None or size < SMALLEST:
        return replace(read_plan(content_of(path, name), name), path=path)
    if kept := recall(cache, digest, name):
        return Loaded(*kept, digest, path)
    if before_parsing:
        before_parsing(path, cache)
        if kept := recall(cache, digest, name):
            return Loaded(*kept, digest, path)
    loaded = read_plan(content_of(path, name), name)
    remember(cache, loaded.digest, loaded.plan, loaded.warnings)
    return replace(loaded, path=path)


def read_plan(data: bytes, name: str) -> Loaded:
    """Return the plan written in `data`, the content of a file called `name`; raises BadPlanError."""
    text = text_of(data, name)
    with collector_paused():
        plan, problems = plan_of(tables_of(text, name), text, name)
    return Loaded(plan, problems, digest_of([data]), None)


def plan_of(tables: Mapping[str, object], text: str, name: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the plan, with its warnings, of the tables of a text that was parsed; raises BadPlanError."""
    from tracker.planfile.build import build
    from tracker.planfile.notes import Notes

    notes = Notes()
    plan = build(tables, notes)
    problems = notes.placed(text, name)
    if plan is None:
        raise BadPlanError(problems)
    return plan, problems
