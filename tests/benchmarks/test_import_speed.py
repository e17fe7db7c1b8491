"""The reviews that reading is measured with, and what is told of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.import_speed import documents, lines_for, written
from benchmarks.reviews import MOST_LINES, SHAPES, review
from tracker.importers.markdown.read import read_markdown


@pytest.mark.parametrize("shape", SHAPES)
def test_a_review_is_as_long_as_asked_and_states_work(shape: str) -> None:
    text = review(shape, 20_000)
    assert 15_000 < len(text) <= 20_000
    assert review(shape, 20_000) == text
    assert read_markdown(text.encode(), "review").items


def test_shapes_are_told_apart() -> None:
    assert len({review(shape, 4_000) for shape in SHAPES}) == len(SHAPES)


def test_no_review_is_longer_than_is_read() -> None:
    text = review("checklists", 1_000_000)
    assert text.count("\n") <= MOST_LINES
    assert len(text) < 900_000


def test_documents_are_the_made_ones_and_the_real_ones_that_are_there(tmp_path: Path) -> None:
    assert list(documents([1, 2], ["prose"], tmp_path / "none")) == ["prose 1", "prose 2", "written"]
    (tmp_path / "mine.md").write_text("# Mine\n")
    assert documents([], [], tmp_path)["mine"] == b"# Mine\n"


def test_those_of_the_tests_are_read_as_one() -> None:
    text = written()
    assert text.count(b"\n") < MOST_LINES
    assert len(text) > 100_000
    assert len(set(text.split(b"\n"))) > 5_000


def test_a_document_is_told_beside_the_parser_the_budget_and_an_idle_python(tmp_path: Path) -> None:
    lines = list(lines_for("prose", review("prose", 3_000).encode(), tmp_path, 1))
    assert [line.against for line in lines] == ["markdown-it", "budget", "python -c pass"]
    assert all(line.ours > 0 and line.theirs > 0 for line in lines)
    assert lines[0].ours == lines[1].ours
    assert lines[0].ours > lines[0].theirs
    assert [line.budget for line in lines] == [None, 1.0, None]
