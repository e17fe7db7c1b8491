"""Cards, tabs, keys and the strip as text: every width is kept, nothing is lost that matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from screens.keys import MOVING, browsing, marking
from screens.widgets.card_lines import Part, fields_for, fit, one_row, two_lines
from screens.widgets.key_line import fitting, key_parts
from screens.widgets.readiness_strip import day_text, strip_parts, summary_of, when_text
from screens.widgets.tabs import tab_at, tab_parts, tabs
from screens.widgets.words import days, few
from tests.screens.sample import FORECAST, NOW, SampleSession, worked_on
from tracker.domain.forecast import Answer, Dates
from tracker.domain.marks import branch_text, effort_text
from tracker.domain.state import Status

BOARD = worked_on().board(NOW)


def text_of(parts: Iterable[Part]) -> str:
    """The texts of parts."""
    return "".join(text for text, _ in parts)


@pytest.mark.parametrize("width", [12, 17, 23, 40, 79])
@pytest.mark.parametrize("severity", [True, False])
def test_every_line_of_a_card_fills_its_width(width: int, severity: bool) -> None:
    fields = fields_for(BOARD.cards, severity=severity)
    for card in BOARD.cards:
        for line in two_lines(card, width, fields):
            assert cell_len(text_of(line)) == width


@pytest.mark.parametrize("width", [60, 79, 120])
def test_every_row_fills_its_width_and_figures_stand_below_each_other(width: int) -> None:
    fields = fields_for(BOARD.cards, severity=False)
    rows = {card.id: text_of(one_row(card, width, fields)) for card in BOARD.cards}
    assert {cell_len(row) for row in rows.values()} == {width}
    assert rows["DB-3"].index("1h") == rows["OPS-1"].index("6h")


def test_a_card_says_state_conditions_effort_and_evidence() -> None:
    fields = fields_for(BOARD.cards, severity=True)
    head, title = two_lines(BOARD.by_id["SEC-1"], 40, fields)
    assert text_of(head).split() == ["◐", "C", "SEC-1", "↻", "1e", "2-3h"]
    assert text_of(title).strip() == "Exposed credentials in version control"[:35] + "…"


@pytest.mark.parametrize("width", [18, 24, 33])
def test_efforts_stand_at_the_right_edge_and_a_long_id_gives_way(width: int) -> None:
    first = BOARD.cards[0]
    long = replace(first, item=replace(first.item, id="SEC-SECRET-MANAGER-OF-ALL"))
    cards = (*BOARD.cards, long)
    fields = fields_for(cards, severity=False)
    for card in cards:
        head = text_of(two_lines(card, width, fields)[0])
        assert head.endswith(effort_text(card.effort))
    assert "SEC-S" in head
    assert head.split()[1].endswith("…")


def branched(width: int, *names: str, title: str = "Rotate") -> tuple[str, str]:
    """The lines of a card with these branches."""
    card = BOARD.by_id["SEC-1"]
    state = replace(card.state, branches=names)
    card = replace(card, state=state, item=replace(card.item, title=title))
    head, second = two_lines(card, width, fields_for([card], severity=False))
    assert cell_len(text_of(head)) == cell_len(text_of(second)) == width
    return text_of(head), text_of(second)


def test_a_branch_stands_behind_a_title_that_leaves_room() -> None:
    head, second = branched(40, "fix/SEC-1-rotate")
    assert second == "  Rotate" + "⎇ fix/SEC-1-rotate".rjust(32)
    assert "⎇" not in head
    assert branched(40, "fix/SEC-1-rotate", "sec-1")[1].endswith("⎇ fix/SEC-1-rotate +1")
    assert branched(26, "fix/SEC-1-rotate")[1].endswith("  ⎇ fix/SEC-1-rot…")


def test_beside_a_long_title_a_branch_is_a_mark() -> None:
    head, second = branched(40, "fix/SEC-1-rotate", title="Exposed credentials in version control")
    assert "⎇ 1e" in head
    assert "fix/" not in second


def test_without_a_branch_there_is_no_mark_of_one() -> None:
    assert "⎇" not in "".join(branched(40))
    closed = replace(BOARD.by_id["SEC-1"], status=Status.VERIFIED)
    state = replace(closed.state, branches=("fix/SEC-1",))
    assert branch_text(replace(closed, state=state)) == ""


@pytest.mark.parametrize(("width", "shown"), [(60, "⎇ 1e"), (79, "⎇ 1e"), (120, "⎇ sec-1")])
def test_a_row_of_a_list_has_the_branch_and_its_width(width: int, shown: str) -> None:
    card = BOARD.by_id["SEC-1"]
    cards = [replace(card, state=replace(card.state, branches=("sec-1",))), *BOARD.cards]
    rows = [text_of(one_row(card, width, fields_for(cards, severity=False))) for card in cards]
    assert {cell_len(row) for row in rows} == {width}
    assert [row.count("⎇") for row in rows] == [1] + [0] * len(BOARD.cards)
    assert shown in rows[0]


def test_wide_characters_are_cut_by_cells() -> None:
    assert fit("日本語", 5) == "日本…"
    assert fit("日本語", 4) == "日… "
    assert cell_len(fit("🚨🚨🚨", 4)) == 4


def test_control_characters_of_a_title_are_never_drawn() -> None:
    card = BOARD.by_id["SEC-1"]
    evil = replace(card, item=replace(card.item, title="a\x1b]52;c;eA==\x07\n\u202eb"))
    fields = fields_for([evil], severity=False)
    drawn = text_of(one_row(evil, 60, fields)) + "".join(map(text_of, two_lines(evil, 30, fields)))
    assert not {"\x1b", "\x07", "\n", "\u202e"} & set(drawn)


def test_the_current_tab_is_in_sight_and_in_brackets() -> None:
    labels = [f"Phase number {number}" for number in range(9)]
    for current in range(9):
        placed = tabs(labels, current, 80)
        assert [tab.text for tab in placed if tab.current] == [f"[Phase number {current}]"]
        assert all(tab.start + cell_len(tab.text) <= 79 for tab in placed)
        assert cell_len(text_of(tab_parts(placed, 9, 80))) == 80
    assert text_of(tab_parts(tabs(labels, 4, 80), 9, 80)).strip()[0] == "‹"
    assert text_of(tab_parts(tabs(labels, 4, 80), 9, 80)).strip()[-1] == "›"


def test_a_tab_is_found_where_it_is_drawn() -> None:
    placed = tabs(["ONE", "TWO"], 0, 80)
    line = text_of(tab_parts(placed, 2, 80))
    assert tab_at(placed, line.index("TWO")) == 1
    assert tab_at(placed, line.index("ONE")) == 0
    assert tab_at(placed, 60) is None


@pytest.mark.parametrize("width", [10, 80, 160])
def test_help_is_always_offered(width: int) -> None:
    for keys in (browsing("severity", wide=True), marking(3)):
        assert fitting(keys, width)[-1].label == "keys"
    assert cell_len(text_of(key_parts(browsing("severity", wide=False), "sync", 80))) <= 80
    assert "Esc" in text_of(key_parts(MOVING, "", 80))


@pytest.mark.parametrize("width", [20, 80, 160, 250])
def test_what_is_said_aside_takes_the_place_of_keys_unless_it_would_leave_none(width: int) -> None:
    keys = browsing("severity", wide=True)
    line = text_of(key_parts(keys, "sync · 9,900 commits", width))
    assert cell_len(line) <= max(width, cell_len(text_of(key_parts(keys, "", width))))
    assert line.endswith(" sync · 9,900 commits ") is (width > 40)


@pytest.mark.parametrize("width", [60, 80, 119, 120, 160, 250])
def test_the_strip_fills_the_line_and_keeps_its_figures(width: int, session: SampleSession) -> None:
    line = text_of(strip_parts(summary_of(session.view, FORECAST, computing=False), width))
    assert cell_len(line) == width
    assert "NOT READY" in line
    assert line.rstrip().endswith("3/11")


def test_the_strip_says_that_a_forecast_is_made_or_why_there_is_none(session: SampleSession) -> None:
    computing = summary_of(session.view, None, computing=True)
    assert "forecast …" in text_of(strip_parts(computing, 160))
    stuck = replace(FORECAST, answer=Answer.NOT_CONVERGING)
    assert when_text(stuck, NOW.date()) == ("not converging", "not converging")
    assert when_text(replace(FORECAST, answer=Answer.READY), NOW.date())[1] == "nothing left to do"
    open_ended = replace(FORECAST, headline=None, plan=Dates(date(2026, 3, 9), None, None, 3))
    assert when_text(open_ended, NOW.date())[0] == "Mar 9 – never"


def test_a_score_that_no_fix_lifts_is_said_once(session: SampleSession) -> None:
    summary = summary_of(session.view, FORECAST, computing=False)
    assert "score 4.4 → 8.0" in text_of(strip_parts(summary, 160))
    stuck = replace(summary, score=replace(summary.score, with_fixes=summary.score.now))
    assert "score 4.4   " in text_of(strip_parts(stuck, 160))
    unknown = replace(summary, score=replace(summary.score, now=None, with_fixes=None))
    assert "score" not in text_of(strip_parts(unknown, 160))


def test_days_in_a_row_say_their_year_where_it_changes() -> None:
    row = [date(2026, 12, 30), date(2027, 1, 4), date(2027, 2, 5), None, date(2026, 3, 1)]
    said = ["Dec 30", "Jan 4 2027", "Feb 5", "beyond 20 years", "Mar 1 2026"]
    assert days(row, NOW.date()) == said


def test_far_days_say_their_year() -> None:
    assert day_text(date(2026, 3, 9), NOW.date()) == "Mar 9"
    assert day_text(date(2027, 3, 9), NOW.date()) == "Mar 9 2027"


def test_few_ids_are_all_named_and_of_many_the_first() -> None:
    ids = [f"A-{number}" for number in range(2_000)]
    assert few(ids[:9]) == ", ".join(ids[:9])
    assert few(ids) == "A-0, A-1, A-2, A-3, A-4, A-5, A-6, A-7 and 1,992 more"
