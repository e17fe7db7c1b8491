"""Items as GitHub issues: ready to be made, paired again by a comment, and notifying nobody."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.exporters.rendering import shape, targets, tokens, visible
from tests.exporters.samples import board_of, plan, report
from tests.exporters.test_markdown_text import HOSTILE, plain
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Check, Item, Kind, Phase, Plan, Severity, Snippet
from tracker.domain.query import parse_query
from tracker.domain.snapshot import Snapshot
from tracker.domain.text import one_line
from tracker.exporters.github import LONGEST_BODY, LONGEST_TITLE, body, files, labels, quiet, render
from tracker.exporters.markdown_text import text
from tracker.importers.github import read_github


def issues(of: Plan | None = None) -> list[dict[str, Any]]:
    made = report(board_of(of, Snapshot())) if of else report()
    return [json.loads(line) for line in render(made).splitlines()]


def body_of(item: Item) -> str:
    board = board_of(Plan("p", "P", items=(item,)), Snapshot())
    return body(board.cards[0], board)


def test_one_line_an_item_with_what_an_issue_takes() -> None:
    found = issues()
    assert [issue["title"] for issue in found] == [item.title for item in plan().items]
    assert list(found[0]) == ["title", "body", "labels", "milestone"]
    assert found[0]["milestone"] == "Before the next deploy"
    assert "milestone" not in found[3]


def test_a_body_has_the_facts_as_sections_checks_as_tasks_and_files_as_code() -> None:
    found = issues()[0]["body"]
    assert found.startswith("<!-- tracker:item DB-POOL -->\n\n**in progress** · critical severity · blocker")
    assert "## Issue\n\nThe pool is unlimited." in found
    assert "## Fix\n\nSet `max`." in found
    assert "## Steps\n\n1. Choose a size\n2. Set it" in found
    assert "## Checks\n\n- [x] Choose the size\n- [ ] Set it" in found
    assert "## Files\n\n- `src/db.ts:12-30,45`" in found
    assert found.endswith("---\n\nItem `DB-POOL` of the plan `shop`.\n")


def test_what_an_item_does_not_have_is_no_section() -> None:
    assert "##" not in body_of(Item("A", "Bare"))


def test_every_item_is_found_again_by_its_comment() -> None:
    for issue, item in zip(issues(), plan().items, strict=True):
        assert re.findall(r"<!-- tracker:item (\S+) -->", issue["body"]) == [item.id]


def test_a_folder_has_a_file_an_item_with_its_title_and_body() -> None:
    made = report()
    written = files(made)
    assert list(written) == [f"{item.id}.md" for item in plan().items]
    assert written["TLS.md"] == f"# Enforce TLS\n\n{body(made.board.by_id['TLS'], made.board)}"


def test_a_query_chooses_the_issues() -> None:
    board = board_of(plan())
    made = report(board, only=parse_query("severity:critical", board))
    assert list(files(made)) == ["DB-POOL.md", "DB-INDEX.md"]
    assert len(render(made).splitlines()) == 2


def test_labels_are_short_unlike_and_without_commas() -> None:
    item = Item(
        "A", "x", Kind.TEST_GAP, severity=Severity.HIGH, blocker=True, tags=("a,b", "a b", "y" * 60, " ")
    )
    board = board_of(Plan("p", "P", items=(item,)), Snapshot())
    assert labels(board.cards[0]) == ["severity: high", "test gap", "blocker", "a b", "y" * 50]
    assert labels(replace(board.cards[0], item=Item("A", "x"))) == []


@pytest.mark.parametrize(
    ("raw", "quieted"),
    [
        ("ask @ada", "ask @<!-- -->ada"),
        ("@org/team", "@<!-- -->org/team"),
        ("see #12 and GH-7", "see #<!-- -->12 and GH-<!-- -->7"),
        ("org/repo#12", "org/repo#<!-- -->12"),
        ("`@media` and `#1` are code", "`@media` and `#1` are code"),
        ("<https://a.b/@c#1>", "<https://a.b/@c#1>"),
        ("C# and a @ b, # 1", "C# and a @ b, # 1"),
        ("`a` @b `c` #1", "`a` @<!-- -->b `c` #<!-- -->1"),
    ],
)
def test_only_what_would_notify_or_link_is_parted(raw: str, quieted: str) -> None:
    assert quiet(raw) == quieted


def heard(markdown: str) -> list[str]:
    """The mentions and references that GitHub would find: in text, but not in code or in addresses.

    A comment parts text for GitHub, as any element does.
    """
    found: list[str] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        linked = 0
        for child in token.children or []:
            linked += (child.type == "link_open") - (child.type == "link_close")
            if child.type == "text" and not linked:
                found += re.findall(r"(?:^|(?<=\W))@[A-Za-z0-9][\w/-]*|#\d+|(?i:\bGH-\d+)", child.content)
    return found


LOUD = st.lists(
    st.sampled_from(
        [
            "@ada",
            "@",
            "#",
            "1",
            "#12",
            "gh-3",
            "GH-",
            "`",
            "``",
            "\\",
            "<",
            ">",
            "_",
            "*",
            " ",
            "https://a.b/@c#1",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(LOUD, HOSTILE))
@example("`@ada")
@example("`@ada``")
@example("\\`@ada`")
@example("``@ada`` @bob")
@example("\\@ada #1")
@example("<https://a.b>@ada")
@example("`<https://a.b>` @ada")
def test_nobody_is_ever_mentioned_by_accident(raw: str) -> None:
    assert heard(f"x {quiet(text(raw))}") == []
    item = Item("A", "x", facts={"issue": raw}, steps=(raw,), checks=(Check("c", raw),), remaining=(raw,))
    assert heard(body_of(item)) == []


def test_the_probe_hears_what_github_would() -> None:
    assert heard("hi @ada, see #12 and gh-3") == ["@ada", "#12", "gh-3"]


@given(HOSTILE)
def test_any_fact_is_a_paragraph_with_all_its_words(raw: str) -> None:
    found = body_of(Item("A", "x", facts={"issue": raw}))
    if one_line(raw):
        assert plain(raw_words(raw)) in plain(visible(found))
        assert shape(found)["heading_open"] == 1


def raw_words(raw: str) -> str:
    return " ".join(one_line(part) for part in re.split(r"\n\s*\n", raw))


@given(st.text(alphabet="`~ab\n#<>-", max_size=60), st.text(max_size=8))
def test_any_code_stays_in_its_fence(written: str, language: str) -> None:
    found = tokens(body_of(Item("A", "x", snippets=(Snippet(written, language, file="a`b"),))))
    (fence,) = [token for token in found if token.type == "fence"]
    assert fence.content.strip("\n") == written.strip("\n")


def test_links_are_addresses_or_code() -> None:
    found = body_of(Item("A", "x", links=("https://a.b/c", "javascript:alert(1)")))
    assert targets(found) == ["https://a.b/c"]


def test_files_may_be_called_anything() -> None:
    found = body_of(Item("A", "x", files=(FileRef("a`|<b>.ts"), FileRef("@ada/#1.ts"))))
    assert "- ``a`|<b>.ts``" in found
    assert "- `@ada/#1.ts`" in found


def test_what_github_would_refuse_is_cut_and_said_to_be() -> None:
    item = Item("A", "t" * 300, facts={"issue": "x" * 50_000, "impact": "y"}, steps=("z" * 10_000,) * 20)
    (issue,) = issues(Plan("p", "P", items=(item,)))
    assert len(issue["title"]) == LONGEST_TITLE
    assert len(issue["body"]) <= LONGEST_BODY
    assert "The plan has more on this item" in issue["body"]
    assert issue["body"].endswith("Item `A` of the plan `p`.\n")
    assert "The plan has more" not in body_of(Item("A", "x"))


def test_a_milestone_is_one_line() -> None:
    of = Plan("p", "P", phases=(Phase("now", "Now\nor never"),), items=(Item("A", "a\nb", phase="now"),))
    (issue,) = issues(of)
    assert (issue["title"], issue["milestone"]) == ("a b", "Now or never")


def test_an_issue_that_was_exported_is_imported_under_the_items_id() -> None:
    gh = [{"number": n, **issue, "state": "OPEN"} for n, issue in enumerate(issues(), start=1)]
    drafted = read_github(json.dumps(gh).encode(), "issues.json")
    assert [item.id for item in drafted.items] == [item.id for item in plan().items]
    assert [item.severity for item in drafted.items] == [item.severity for item in plan().items]
    assert [check.text for check in drafted.items[0].checks] == ["Choose the size", "Set it"]
    foreign = [{"number": 7, "title": "x", "body": "see <!-- tracker:item A -->", "state": "OPEN"}]
    assert read_github(json.dumps(foreign).encode(), "issues.json").items[0].id == "GH-7"
