"""Titles that say nothing by themselves take the first sentence of what stands beside them."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, titles


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("**PRIORITY 1 (HIGH):** Copy the ledger", "Copy the ledger"),
        ("- **Add:** a second disk, `smartd`", "Add: a second disk, smartd"),
        ("- **Monitoring:** Add an alert for the queue", "Monitoring: Add an alert for the queue"),
        ("- **Before launch:** Rotate the keys of the mail gate", "Rotate the keys of the mail gate"),
    ],
)
def test_a_time_a_verb_or_a_topic_alone_is_no_title(entry: str, title: str) -> None:
    assert titles(f"# Review\n\n## Recommendations\n\n{entry}\n") == [title]


def test_a_place_takes_what_is_wrong_there() -> None:
    text = (
        "# Review\n\n## Findings\n\n| # | File:Line | Pattern | Severity |\n|---|---|---|---|\n"
        "| 1 | `store/mail.py:67` | The queue is never emptied | High |\n"
    )
    item = only(text)
    assert item.title == "mail.py:67: The queue is never emptied"
    assert [file.path for file in item.files] == ["store/mail.py"]


def test_a_title_that_tells_stays() -> None:
    text = "# Review\n\n## Findings\n\n- **Review of keys before launch:** Nobody has looked.\n"
    assert titles(text) == ["Review of keys before launch"]


def test_a_long_sentence_is_cut_between_words() -> None:
    long = "Copy the ledger of every town " * 10
    (title,) = titles(f"# Review\n\n## Recommendations\n\n- **Add:** {long}\n")
    assert len(title) <= 90
    assert title.endswith(" …")
