"""One hostile plan through every format: a reader of that format finds text again, and no markup."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.exporters.oscal_rules import faults
from tests.exporters.rendering import shape, targets, visible
from tests.exporters.samples import NOW, THEN, forecast, report
from tests.exporters.test_html import Page
from tests.exporters.test_markdown_text import HOSTILE, plain
from tracker.domain.board import build_board
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Area, Check, Checklist, Item, Phase, Plan, Severity
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import MAINLINE, CommitLink, Evidence, ItemState, Note, Role, Status
from tracker.domain.text import one_line
from tracker.exporters.registry import EXPORTERS
from tracker.exporters.report import Report

FORMULAS = st.builds(
    "{}{}".format,
    st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", " =", "'=", "＝", "\ufeff=", "\x00="]),
    st.text(max_size=8),
)
BLOCKS = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "1. ",
            "> ",
            "===",
            "---",
            "***",
            "```",
            "~~~",
            "    x",
            "\n",
            "|",
            "<!--",
            "-->",
            "<b>",
            "</td>",
            "]]>",
            "<![CDATA[",
            "&lt;",
            "[x]: y",
            "![a](b)",
            "[^1]",
            "<a@b.c>",
            "- [x] ",
            "\\",
            "$x$",
            ":tada:",
        ]
    ),
    max_size=8,
).map("".join)
ANY = st.one_of(HOSTILE, FORMULAS, BLOCKS)


def told(raw: str) -> Report:
    """The report of a plan in which one text stands wherever a text can stand."""
    item = Item(
        "A-1",
        raw,
        severity=Severity.HIGH,
        phase="now",
        area="db",
        facts={"issue": raw, "approach": raw},
        steps=(raw,),
        files=(FileRef(one_line(raw) or "x"),),
        checks=(Check("c", raw),),
        remaining=(raw,),
        tags=(raw,),
    )
    state = ItemState(
        Status.IN_PROGRESS,
        owner=raw,
        owner_set=True,
        blocked=raw,
        reason=raw,
        commits=(CommitLink("a" * 40, Role.REFS, raw, raw, THEN, where=MAINLINE),),
        evidence=tuple(
            Evidence(kind, kind, raw, THEN, raw, "b" * 40, text=raw) for kind in ("url", "file", "command")
        ),
        notes=(Note(raw, raw, THEN),),
        updated_at=THEN,
    )
    of = Plan(
        "p",
        raw,
        summary=raw,
        phases=(Phase("now", raw, raw),),
        areas=(Area("db", raw, 1, (5.0,)),),
        items=(item,),
        checklists=(Checklist("l", raw, checks=(Check("c", raw),)),),
    )
    board = build_board(of, Snapshot({"A-1": state}), NOW, timedelta(days=90))
    return report(board, forecast(notes=(raw,), drivers=()), path=raw, label=raw)


MILD = "plain"
LINKS = {"link_open", "link_close"}


@settings(max_examples=60)
@given(ANY)
@example("| a | b |\n|---|---|")
@example("x\n===")
@example("<!-- tracker:end -->")
@example("<!-- tracker:begin -->")
def test_markdown(raw: str) -> None:
    if not one_line(raw):
        return
    written = EXPORTERS["markdown"](told(raw))
    found = {kind: count for kind, count in shape(written).items() if kind not in LINKS}
    expected = shape(EXPORTERS["markdown"](told(MILD)))
    assert {kind: found.get(kind) for kind in STRUCTURE} == {kind: expected.get(kind) for kind in STRUCTURE}
    assert found.keys() <= expected.keys()
    assert plain(one_line(raw)) in plain(visible(written))
    assert all(target.lower().startswith(("http://", "https://")) for target in targets(written))
    markers = re.findall(r"^ {0,3}<!-- tracker:(?:begin|end) -->[ \t]*$", written, re.MULTILINE)
    assert markers == []


STRUCTURE = (
    "heading_open",
    "list_item_open",
    "table_open",
    "tr_open",
    "td_open",
    "blockquote_open",
    "fence",
    "hr",
)


@settings(max_examples=60)
@given(ANY)
def test_html(raw: str) -> None:
    if not one_line(raw):
        return
    page, mild = (Page(EXPORTERS["html"](told(text))) for text in (raw, MILD))
    assert page.open == []
    names = [name for name, _ in page.elements if name not in ("a", "code", "span")]
    assert names == [name for name, _ in mild.elements if name not in ("a", "code", "span")]
    assert plain(one_line(raw)) in plain(page.text)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert all(str(a["href"]).lower().startswith(("http://", "https://")) for a in page.named("a"))


@settings(max_examples=60)
@given(ANY)
@example("\t=1+1")
@example("\r=1+1")
@example("'=1+1")
def test_csv(raw: str) -> None:
    (row,) = csv.DictReader(io.StringIO(EXPORTERS["csv"](told(raw)), newline=""))
    assert None not in row
    for cell in row.values():
        assert not cell.lstrip("\ufeff").startswith(
            ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
        )
    assert row["title"] in (one_line(raw), f"'{one_line(raw)}")


@settings(max_examples=60)
@given(ANY)
def test_json_and_oscal(raw: str) -> None:
    assert json.loads(EXPORTERS["json"](told(raw)))["items"][0]["title"] == raw
    document = json.loads(EXPORTERS["oscal-poam"](told(raw)))
    assert faults(document) == []
    (entry,) = document["plan-of-action-and-milestones"]["poam-items"]
    assert entry["title"] == (one_line(raw) or "A-1")


@settings(max_examples=60)
@given(ANY)
def test_badge(raw: str) -> None:
    root = ET.fromstring(EXPORTERS["badge"](told(raw)))
    assert [element.tag.rpartition("}")[2] for element in root.iter()] == [
        "svg",
        "title",
        "rect",
        "rect",
        "text",
        "text",
    ]


@settings(max_examples=60)
@given(ANY)
def test_github(raw: str) -> None:
    (line,) = EXPORTERS["github"](told(raw)).splitlines()
    issue, mild = json.loads(line), json.loads(EXPORTERS["github"](told(MILD)))
    assert issue["title"] == one_line(raw)
    if one_line(raw):
        found, expected = (shape(each["body"]) for each in (issue, mild))
        kinds = ("list_item_open", "fence", "table_open", "blockquote_open", "hr")
        assert [found[kind] for kind in kinds] == [expected[kind] for kind in kinds]
        assert found["heading_open"] == expected["heading_open"]
