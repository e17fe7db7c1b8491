"""`tracker forecast` and `tracker gate --explain`: what they print, what they remember, how they end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Call
from tracker.domain.text_axis import cell_count

DATABASE = Path(".tracker") / "tracker.db"
TODAY = datetime.fromisoformat(NOW).date()


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Move the clock to so many days after NOW."""

    def move(days: int) -> None:
        monkeypatch.setenv("TRACKER_NOW", (datetime.fromisoformat(NOW) + timedelta(days=days)).isoformat())

    return move


def remembered() -> list[tuple[str, int, int]]:
    with closing(sqlite3.connect(DATABASE)) as connection:
        return connection.execute("SELECT day, done, total FROM forecast ORDER BY day").fetchall()


def test_the_answer_comes_first_and_its_reasons_after_it(tracker: Call) -> None:
    ran = tracker("forecast")
    assert ran.lines[0].startswith("Ready for production   P50 ")
    parts = [
        "P95",
        "left · 1 engineer",
        "│",
        "gate production",
        "What moves P85",
        "What if",
        "Burn-up",
        "Phases",
    ]
    places = [ran.out.index(part) for part in parts]
    assert places == sorted(places)
    assert "engineers 1 → 2" in ran.out
    assert "without low" in ran.out
    assert "defer later" in ran.out


def test_charts_and_what_ifs_can_be_left_out(tracker: Call) -> None:
    out = tracker("forecast", "--no-charts", "--no-what-if").out
    assert "│" not in out
    assert "What if" not in out
    assert "gate production" in out


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_a_terminal_that_can_hold_it(
    tracker: Call, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = tracker("forecast").lines
    charts = [line for line in lines if "│" in line or "┼" in line or "╌" in line]
    assert bool(charts) is (columns >= 40)
    assert all(cell_count(line) <= columns for line in charts)


def test_several_changes_are_tried_one_by_one_and_together(tracker: Call) -> None:
    words = ("--engineers", "3", "--without", "low", "--close", "old-pool", "--defer-phase", "later")
    results = tracker("forecast", "--json", *words).json["what_if"]
    assert [result["change"] for result in results] == [
        "engineers 1 → 3",
        "without low",
        "defer later",
        "close POOL",
        "engineers 1 → 3, without low, defer later, close POOL",
    ]
    days = [result["p85"] for result in results]
    assert days[-1] <= min(days[:-1])
    assert len(tracker("forecast", "--json", "--hours", "8").json["what_if"]) == 1


def test_a_what_if_in_words_is_tried_as_it_is_written(tracker: Call) -> None:
    flags = tracker("forecast", "--json", "--engineers", "3", "--without", "low", "--close", "old-pool").json
    words = tracker("forecast", "--json", "--what-if", "3 engineers, without low, close old-pool").json
    assert words["what_if"] == flags["what_if"][-1:]
    assert words["what_if"][0]["histogram"]
    two = tracker("forecast", "--json", "--what-if", "3 engineers", "--what-if", "without low").json[
        "what_if"
    ]
    assert two == flags["what_if"][:2]


def test_alone_it_stands_for_the_usual_changes(tracker: Call) -> None:
    usual = tracker("forecast", "--json").json["what_if"]
    assert tracker("forecast", "--json", "--what-if").json["what_if"] == usual
    more = tracker("forecast", "--json", "--what-if=4 engineers", "--what-if").json["what_if"]
    assert more[:-1] == usual
    assert more[-1]["change"] == "engineers 1 → 4"
    named = tracker("forecast", "--json", "--no-what-if", "--what-if", "4 engineers").json["what_if"]
    assert named == more[-1:]


def test_the_second_time_it_is_the_same(tracker: Call) -> None:
    assert tracker("forecast").out == tracker("forecast").out
    assert tracker("forecast", "--json").json == tracker("forecast", "--json").json


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "hgh"), "did you mean high"),
        (("--defer-phase", "nwo"), "no phase is called nwo"),
        (("--close", "POL"), "did you mean POOL"),
        (("--what-if", "3 enginers"), "3 of what? write 3 engineers"),
        (("--what-if", "withot low"), "did you mean without"),
        (("--what-if", "defer nwo"), "no phase is called nwo"),
        (("--gate", "production"), "--gate goes with --history"),
        (("--history", "--gate", "prod"), "no gate is called prod"),
    ],
)
def test_what_is_unknown_is_a_usage_error(tracker: Call, words: tuple[str, ...], said: str) -> None:
    assert said in tracker("forecast", *words, code=2).err


def test_without_a_date_it_says_why_and_exits_1(tracker: Call) -> None:
    tracker("block", "POOL", "--reason", "vendor")
    tracker("resolve", "DOCS", "PROVED", "--note", "done")
    ran = tracker("forecast", code=1)
    assert "blocked" in ran.lines[0]


def test_forecasting_begins_no_journal(tracker: Call) -> None:
    tracker("forecast")
    tracker("forecast", "--json")
    ran = tracker("forecast", "--history", code=1)
    assert "no forecast of production is remembered yet" in ran.err
    assert not DATABASE.parent.exists()


