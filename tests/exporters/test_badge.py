"""The badge: one line that says what it is to say, to everybody, in well-formed SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters.samples import board_of, forecast, plan, report
from tracker.domain.forecast import Answer, Dates
from tracker.domain.plan import Item, Plan, Verdict
from tracker.domain.query import parse_query
from tracker.domain.snapshot import Snapshot
from tracker.exporters.badge import (
    INK,
    LABEL_COLOUR,
    PROGRESS_COLOUR,
    VERDICT_COLOURS,
    render,
    shortened,
    text_width,
)

SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_it_says_the_verdict_the_progress_and_the_date() -> None:
    assert words(render(report(forecast=forecast()))) == ["shop", "NOT READY · 4/10 closed · P85 2025-11-28"]


def test_without_a_forecast_there_is_no_date() -> None:
    assert words(render(report())) == ["shop", "NOT READY · 4/10 closed"]


@pytest.mark.parametrize(
    ("made", "end"),
    [
        (forecast(answer=Answer.NOT_CONVERGING), "closed · not converging"),
        (forecast(answer=Answer.READY), "4/10 closed"),
        (forecast(gates={"production": Dates(None, None, None, 3)}), "4/10 closed"),
    ],
)
def test_what_is_no_date_is_said_or_left_out(made: object, end: str) -> None:
    assert words(render(report(forecast=made)))[1].endswith(end)  # type: ignore[arg-type]


def test_who_is_ready_needs_no_date() -> None:
    board = board_of(Plan("p", "P"), Snapshot())
    assert words(render(report(board, forecast()))) == ["p", "READY · 0/0 closed"]


def test_a_label_of_ones_own() -> None:
    assert words(render(report(label="web <shop> & co")))[0] == "web <shop> & co"
    assert words(render(report(label=" ")))[0] == "tracker"
    assert shortened("x" * 41) == "x" * 39 + "…"
    assert shortened("x" * 40) == "x" * 40


def test_with_a_query_it_tells_of_the_chosen_items_and_gives_no_verdict_on_them() -> None:
    board = board_of(plan())
    svg = render(report(board, forecast(), only=parse_query("severity:critical", board)))
    assert words(svg)[1] == "1/2 closed"
    assert PROGRESS_COLOUR in svg


@pytest.mark.parametrize("colour", [LABEL_COLOUR, PROGRESS_COLOUR, *VERDICT_COLOURS.values()])
def test_text_can_be_read_on_every_colour(colour: str) -> None:
    lighter, darker = luminance(INK), luminance(colour)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_verdict_has_a_colour_of_its_own() -> None:
    assert set(VERDICT_COLOURS) == set(Verdict)
    assert len(set(VERDICT_COLOURS.values())) == 3


def test_it_is_said_to_who_cannot_see_it() -> None:
    root = ET.fromstring(render(report(forecast=forecast())))
    title = root.find(f"{SVG}title")
    assert title is not None
    assert root.get("role") == "img"
    assert root.get("aria-label") == title.text == "shop: NOT READY · 4/10 closed · P85 2025-11-28"


def test_it_holds_itself() -> None:
    svg = render(report(forecast=forecast()))
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert {element.tag for element in ET.fromstring(svg).iter()} == {
        f"{SVG}{name}" for name in ("svg", "title", "rect", "text")
    }


def test_words_keep_inside_their_boxes() -> None:
    root = ET.fromstring(render(report(label="WWW iii 検査 🚀")))
    boxes = [float(rect.get("width", 0)) for rect in root.iter(f"{SVG}rect")]
    lengths = [float(text.get("textLength", 0)) for text in root.iter(f"{SVG}text")]
    assert all(length < box for length, box in zip(lengths, boxes, strict=True))
    assert float(root.get("width", 0)) == pytest.approx(sum(boxes))


def test_a_wide_letter_takes_more_room_than_a_narrow_one() -> None:
    assert text_width("ii") < text_width("aa") < text_width("WW") < text_width("検査")


@given(st.text(max_size=60))
def test_any_label_is_well_formed_and_found_again(label: str) -> None:
    item = Item("A", "x")
    made = replace(report(board_of(Plan("p", "P", items=(item,)), Snapshot())), label=label)
    first, second = words(render(made))
    assert second == "NOT READY · 0/1 closed" or second.endswith("0/1 closed")
    kept = set(label) - set(first)
    assert all(not letter.isprintable() or letter.isspace() or len(label) > 40 for letter in kept)
