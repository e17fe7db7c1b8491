"""Whatever comes in, a plan or an error comes out, and work grows with the size of the document alone."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.markdown.reading import plan
from tracker.domain.draft import DraftPlan
from tracker.domain.effort import parse_effort
from tracker.errors import TrackerError
from tracker.importers.markdown.read import read_markdown

PIECES = (
    *(
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "1. ",
        "> ",
        "| ",
        "|-|-|\n",
        "\n",
        "\n\n",
        "---\n",
        "```\n",
        "    ",
    ),
    *(
        "**",
        "~~",
        "`",
        "[ ] ",
        "[x] ",
        "<b>",
        "</td>",
        "<table><tr><td>",
        "<!--",
        "](",
        "[",
        ": ",
        "(",
        ")",
        "·",
    ),
    *(
        "Issues",
        "CRITICAL",
        "P0",
        "H-01",
        "Fix",
        "Impact",
        "Effort",
        "2 days",
        "Phase 1",
        "RESOLVED",
        "Status",
    ),
    *(
        "src/a.py:3-9",
        "✅",
        "⚠️",
        "No backups",
        "Add limits",
        "Score: 7/10",
        "99.9%",
        "2025-10-10",
        "Befund",
        "问题",
        "高",
    ),
    *(
        "\u202e",
        "\x00",
        "\ufeff",
        "\r",
        "é",
        "‚úÖ",
        "Table of contents",
        "Recommendations",
        "Severity",
        "N/A",
    ),
    *(
        "gap 1, ",
        "closes #1; ",
        "(#3) ",
        "points 3 and ",
        "TL-01, ",
        "(2d, Ana) ",
        "⏱️ 3 h ",
        "📁 ",
        "Week 3: ",
    ),
)
REPEATED = (
    *(
        "(",
        ")",
        ", ",
        "- ",
        "– ",
        ": ",
        "| ",
        ";",
        "’",
        "中",
        "a.",
        "**a** ",
        "`x` ",
        "[ ] ",
        "🔴 ",
        "1.2.3 ",
    ),
    *(
        "finding 1, ",
        "findings 3 and ",
        "hallazgo 3 y ",
        "no. 1 and ",
        "#1, ",
        "(#3) ",
        "gap 1, ",
        "point 3 and ",
    ),
    *("closes gap 1; ", "closes #1, ", "fixes H-2, ", "TL-01, ", "(2d, Ana) ", "Ana, Bob, ", "8 hours with "),
    *("Week 3 ", "Day 1-2 ", "⏱️ 2 days ", "📁 `a/b` ", "go/no-go ", "Effort: 3 d ", "fixed since ", "no "),
)
PLACES = (
    "## {}\n\ntext\n\n",
    "## Findings\n\n1. **Old key** (P0)\n2. **No limit**\n\n- {}\n",
    "## Phase 1 (Week 1)\n\n- [ ] {}\n- **{}** – {}\n\n### 0.1 {} (2 days)\n\ntext\n\n- [ ] {}\n",
    "| # | Finding | Closes |\n|---|---|---|\n| 1 | {} | {} |\n\n{}\n",
)


def sound(found: DraftPlan, last: int) -> None:
    """Check what every draft owes whoever writes the plan file."""
    ids = [item.id for item in found.items]
    assert len(set(ids)) == len(ids)
    for item in found.items:
        assert re.fullmatch(r"[A-Z0-9][A-Z0-9-]{0,31}", item.id)
        assert item.title.strip()
        assert "\n" not in item.title
        assert item.source
        assert all(1 <= first <= end <= last for first, end in item.source)
        assert item.phase is None or item.phase in {phase.id for phase in found.phases}
        assert item.area is None or item.area in {area.id for area in found.areas}
        assert item.duplicate_of is None or item.duplicate_of in ids
        if item.effort:
            parse_effort(item.effort)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=150)
def test_any_soup_of_tokens_is_read(text: str) -> None:
    sound(plan(text), max(1, len(re.split(r"\r\n|\r|\n", text))))


@given(st.binary(max_size=400))
@settings(max_examples=80)
def test_any_bytes_give_a_plan_or_an_error(data: bytes) -> None:
    with suppress(TrackerError):
        assert read_markdown(data, "x.md").title


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=80)
def test_any_titles_under_issues_are_read(texts: list[str]) -> None:
    lines = ["# Review", "## Issues", *(f"- {' '.join(text.split())}" for text in texts)]
    sound(plan("\n".join(lines)), len(lines))


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 300,
        "".join("#" * (1 + at % 6) + f" No limit {at}\n" for at in range(300)),
        "- " * 3000 + "a\n",
        ">" * 3000 + "a\n",
        "".join("  " * at + "- a\n" for at in range(200)),
        "[" * 3000,
        "*a _b " * 500,
        "`a" * 2000,
        "<ul><li>" * 1000,
        "<div>\n" + "<!--" * 5000,
        "<table>" + "<tr><td>a" * 500,
        "&" * 3000 + "<" * 3000,
        "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|a" * 500 + "\n",
        "".join(f"[a{at}]: /u\n" for at in range(300)),
        "# Issues\n- " + "Add limit, " * 3000,
        "# Issues\n" + "- Add a limit to the service\n" * 300,
        "# Issues\n" + "".join(f"- AB-{at} no x, see AB-{at + 1}\n" for at in range(300)),
        "1-" * 5000 + "a/" * 5000 + "(" * 5000,
        "![](" * 1000 + "]" * 1000,
    ],
)
def test_hostile_documents_are_read(text: str) -> None:
    sound(plan(text), text.count("\n") + 1)


@pytest.mark.parametrize("repeated", REPEATED)
def test_what_is_repeated_without_end_is_read(repeated: str) -> None:
    """Patterns that could take it apart in many ways would try them all, which is never over."""
    long = (repeated * 400)[:2_000]
    text = "# Review\n\n" + "".join(place.replace("{}", long) for place in PLACES)
    sound(plan(text), text.count("\n") + 1)


def test_nesting_beyond_all_reviews_is_said() -> None:
    deep = plan("".join("  " * at + "- a\n" for at in range(80)))
    assert any("nested too deep" in note.text for note in deep.notes)
    flat = plan("".join("  " * at + "- a\n" for at in range(5)))
    assert not any("nested too deep" in note.text for note in flat.notes)


def test_titles_carry_no_control_sequence() -> None:
    found = plan("# R\n## Issues\n- No \x1b[31mbackups\x1b[0m \u202eat all\n")
    assert "\x1b" not in found.items[0].title
    assert "\u202e" not in found.items[0].title


def test_links_are_kept_only_where_they_lead_to_the_web() -> None:
    found = plan("# R\n## Issues\n- [No backups](https://example.org/a)\n- [No pool](javascript:alert(1))\n")
    assert [item.links for item in found.items] == [("https://example.org/a",), ()]


def test_reading_twice_gives_the_same() -> None:
    text = "# R\n## Issues\n- No backups\n- No pool (High)\n## Plan\n- Add backups\n"
    assert plan(text) == plan(text)
