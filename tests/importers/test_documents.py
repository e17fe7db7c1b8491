"""The importer on documents it was not written for: what a reader labelled in them is what it has to find.

Made-up documents, as different as reviews are: languages, genres, shapes, encodings. The labels beside them
were made by reading, before the importer was run on them. `python -m benchmarks.importing` shows what is
behind a figure that is too low here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

pytest.importorskip("benchmarks.importing", reason="a source distribution has no benchmarks")
from benchmarks.importing import BUDGET, Measured, labelled, measure, total
from benchmarks.labels.label import read_labels
from tracker.importers.registry import detect, read

FOLDER = Path(__file__).with_name("documents")
DOCUMENTS = sorted(path.name for path in FOLDER.glob("*.md"))
LEAST = 0.85
"""What a single document has to reach; all together reach BUDGET."""
BEHIND = {
    "clinic-scheduler-readiness.md": {"precision"},  # headings with nothing but boxes below: these are items
    "prr-parcel-router.md": {"files"},  # answers to questions name the files, a table the work, no word both
    "shoumeisho-iko.md": {"effort"},  # a row gives it, the section that is probably the same work does not
}
"""What is known not to reach it, and why."""


@cache
def results() -> dict[str, Measured]:
    """Every document, measured once."""
    documents = labelled(FOLDER, FOLDER)
    return {labels.document: measure(labels, read(data, labels.document)) for labels, data in documents}


def test_every_document_is_labelled_and_unchanged() -> None:
    assert len(DOCUMENTS) == 115
    assert [labels.document for labels, _ in labelled(FOLDER, FOLDER)] == DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_labels_lie_within_their_document_and_beside_what_is_no_item(name: str) -> None:
    labels = read_labels(FOLDER / name.replace(".md", ".toml"))
    length = (FOLDER / name).read_bytes().count(b"\n") + 1
    items = frozenset().union(*(item.covered for item in labels.items))
    others = frozenset().union(*(lines for lines, _ in labels.not_items))
    assert max(items | others) <= length
    assert not items & others


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_review_is_told_from_data(name: str) -> None:
    assert detect((FOLDER / name).read_bytes(), name) == "markdown"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_falls_far_behind(name: str) -> None:
    result = results()[name]
    low = {figure for figure, count in result.figures.items() if count.share < LEAST}
    assert low == BEHIND.get(name, set()), (result.missed, result.false, result.wrong)


@pytest.mark.parametrize("figure", ["recall", "precision", "severity", "status", "phase", "effort", "files"])
def test_all_together_reach_the_budget(figure: str) -> None:
    count = total(list(results().values())).figures[figure]
    assert count.share >= BUDGET, str(count)
