"""Lines of another journal that are not as a tracker wrote them: each is refused, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.store.helpers import NOW, PLAN, note, run_sql, signoff, start, write
from tracker.domain.event import EventKind
from tracker.errors import StoreError
from tracker.store.audit import audit
from tracker.store.chain import event_hash
from tracker.store.codec import dumps
from tracker.store.exchange import journal_lines, merge_lines
from tracker.store.incoming import LONGEST_LINE
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.rows import FIELDS
from tracker.store.snapshot import read_snapshot

Line = dict[str, Any]


@pytest.fixture
def lines(tmp_path: Path) -> list[Line]:
    """Another journal: one chain of four events."""
    other = tmp_path / "other.db"
    with Journal(other) as journal:
        write(journal, note("one"), start("AUTH"), signoff())
        write(journal, note("two"))
    return [json.loads(line) for line in journal_lines(other)]


def chained(lines: list[Line]) -> list[Line]:
    """The lines with hashes over whatever they hold, as a forger who knows the tracker makes them."""
    last = ""
    for line in lines:
        row = [dumps(line[name]) if name == "payload" else line[name] for name in FIELDS]
        line |= {"prev_hash": last, "hash": event_hash(last, row)}
        last = line["hash"]
    return lines


def merged(db: Path, lines: list[Line]) -> int:
    return merge_lines(db, map(json.dumps, lines), now=NOW, plan_of={"shop": PLAN}.get).new


def refused(db: Path, lines: list[Line]) -> str:
    """Merge what cannot be merged; return how that was refused."""
    with pytest.raises(StoreError) as caught:
        merged(db, lines)
    assert read_log(db, "shop") == ()
    return str(caught.value)


def test_lines_are_sorted_json_with_their_chain(lines: list[Line], tmp_path: Path) -> None:
    first, *_ = journal_lines(tmp_path / "other.db")
    assert "\n" not in first
    assert list(json.loads(first)) == sorted([*FIELDS, "prev_hash", "hash"])
    assert [line["seq"] for line in lines] == [1, 2, 3, 4]
    assert lines[0]["payload"] == {"text": "one"}


def test_what_was_not_touched_is_merged(db: Path, lines: list[Line]) -> None:
    assert merged(db, chained(lines)) == 4
    assert audit(db).ok


def test_an_altered_event(db: Path, lines: list[Line]) -> None:
    lines[1]["actor"] = "Eve"
    assert refused(db, lines).startswith(f"line 2: event {lines[1]['id'][:8]} was altered")


def test_a_removed_event(db: Path, lines: list[Line]) -> None:
    del lines[1:3]
    assert refused(db, lines).startswith("line 2: 2 events before event 4 of replica")


def test_a_removed_beginning(db: Path, lines: list[Line]) -> None:
    assert "begins with event 3, and its events 1 to 2 are not here" in refused(db, lines[2:])


def test_a_removed_end_is_an_older_export(db: Path, lines: list[Line]) -> None:
    assert merged(db, lines[:2]) == 2
    assert merged(db, lines[2:]) == 2
    assert merged(db, lines) == 0


def test_events_that_are_missing_in_between(db: Path, lines: list[Line]) -> None:
    merged(db, lines[:2])
    with pytest.raises(StoreError, match="begins with event 4, and its events 3 to 3 are not here"):
        merged(db, lines[3:])


def test_events_out_of_order(db: Path, lines: list[Line]) -> None:
    lines[1], lines[2] = lines[2], lines[1]
    assert "line 2: 1 event before event 3" in refused(db, lines)
    assert "out of order" in refused(db, [lines[0], lines[0]])


def test_an_event_in_the_place_of_another(db: Path, lines: list[Line]) -> None:
    other = chained([dict(line) for line in lines[:1]] + [lines[1] | {"actor": "Eve"}])[1]
    lines[1] = other
    assert "line 3: event 3 of replica" in refused(db, lines)
    lines[1] = other | {"prev_hash": "0" * 64}
    assert "was altered" in refused(db, lines)


def test_one_event_twice(db: Path, lines: list[Line]) -> None:
    again = chained([lines[0] | {"replica": "0" * 32}])
    assert "is here twice" in refused(db, lines + again)


def test_an_event_that_says_something_else_here(db: Path, lines: list[Line]) -> None:
    merged(db, lines)
    forged = chained([line | {"actor": "Eve"} for line in lines])
    with pytest.raises(StoreError, match=r"line 1: event .* says something else here"):
        merged(db, forged)
    assert {entry.event.actor for entry in read_log(db, "shop")} == {"Ada"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: it is no JSON"),
        ("plan = 1", "line 1: it is no JSON"),
        ("[]", "line 1: it is no event"),
        ("[" * 100_000, "line 1: it is no JSON"),
        ('{"a": ' * 100_000, "line 1: it is no JSON"),
        ("{}", "line 1: it has no actor, at, batch"),
        ("1" * 5000, "line 1: it is no"),
        ("x" * (LONGEST_LINE + 1), "line 1: it is longer than 16 MB"),
        ('"\x1b[31m"', "line 1: it is no JSON"),
    ],
    ids=range(9),
)
def test_what_is_no_event(db: Path, text: str, said: str) -> None:
    with pytest.raises(StoreError) as caught:
        merge_lines(db, [text], now=NOW)
    assert str(caught.value).startswith(said)
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()
    assert not db.exists()


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


CHANGES: list[tuple[Line, str]] = [
    ({"colour": "red"}, "a newer tracker wrote it, with colour"),
    ({"kind": "celebrate"}, "a newer tracker wrote it: there is no kind celebrate"),
    ({"id": "x"}, "its id is none"),
    ({"id": "A" * 32}, "its id is none"),
    ({"id": None}, "its id is none"),
    ({"replica": "../" * 10 + "ab"}, "its replica is none"),
    ({"batch": 7}, "its batch is none"),
    ({"seq": 0}, "its seq is no place"),
    ({"seq": True}, "its seq is no place"),
    ({"seq": 1.0}, "its seq is no place"),
    ({"seq": 2**80}, "its seq is no place"),
    ({"seq": 5}, "is not where its chain begins"),
    ({"plan": ""}, "its plan is none"),
    ({"plan": "a\x1b[2J"}, "its plan is none"),
    ({"item": "A\u202e"}, "its item is none"),
    ({"item": 3}, "its item is none"),
    ({"effect": "\x00"}, "its effect is none"),
    ({"actor": None}, "its actor is none"),
    ({"actor": "a" * 5000}, "its actor is none"),
    ({"actor": "\ud800"}, "it holds what no tracker writes"),
    ({"commit": "--upload-pack=x"}, "its commit is none"),
    ({"at": "yesterday"}, "its time is none"),
    ({"at": 1}, "its time is none"),
    ({"at": "2026-03-01T12:00:00+01:00"}, "its time is none"),
    ({"at": "9999-12-31T23:59:59.999999+00:00"}, "its time is none"),
    ({"payload": []}, "its payload is not what"),
    ({"payload": '{"text":"x"}'}, "its payload is not what"),
    ({"payload": {"text": "x", "more": deep(200)}}, "its payload is nested too deep"),
    ({"payload": {"text": 7}}, "the payload of its note is wrong: text is nothing that can be there"),
    ({"payload": {"text": "x", "n": float("inf")}}, "it holds what no tracker writes"),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_what_no_tracker_writes_is_refused_though_its_hash_is_right(
    db: Path, lines: list[Line], change: Line, said: str
) -> None:
    first = lines[0] | change
    with_hash = [first]
    if "colour" not in change and first["payload"] == lines[0]["payload"]:
        with_hash = chained([first])
    answer = refused(db, with_hash)
    assert answer.startswith("line 1: ")
    assert said in answer
    assert answer.isprintable()


def test_a_missing_key(db: Path, lines: list[Line]) -> None:
    del lines[0]["batch"]
    assert refused(db, lines) == "line 1: it has no batch"


def test_what_is_shown_of_another_journal_is_safe(db: Path, lines: list[Line]) -> None:
    """Whatever was written where text was not made safe is so when it is read."""
    bad = "\x1b]52;c;x\x07[red]\u202e\x9b"
    lines[0] |= {"actor": bad, "payload": {"text": bad}}
    lines[1] |= {"kind": "evidence", "payload": {"kind": "url", "ref": bad, "text": bad}}
    assert merged(db, chained(lines)) == 4
    seen = read_snapshot(db, PLAN)
    pool, auth = seen.states["DB-POOL"], seen.states["AUTH"]
    shown = [pool.notes[0].text, pool.notes[0].actor, auth.evidence[0].ref, auth.evidence[0].text or ""]
    shown += [entry.event.actor for entry in read_log(db, "shop")]
    assert all(text.isprintable() for text in shown)
    assert "[red]" in pool.notes[0].text
    assert next(map(json.loads, journal_lines(db)))["actor"] == bad  # as its hash says


def test_a_time_at_the_end_of_the_calendar_leaves_room(db: Path, lines: list[Line]) -> None:
    lines[3]["at"] = "8999-12-31T23:59:59.999999+00:00"
    assert merged(db, chained(lines)) == 4
    with Journal(db) as journal:
        write(journal, note("after"))
    assert audit(db).ok


@pytest.mark.parametrize(
    "payload", ['{"text": "spaced"}', '{"text":"a","text":"b"}', '{"a":' * 3000 + "1" + "}" * 3000]
)
def test_what_was_edited_here_is_exported_as_it_is(db: Path, payload: str) -> None:
    with Journal(db) as journal:
        write(journal, note("x"), note("y"))
    run_sql(db, f"UPDATE event SET payload = '{payload}' WHERE seq = 1")
    first, second = map(json.loads, journal_lines(db))
    assert first["payload"] == payload
    assert second["payload"] == {"text": "y"}


def test_a_journal_is_exported_while_others_write(db: Path) -> None:
    with Journal(db) as journal:
        write(journal, *(note(f"{number}") for number in range(50)))
        lines = journal_lines(db)
        next(lines)
        write(journal, note("meanwhile"))
        assert len(list(lines)) == 49
        assert len(list(journal_lines(db))) == 51


def test_every_kind_has_a_shape() -> None:
    from tracker.domain.payload import payload_problem

    for kind in EventKind:
        payload_problem(kind, "A", {})
