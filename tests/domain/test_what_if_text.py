"""What-ifs as people type them: every way to say a change, and what is said of what is none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.support import session_in
from tracker.domain.what_if_text import Known, completed, example, fits, parse_what_if, what_if_text
from tracker.domain.workload import WhatIf, Workload
from tracker.errors import UsageError

PHASES = {"now": "Emergency security", "hardening": "Hardening", "later": "Scaling"}
ITEMS = {"SEC-1": "SEC-1", "DB-2": "DB-2", "OLD-2": "DB-2", "CLOSE": "CLOSE"}
KNOWN = Known(2, ("critical", "high", "low", "info"), PHASES, ITEMS)


def names(*some: str) -> frozenset[str]:
    return frozenset(some)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("", WhatIf()),
        (" , ;", WhatIf()),
        ("3 engineers", WhatIf(engineers=3)),
        ("1 ENGINEER", WhatIf(engineers=1)),
        ("4 people", WhatIf(engineers=4)),
        ("engineers 5", WhatIf(engineers=5)),
        ("engineers = 5", WhatIf(engineers=5)),
        ("+1 engineer", WhatIf(engineers=3)),
        ("-1 engineer", WhatIf(engineers=1)),
        ("2 more engineers", WhatIf(engineers=4)),
        ("3 engineers, 4 engineers", WhatIf(engineers=4)),
        ("6 hours", WhatIf(hours_per_day=6)),
        ("7.5h", WhatIf(hours_per_day=7.5)),
        ("6 hours a day", WhatIf(hours_per_day=6)),
        ("6h/day", WhatIf(hours_per_day=6)),
        ("hours 6", WhatIf(hours_per_day=6)),
        ("without low", WhatIf(drop_severities=names("low"))),
        ("drop LOW and info", WhatIf(drop_severities=names("low", "info"))),
        ("without low, info", WhatIf(drop_severities=names("low", "info"))),
        ("no low, without info", WhatIf(drop_severities=names("low", "info"))),
        ("defer hardening", WhatIf(defer_phases=names("hardening"))),
        ("defer phase Emergency  Security", WhatIf(defer_phases=names("now"))),
        ("postpone emergency security later", WhatIf(defer_phases=names("now", "later"))),
        ("close sec-1 db-2", WhatIf(close=names("SEC-1", "DB-2"))),
        ("close SEC-1, DB-2; old-2", WhatIf(close=names("SEC-1", "DB-2"))),
        ("close CLOSE", WhatIf(close=names("CLOSE"))),
        ("close SEC-1 close", WhatIf(close=names("SEC-1", "CLOSE"))),
        (
            "3 engineers without low defer hardening close SEC-1 6h",
            WhatIf(3, 6.0, names("low"), names("hardening"), names("SEC-1")),
        ),
    ],
)
def test_a_change_can_be_said_in_several_ways(text: str, change: WhatIf) -> None:
    assert parse_what_if(text, KNOWN) == change


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3", "3 of what? write 3 engineers, or 6 hours"),
        ("3 engi", "3 of what?"),
        ("withot low", "withot is no change (did you mean without?)"),
        ("low", "low is no change"),
        ("without", "without which severity? critical, high, low, info"),
        ("without 3 engineers", "without which severity?"),
        ("without close SEC-1", "without which severity?"),
        ("close", "close which item? SEC-1, DB-2, OLD-2, CLOSE"),
        ("without lw", "no severity is called lw (did you mean low?)"),
        ("defer hardning", "no phase is called hardning (did you mean hardening?)"),
        ("close SEC-11", "no item is called SEC-11 (did you mean SEC-1?)"),
        ("-5 engineers", "a team has 0 to 1000 engineers, not -3"),
        ("1001 engineers", "a team has 0 to 1000 engineers, not 1001"),
        ("25 hours", "a day has up to 24 hours of work, not 25"),
        ("0h", "a day has up to 24 hours of work, not 0"),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}[31mred is no change"),
    ],
)
def test_what_is_no_change_says_what_was_probably_meant(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_what_if(text, KNOWN)
    assert str(refused.value).startswith(said)


def test_names_are_listed_where_there_are_few_and_hinted_at_where_there_are_many() -> None:
    many = Known(1, (), {}, {f"X-{number}": f"X-{number}" for number in range(20)})
    with pytest.raises(UsageError, match=r"close which item\? a name, as X-0"):
        parse_what_if("close", many)
    with pytest.raises(UsageError, match=r"defer which phase\? there is none"):
        parse_what_if("defer", many)


changes = st.builds(
    WhatIf,
    engineers=st.none() | st.integers(0, 1000),
    hours_per_day=st.none() | st.integers(1, 96).map(lambda quarters: quarters / 4),
    drop_severities=st.frozensets(st.sampled_from(KNOWN.severities)),
    defer_phases=st.frozensets(st.sampled_from(sorted(PHASES))),
    close=st.frozensets(st.sampled_from(["SEC-1", "DB-2"])),
)


@given(changes)
def test_what_is_written_of_a_change_reads_back_as_it(change: WhatIf) -> None:
    assert parse_what_if(what_if_text(change), KNOWN) == change
    assert fits(change, KNOWN)


@given(changes)
def test_the_words_of_an_answer_read_back_as_its_change(change: WhatIf) -> None:
    label = change.label(Workload(()))
    assert parse_what_if(label if change != WhatIf() else "", KNOWN) == change


@given(st.text(alphabet="3 +-,;.hengiwithoutlcsSEC-1/日\x1b", max_size=40))
def test_whatever_is_typed_is_a_change_or_refused(text: str) -> None:
    with suppress(UsageError):
        change = parse_what_if(text, KNOWN)
        assert fits(change, KNOWN)


def test_a_change_fits_while_the_plan_knows_its_names() -> None:
    assert fits(WhatIf(defer_phases=names("later")), KNOWN)
    assert not fits(WhatIf(defer_phases=names("gone")), KNOWN)
    assert not fits(WhatIf(close=names("GONE-1")), KNOWN)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("wi", "without"),
        ("3 eng", "3 engineers"),
        ("without l", "without low"),
        ("without low, defer ha", "without low, defer hardening"),
        ("close se", "close SEC-1"),
        ("close SEC-1,d", "close SEC-1,DB-2"),
        ("without low, cl", "without low, close"),
        ("xyz", None),
        ("without ", None),
        ("", None),
    ],
)
def test_the_last_word_is_completed(text: str, whole: str | None) -> None:
    assert completed(text, KNOWN) == whole


def test_what_can_be_named_is_what_the_board_has(tmp_path: Path) -> None:
    board = session_in(tmp_path).board
    known = Known.of(board)
    assert known.engineers == 2
    assert known.severities == ("critical", "high", "medium", "low")
    assert known.phases == {"now": "Emergency security", "hardening": "Hardening", "later": "Scaling"}
    assert known.item("sec-1") == "SEC-1"
    assert example(known) == "3 engineers, without low, defer later, close SEC-1"
    assert parse_what_if(example(known), known) == WhatIf(
        engineers=3, drop_severities=names("low"), defer_phases=names("later"), close=names("SEC-1")
    )
