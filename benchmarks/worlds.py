"""Made-up plans with lived-in journals to measure on: seeded, so that two runs measure the same.

A third of the items was worked on over six weeks: taken up, ticked, resolved with evidence, verified, noted,
blocked. The parsed plan is left in the user's cache, as any command would leave it.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import isolate
from tracker.collector import collector_paused
from tracker.domain import transition
from tracker.domain.board import Board, Card
from tracker.domain.event import Draft
from tracker.domain.state import Status
from tracker.service.cache import cache_folder
from tracker.service.evidence.offered import evidence_draft
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WEEKS = 6
_SEVERITIES = ("critical", "high", "medium", "low")
_WORDS = ("pool", "index", "token", "queue", "worker", "schema", "retry", "cache", "header", "alert")


def make_world(root: Path, items: int, seed: int = 1) -> Tracker:
    """Write a plan of so many items under `root`, work on a third of them, return it opened."""
    draw = random.Random(seed)
    (root / "plan.toml").write_text(_plan(items, draw), encoding="utf-8")
    with collector_paused():  # looking through what stays again and again takes a third of the time
        tracker = open_tracker(find_workspace(root, env={}), cache=cache_folder("plans"))
        _live(tracker, draw.sample(range(items), items // 3))
    return tracker


@contextmanager
def world_apart(items: int) -> Iterator[Path]:
    """Make a world in a repository and a home of its own, which are gone afterwards; give its root."""
    with TemporaryDirectory() as name:
        root = Path(name)
        isolate(root)
        subprocess.run(["git", "init", "--quiet", root], check=True)
        make_world(root, items)
        yield root


def _live(tracker: Tracker, chosen: Sequence[int]) -> None:
    """Work on the chosen items, a share of them each week; a week later some are verified."""
    before: Sequence[int] = ()
    for week in range(WEEKS):
        places = chosen[week::WEEKS]
        decide = partial(_week, tracker, places, before)
        tracker.act(decide, actor="Ada", now=NOW - timedelta(weeks=WEEKS - 1 - week))
        before = places


def _week(tracker: Tracker, places: Sequence[int], before: Sequence[int], board: Board) -> list[Draft]:
    drafts = [
        draft for number, place in enumerate(places) for draft in _worked(tracker, board.cards[place], number)
    ]
    resolved = [card for place in before[::3] if (card := board.cards[place]).status is Status.RESOLVED]
    return [*drafts, *(transition.verify_by_attestation(card, "Grace") for card in resolved)]


def _worked(tracker: Tracker, card: Card, number: int) -> Iterator[Draft]:
    """What happens to one item in its week: every third is resolved, the others are somewhere on the way."""
    yield transition.start(card)
    if number % 3 == 0:
        yield evidence_draft(tracker, card, "url", f"https://ci.example.org/{card.id}")
        yield transition.actual(card, 3.0 + number % 5)
        yield transition.resolve(card, with_evidence=True)
    elif number % 3 == 1:
        yield transition.tick(card, "1")
    elif number % 2:
        yield transition.block(card, "waits for a window")
    else:
        yield transition.note(card, "seen again")


def _plan(items: int, draw: random.Random) -> str:
    head = ["schema = 1", "[plan]", 'id = "world"', 'title = "A made-up world"', "reviewed = 2026-01-05"]
    head += [f'[phase.p{n}]\ntitle = "Phase {n}"' for n in range(1, 5)]
    return "\n".join([*head, *(_item(number, draw) for number in range(items))]) + "\n"


def _item(number: int, draw: random.Random) -> str:
    words = " ".join(draw.choices(_WORDS, k=4))
    low = draw.randint(1, 8)
    lines = [
        f"[item.IT-{number}]",
        f'title = "Mend the {words}"',
        f'phase = "p{1 + number % 4}"',
        f'severity = "{draw.choice(_SEVERITIES)}"',
        f'effort = "{low}-{low * 2}h"',
        f'files = ["src/{draw.choice(_WORDS)}.ts:{low}-{low + 20}"]',
        f'issue = "The {words} fails under load, as was seen on {number} occasions."',
        f'approach = "Bound it, then measure the {draw.choice(_WORDS)} again."',
        f"source = [{number + 1}]",
        'checks = ["Change it", "Watch it for a day"]',
    ]
    if number and draw.random() < 0.2:
        lines.append(f'after = ["IT-{draw.randrange(number)}"]')
    return "\n".join(lines)
