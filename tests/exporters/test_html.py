"""The HTML report: one page that holds itself, says everything, and lets nobody else's text do anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from tests.exporters.samples import NOW, board_of, forecast, plan, report
from tracker.domain.burnup import BurnDay, BurnUp
from tracker.domain.forecast import Answer, Bin, Dates, WhatIfResult
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Evidence, ItemState, Status
from tracker.exporters.html import render
from tracker.exporters.html_text import NONE, Markup, joined, link, table, tag
from tracker.exporters.remedies import remedy

TODAY = NOW.date()
BINS = tuple(Bin(TODAY + timedelta(days=n), share) for n, share in enumerate((0.2, 0.5, 0.3)))
BURNED = BurnUp((BurnDay(TODAY - timedelta(days=9), 9, 2), BurnDay(TODAY, 10, 4)))
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;\x1b[31m"


class Page(HTMLParser):
    """What a browser would see of a page: elements with attributes, text, and whether all are closed."""

    VOID = frozenset({"meta", "br", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for element, attributes in self.elements if element == name]


def page(**changes: object) -> Page:
    made = forecast(
        histogram=BINS,
        phases={"now": Dates(TODAY, TODAY + timedelta(days=4), None, 2), "later": Dates(None, None, None, 1)},
        what_if=(WhatIfResult("engineers 2 → 3", Dates(TODAY, TODAY, TODAY, 4), -4),),
    )
    return Page(render(replace(report(forecast=made, burn_up=BURNED), **changes)))  # type: ignore[arg-type]


def test_the_page_is_well_formed_and_says_what_it_is() -> None:
    found = page()
    assert found.open == []
    assert found.named("html") == [{"lang": "en"}]
    assert len(found.named("h1")) == 1
    assert found.named("main")
    assert "Web shop: remediation status" in found.text


def test_every_question_is_answered() -> None:
    text = page().text
    for words in (
        "✗ NOT READY",
        "the review said READY",
        "8 reasons",
        "2025-11-28",
        "blocked by DB-POOL",
        "tracker measure errors VALUE",
        "Only 3 finished items",
        "What if: engineers 2 → 3: 85 % by 2025-11-20 (-4 d).",
        "The review claimed 6.5; 89% of the weight is scored.",
        "GET /api/health answers 200",
        "p95 latency",
        "pnpm test | tail",
        "As of 2025-11-20 at commit 0123456",
        "34 events",
    ):
        assert words in text, words


def test_nothing_comes_from_elsewhere_and_nothing_runs() -> None:
    found = page()
    names = {name for name, _ in found.elements}
    assert names.isdisjoint({"script", "img", "iframe", "link", "object", "form"})
    assert all("src" not in attributes for _, attributes in found.elements)
    assert not any(name.startswith("on") for _, attributes in found.elements for name in attributes)
    policies = [meta for meta in found.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policies[0]["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert all(str(a["href"]).startswith("https://") for a in found.named("a"))


def test_an_address_of_another_kind_is_no_link() -> None:
    found = page()
    assert [a["href"] for a in found.named("a")] == ["https://ci.example.org/runs/7"]
    assert "javascript:alert(1)" in found.text
    assert link("https://a.example/?q=1&b=2") == (
        '<a href="https://a.example/?q=1&amp;b=2" rel="noopener noreferrer">https://a.example/?q=1&amp;b=2</a>'
    )


def test_text_of_others_stays_text() -> None:
    item = Item("IT-1", EVIL, owner=EVIL)
    state = ItemState(
        Status.IN_PROGRESS, blocked=EVIL, evidence=(Evidence("e", "url", EVIL, NOW, EVIL),), updated_at=NOW
    )
    board = board_of(Plan("p", EVIL, summary=EVIL, items=(item,)), Snapshot({"IT-1": state}))
    made = forecast(notes=(EVIL,), drivers=(), histogram=BINS)
    text = render(report(board, made, path=EVIL, burn_up=BURNED))
    found = Page(text)
    assert found.open == []
    assert found.named("img") == found.named("script") == []
    assert "\x1b" not in text
    assert found.text.count("<script>alert(1)</script>") >= 5


def test_charts_are_drawn_and_said() -> None:
    pictures = page().named("svg")
    assert len(pictures) == 3
    assert all(picture["role"] == "img" for picture in pictures)
    said = [str(picture["aria-label"]) for picture in pictures]
    assert "P85 Nov 28" in said[0]
    assert "4 of 10 items are closed" in said[1]
    assert "no date" in said[2]


@pytest.mark.parametrize(
    "changes",
    [
        {"forecast": None},
        {"burn_up": None},
        {"head": None},
        {
            "forecast": forecast(
                answer=Answer.BLOCKED,
                gates={"production": Dates(None, None, None, 2)},
                plan=Dates(None, None, None, 2),
            )
        },
        {"forecast": forecast(answer=Answer.READY, gates={"production": Dates(TODAY, TODAY, TODAY)})},
        {"forecast": forecast(histogram=(Bin(None, 1.0),))},
        {"burn_up": BurnUp((BurnDay(TODAY, 0, 0),))},
    ],
)
def test_whatever_is_missing_the_page_is_whole(changes: dict[str, object]) -> None:
    assert page(**changes).open == []


def test_an_empty_plan_is_a_page_too() -> None:
    board = board_of(Plan("p", "Empty"), Snapshot())
    found = Page(render(report(board, None)))
    assert found.open == []
    assert "0 of 0" in found.text


def test_every_table_names_its_columns_and_rows_and_can_be_reached_by_keyboard() -> None:
    found = page()
    tables = len(found.named("table"))
    assert tables >= 6
    assert len(found.named("caption")) == tables
    regions = [div for div in found.named("div") if div.get("role") == "region"]
    assert [region["tabindex"] for region in regions] == ["0"] * tables
    assert {th.get("scope") for th in found.named("th")} == {"col", "row"}


def test_it_is_for_day_and_night_paper_and_phones() -> None:
    text = render(report(forecast=forecast()))
    for words in ("prefers-color-scheme: dark", "@media print", "width=device-width", "overflow-x: auto"):
        assert words in text


def test_markup_is_only_what_was_built() -> None:
    assert tag("p", "a < b", tag("b", "c"), class_="x", data_when="1 > 0") == (
        '<p class="x" data-when="1 &gt; 0">a &lt; b<b>c</b></p>'
    )
    assert joined(["<", Markup("<br>")]) == "&lt;<br>"
    assert tag("p", hidden=None) == "<p></p>"


def test_the_sample_is_the_plan_of_the_other_formats() -> None:
    ids = [item.id for item in plan().items]
    text = page().text
    assert all(id_ in text for id_ in ids)
    assert str(date(2025, 11, 1)) in text


def test_on_a_phone_every_cell_says_what_it_is_and_tables_stay_tables() -> None:
    found = page()
    cells = found.named("td")
    assert all(cell["data-label"] and cell["role"] == "cell" for cell in cells)
    assert {row["role"] for row in found.named("tr")} == {"row"}
    assert {table["role"] for table in found.named("table")} == {"table"}
    assert {th["role"] for th in found.named("th")} == {"columnheader", "rowheader"}
    assert "@media screen and (max-width: 40rem)" in render(report())


def test_a_cell_that_has_nothing_to_say_is_marked_as_that() -> None:
    markup = table("T", ("A", "B", "C:"), [("a", NONE, NONE), ("b", "x", "1")])
    classes = [cell.get("class") for cell in Page(markup).named("td")]
    assert classes == ["none", "num none", None, "num"]


def test_a_command_to_copy_is_code_and_words_are_not() -> None:
    text = render(report())
    assert "<code>tracker measure errors VALUE</code>" in text
    assert "<code>DB-POOL" not in text
    assert remedy("tracker tick a/b and 2 more") == ("tracker tick a/b", " and 2 more")
    assert remedy("2-3h of work") == ("", "2-3h of work")
