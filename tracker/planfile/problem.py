"""What is wrong with a plan file, and where: the one form in which every check of a plan reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tracker.domain.frozen import frozen
from tracker.errors import PlanError

Level = Literal["error", "warning"]


@frozen
class Problem:
    """One error or warning. `line` and `column` count characters from 1; line 0 means the file as a whole."""

    path: str
    line: int
    column: int
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.level}: {self.message}"


class BadPlanError(PlanError):
    """The plan file cannot be used; `problems` are all its errors, in the order of the file."""

    def __init__(self, problems: Iterable[Problem], *, hint: str | None = None) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems), hint=hint)
