"""Tables that count sorts of things are no lists of findings."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import titles

COUNTED = """# Review
## Known problems

| {head} | Examples |
|---|---|---|
| Missing bolts | 25 | `gate`, `door` |
| Broken panes | 20 | attic |
| Loose steps | 15 | north stairs |
"""


@pytest.mark.parametrize("head", ["Category | Count", "Error type | Number", "Art | Anzahl"])
def test_sorts_with_numbers_are_none(head: str) -> None:
    assert titles(COUNTED.format(head=head)) == []


def test_what_has_to_be_done_makes_them_findings() -> None:
    text = COUNTED.format(head="Category | Count").replace("Examples", "Fix")
    assert len(titles(text)) == 3


def test_findings_with_numbers_are_findings() -> None:
    assert len(titles(COUNTED.format(head="Issue | Count"))) == 3
