"""Small plans to test with."""

from __future__ import annotations

import pytest

from tracker.planfile.load import Loaded, read_plan
from tracker.planfile.problem import BadPlanError, Problem

HEAD = 'schema = 1\n[plan]\nid = "p"\ntitle = "P"\n'
ONE_ITEM = HEAD + '[item.A]\ntitle = "First"\n'


def read(text: str) -> Loaded:
    """Return the plan written in `text`."""
    return read_plan(text.encode(), "plan.toml")


def problems(text: str | bytes) -> tuple[Problem, ...]:
    """Return the errors of a plan that has some."""
    with pytest.raises(BadPlanError) as caught:
        read_plan(text if isinstance(text, bytes) else text.encode(), "plan.toml")
    return caught.value.problems


def lines(text: str | bytes) -> list[str]:
    """Return the errors of a plan as they are printed."""
    return [str(problem) for problem in problems(text)]
