"""The items that peers get, and what every peer is asked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks.cases import CASES, untouched
from benchmarks.peers.peer import Thing
from benchmarks.peers.registry import PEERS, found_peers, things_of
from benchmarks.processes import Cost
from benchmarks.race import race
from benchmarks.worlds import NOW, make_world


def things(count: int) -> list[Thing]:
    return [Thing(n, f"IT-{n}", "Mend it", "high", n % 2 == 0, (), ("One",)) for n in range(1, count + 1)]


def test_peers_get_the_items_of_the_plan(tmp_path: Path) -> None:
    cards = make_world(tmp_path, 30).board(NOW).cards
    found = things_of(cards)
    assert [thing.number for thing in found] == list(range(1, 31))
    assert [(thing.id, thing.closed) for thing in found] == [(card.id, card.closed) for card in cards]
    assert 0 < sum(thing.closed for thing in found) < 10
    assert any(thing.after for thing in found)
    assert all(number < thing.number for thing in found for number in thing.after)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_that_is_not_installed_is_left_out_with_a_word(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    skipped: dict[str, str] = {}
    assert list(found_peers(tmp_path, things(2), [name], skipped)) == []
    assert skipped == {name: "not installed"}


@pytest.mark.parametrize("name", ["dstask", "todo.txt-cli", "Backlog.md"])
def test_a_peer_of_files_holds_the_items_and_knows_our_operations(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for program in ("dstask", "todo.sh", "backlog"):
        (programs / program).write_text("#!/bin/sh\n")
        (programs / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    ((peer, root),) = found_peers(tmp_path / "peers", things(3), [name], {})
    files = [path.read_text() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert any("Mend it" in text for text in files)
    assert peer.commands.keys() <= {case.name for case in CASES}
    words = [tuple(command(things(1)[0], 7)) for command in peer.commands.values()]
    assert all(str(programs) in command[0] for command in words)


def test_commands_act_on_open_items_from_the_end() -> None:
    assert [thing.number for thing in untouched(things(6))] == [5, 3, 1]


def test_a_race_leaves_out_what_fails_and_goes_on_with_the_others() -> None:
    seen: list[tuple[str, int]] = []

    def good(run: int) -> Cost:
        seen.append(("good", run))
        return Cost(1, 1)

    def bad(run: int) -> Cost:
        seen.append(("bad", run))
        raise subprocess.CalledProcessError(3, "bad")

    costs, skipped = race({"good": good, "bad": bad}, runs=2)
    assert costs == {"good": [Cost(1, 1), Cost(1, 1)]}
    assert skipped == {"bad": "failed with 3"}
    assert seen == [("good", 0), ("bad", 1), ("good", 2), ("good", 3)]


def test_what_fails_in_a_later_round_is_left_out_as_a_whole() -> None:
    def tired(run: int) -> Cost:
        if run > 2:
            raise subprocess.TimeoutExpired("tired", 60)
        return Cost(1, 1)

    costs, skipped = race({"good": lambda run: Cost(1, 1), "tired": tired}, runs=4)
    assert {name: len(found) for name, found in costs.items()} == {"good": 4}
    assert skipped == {"tired": "took over 60 s"}


def test_what_takes_long_is_run_a_few_times_only() -> None:
    costs, _ = race({"slow": lambda run: Cost(100, 1)}, runs=50)
    assert len(costs["slow"]) == 3
