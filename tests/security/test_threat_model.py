"""The page on threats says nothing that no test shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| ca")]
SHOWN_BY = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def named_in(path: Path) -> set[str]:
    """Return the names of the tests in a file, without importing it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {function.name for function in functions if function.name.startswith("test_")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1].strip()[:60])
def test_every_line_names_tests_that_there_are(row: list[str]) -> None:
    kind, _, shown_by = (cell.strip() for cell in row)
    assert kind in ("can", "cannot")
    named = SHOWN_BY.findall(shown_by)
    assert named
    assert SHOWN_BY.sub("", shown_by).strip() == ""
    for file, name in named:
        assert (ROOT / file).is_file(), file
        assert name in named_in(ROOT / file), name


def test_every_row_of_a_table_is_a_line_and_every_part_has_some() -> None:
    rows = [
        line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith(("| |", "|--"))
    ]
    assert len(rows) == len(ROWS)
    *parts, last = PAGE.split("\n## ")[1:]
    assert all("| cannot |" in part for part in parts)
    assert last.startswith("What is not defended against")


def test_the_checker_notices_a_test_that_is_gone() -> None:
    assert "test_every_line_names_tests_that_there_are" in named_in(Path(__file__))
    assert "test_that_nobody_wrote" not in named_in(Path(__file__))