def test_one_forecast_a_day_is_remembered_and_the_last_one_wins(
    tracker: Call, on_day: Callable[[int], None]
) -> None:
    tracker("start", "POOL")
    tracker("forecast")
    assert remembered() == [(str(TODAY), 0, 4)]
    tracker("resolve", "PROVED", "--note", "done")
    tracker("forecast", "--json")
    assert remembered() == [(str(TODAY), 1, 4)]
    on_day(1)
    tracker("status")
    assert remembered() == [(str(TODAY), 1, 4), (str(TODAY + timedelta(days=1)), 1, 4)]


def test_an_experiment_is_not_remembered(tracker: Call) -> None:
    tracker("start", "POOL")
    tracker("forecast", "--seed", "2")
    tracker("forecast", "--simulations", "200")
    assert remembered() == []


def test_a_journal_that_cannot_be_written_still_gives_a_forecast(tracker: Call, repository: Path) -> None:
    tracker("start", "POOL")
    with closing(sqlite3.connect(repository / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "P50" in tracker("forecast").lines[0]
        other.execute("ROLLBACK")
    assert remembered() == []


def test_the_history_tells_how_the_date_moved_and_whether_it_held(
    tracker: Call, on_day: Callable[[int], None]
) -> None:
    tracker("start", "POOL")
    tracker("forecast")
    on_day(60)
    tracker("forecast")
    document = tracker("forecast", "--history", "--json").json
    assert document["gate"] == "production"
    assert [one["outcomes"]["p85"] for one in document["forecasts"]] == ["miss", "not yet"]
    assert document["accuracy"]["p85"] == {"hits": 0, "misses": 1, "waiting": 1}
    text = tracker("forecast", "--history").out
    assert "P85 moved by +" in text
    assert "P85: 0 of 1 date held (0%), 85 % are meant to, 1 not yet to be judged" in text
    assert "Burn-up" in text
    assert "Burn-up" not in tracker("forecast", "--history", "--no-charts").out


def test_a_gate_whose_work_is_closed_settles_its_forecasts(
    tracker: Call, on_day: Callable[[int], None]
) -> None:
    tracker("start", "POOL")
    tracker("forecast")
    for item in ("POOL", "TLS"):
        tracker("resolve", item, "--note", "done")
    on_day(1)
    document = tracker("forecast", "--history", "--json").json
    assert document["ready_on"] == str(TODAY)
    assert document["forecasts"][0]["outcomes"] == {"p50": "hit", "p85": "hit", "p95": "hit"}
    assert document["burn_up"][-1] == {"day": str(TODAY + timedelta(days=1)), "scope": 4, "done": 2}
    assert "all of its work was closed by Mar 1 2026" in tracker("forecast", "--history").lines[0]


def test_items_that_keep_coming_in_are_noticed(
    tracker: Call, repository: Path, on_day: Callable[[int], None]
) -> None:
    tracker("resolve", "PROVED", "--note", "done")
    plan = repository / "plan.toml"
    for week in range(1, 7):
        on_day(7 * week)
        tracker("forecast", code=0 if week < 6 else 1)
        with plan.open("a", encoding="utf-8") as file:
            file.write(f'[item.NEW-{week}]\ntitle = "Came in"\nseverity = "high"\n')
    on_day(43)
    document = tracker("forecast", "--json", code=1).json
    assert document["answer"] == "not converging"
    assert document["converging"] is False
    assert set(document["gates"]["production"].values()) == {None, 8}


@pytest.mark.parametrize(
    ("item", "code", "said"),
    [
        ("POOL", 1, "It is in the way of production"),
        ("TLS", 1, "blocked by POOL"),
        ("docs", 0, "It is not in the way of production"),
    ],
)
def test_explaining_an_item_answers_by_the_exit_code(tracker: Call, item: str, code: int, said: str) -> None:
    assert said in tracker("gate", "--explain", item, code=code).out


def test_an_explanation_as_json(tracker: Call) -> None:
    tracker("forecast")
    document = tracker("gate", "production", "--explain", "OLD-POOL", "--json", code=1).json
    assert document["item"]["id"] == "POOL"
    assert [reason["code"] for reason in document["reasons"]] == ["open_item", "checklist", "holds_up"]
    assert all(reason["clears"] for reason in document["reasons"])
    assert [card["id"] for card in document["waited_for_by"]] == ["TLS"]
    assert document["lacks"]
    assert document["p85_hours"] < 0
    date.fromisoformat(tracker("forecast", "--json").json["made_on"])


def test_what_is_no_more_than_a_condition_exits_3(tracker: Call) -> None:
    tracker("resolve", "POOL", "TLS", "--url", "https://ci.example/1")
    ran = tracker("gate", "--explain", "TLS", code=3)
    assert "It is a condition of production" in ran.out
    assert "tracker verify TLS" in ran.out


def test_explaining_an_unknown_item_names_the_nearest(tracker: Call) -> None:
    assert "did you mean POOL" in tracker("gate", "--explain", "POL", code=2).err


def test_the_html_export_is_a_page(tracker: Call) -> None:
    out = tracker("export", "-f", "html").out
    assert out.startswith("<!doctype html>")
    assert out.count("<svg") >= 2
