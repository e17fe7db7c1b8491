"""Made-up plans with lived-in journals to measure on: seeded, so that two runs measure the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft
from tracker.service.evidence import evidence_draft
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_SEVERITIES = ("critical", "high", "medium", "low")
_WORDS = ("pool", "index", "token", "queue", "worker", "schema", "retry", "cache", "header", "alert")


def make_world(root: Path, items: int, seed: int = 1) -> Tracker:
    """Write a plan of so many items under `root`, work on a third of them, return it opened."""
    draw = random.Random(seed)
    (root / "plan.toml").write_text(_plan(items, draw), encoding="utf-8")
    tracker = open_tracker(find_workspace(root, env={}))
    chosen = draw.sample(range(items), items // 3)

    def decide(board: Board) -> list[Draft]:
        drafts: list[Draft] = []
        for number, place in enumerate(chosen):
            card = board.cards[place]
            drafts.append(transition.start(card))
            if number % 2:
                drafts.append(evidence_draft(tracker, card, "url", f"https://ci.example.org/{place}"))
                drafts.append(transition.resolve(card, with_evidence=True))
            else:
                drafts.append(transition.tick(card, "1"))
        return drafts

    tracker.act(decide, actor="Ada", now=NOW)
    return tracker


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
