"""The query language: every field and flag, negation, commas, quotes, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import B, Story, board_of, claimed, gate, story_at
from tracker.domain.drift import Drift, Fate
from tracker.domain.effort import parse_effort
from tracker.domain.event import EventKind
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Area, Claim, Item, Kind, Phase, Priority, Severity
from tracker.domain.query import WORDS, parse_query
from tracker.domain.snapshot import StaleFile
from tracker.domain.state import Status
from tracker.errors import UsageError

POOL = Item(
    "DB-POOL",
    "Size the connection pool",
    kind=Kind.BUG,
    phase="now",
    area="Database",
    severity=Severity.CRITICAL,
    priority=Priority.LOW,
    blocker=True,
    files=(FileRef("src/db.ts", ((12, 30),)),),
    facts={"issue": "Connections starve under load"},
    owner="Sam",
    due=date(2026, 3, 10),
    tags=("Prisma", "two words"),
    effort=parse_effort("2h"),
)
WAITS = Item("WAITS", "Waits for the pool", after=("DB-POOL",), due=date(2026, 2, 1))
DONE = story_at(Status.VERIFIED, Item("DONE", "Done", severity=Severity.LOW)).evidence()
CLAIMED = Item("CLAIMED", "Said to be done", claim=Claim.DONE)
BOARD = board_of(
    POOL,
    WAITS,
    DONE,
    CLAIMED,
    phases=(Phase("now", "Now"),),
    areas=(Area("Database", "DB"),),
    stale={"e3": StaleFile("src/db.ts", B)},
    drift={"src/db.ts:12-30": Drift(Fate.CHANGED, "src/db.ts", ((12, 31),), B)},
)
EVERY = {"DB-POOL", "WAITS", "DONE", "CLAIMED"}


def ids(query: str, me: str = "") -> set[str]:
    return {card.id for card in parse_query(query, BOARD, me).select(BOARD.cards)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", EVERY),
        ("pool", {"DB-POOL", "WAITS"}),
        ("POOL starve", {"DB-POOL"}),
        ("severity:critical,low", {"DB-POOL", "DONE"}),
        ("severity:unrated", {"WAITS", "CLAIMED"}),
        ("Severity:CRITICAL", {"DB-POOL"}),
        ("status:open", {"DB-POOL", "WAITS"}),
        ("status:verified", {"DONE"}),
        ("priority:low", {"DB-POOL"}),
        ("priority:none", EVERY - {"DB-POOL"}),
        ("kind:bug", {"DB-POOL"}),
        ("phase:now", {"DB-POOL"}),
        ("phase:none", EVERY - {"DB-POOL"}),
        ("area:database", {"DB-POOL"}),
        ("owner:sam", {"DB-POOL"}),
        ("owner:none", EVERY - {"DB-POOL"}),
        ("owner:me", {"DB-POOL"}),
        ("is:mine", {"DB-POOL"}),
        ("tag:prisma", {"DB-POOL"}),
        ('tag:"two words"', {"DB-POOL"}),
        ('"connection pool"', {"DB-POOL"}),
        ("file:db.ts", {"DB-POOL"}),
        ("file:db.ts:12", {"DB-POOL"}),
        ("src/db.ts:12", {"DB-POOL"}),
        ("id:waits,done", {"WAITS", "DONE"}),
        ("due:<14d", {"DB-POOL", "WAITS"}),
        ("due:>5d", {"DB-POOL"}),
        ("due:2026-02-15", {"WAITS"}),
        ("due:none", {"DONE", "CLAIMED"}),
        ("is:ready", {"DB-POOL"}),
        ("is:blocked", {"WAITS"}),
        ("is:overdue", {"WAITS"}),
        ("is:stale", {"DONE"}),
        ("is:touched", {"DB-POOL"}),
        ("is:unestimated", EVERY - {"DB-POOL"}),
        ("is:blocker", {"DB-POOL"}),
        ("is:claimed", {"CLAIMED"}),
        ("is:closed", {"DONE", "CLAIMED"}),
        ("is:open", {"DB-POOL", "WAITS"}),
        ("is:ready,stale", {"DB-POOL", "DONE"}),
        ("-is:closed", {"DB-POOL", "WAITS"}),
        ("-pool", {"DONE", "CLAIMED"}),
        ("severity:critical -is:ready", set()),
        ("don't", set()),
        ("https://example.org", set()),
    ],
)
def test_finds(query: str, found: set[str]) -> None:
    assert ids(query, "sam") == found


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("sevrity:high", "did you mean severity", "filters: severity:"),
        ("severity:hgh", "no severity is called hgh.*did you mean high", "critical"),
        ("status:opn", "did you mean open", "verified"),
        ("kind:bgu", "did you mean bug", "finding"),
        ("phase:nwo", "no phase is called nwo.*did you mean now", "now"),
        ("area:databse", "did you mean database", "database"),
        ("is:redy", "did you mean ready", "blocked"),
        ("severity:", "needs a value", "filters"),
        ("severity:,", "needs a value", "filters"),
        ("-severity:x", "no severity is called x", "critical"),
        ("due:soon", "is no date", ""),
        ("due:<99999y", "is no date", ""),
    ],
)
def test_refuses_and_names_the_nearest(query: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError, match=message) as refusal:
        parse_query(query, BOARD)
    assert hint in (refusal.value.hint or "")


@given(st.text(max_size=30))
def test_any_text_is_a_query_or_refused_in_words(text: str) -> None:
    try:
        query = parse_query(text, BOARD)
    except UsageError:
        return
    assert {card.id for card in query.select(BOARD.cards)} <= EVERY


@pytest.mark.parametrize("word", [word for word in WORDS if not word.endswith(":")])
def test_every_word_that_is_completed_can_be_asked(word: str) -> None:
    found = ids(word)
    assert found | ids(f"-{word}") == EVERY
    assert not found & ids(f"-{word}")


def test_evidence_that_is_merely_old_was_not_touched() -> None:
    board = board_of(Story().evidence(), gates=(gate(evidence_max_age=timedelta(days=1)),))
    assert parse_query("is:stale", board).select(board.cards) == board.cards
    assert parse_query("is:touched", board).select(board.cards) == ()


@pytest.mark.parametrize(("fate", "found"), [(Fate.MOVED, 0), (Fate.CHANGED, 1), (Fate.GONE, 1)])
def test_what_merely_moved_was_not_touched(fate: Fate, found: int) -> None:
    board = board_of(POOL, drift={"src/db.ts:12-30": Drift(fate, "lib/db.ts", (), B)})
    assert len(parse_query("is:touched", board).select(board.cards)) == found


def test_the_drift_of_other_items_touches_nothing() -> None:
    board = board_of(POOL, drift={"src/db.ts": Drift(Fate.GONE, "src/db.ts", (), B)})
    assert parse_query("is:touched", board).select(board.cards) == ()


def test_an_owner_of_the_journal_is_asked_for_as_well() -> None:
    board = board_of(Story(claimed(Claim.OPEN)).then(EventKind.ASSIGN, owner="Kim"))
    assert parse_query("owner:kim", board).select(board.cards) == board.cards
