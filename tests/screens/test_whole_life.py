"""One working day on a shipped plan, from the first start to a report that proves itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.forms.resolve import ResolveForm
from screens.session import Session
from screens.widgets.board_view import BoardView
from screens.widgets.watch import Watch
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.board import Card
from tracker.domain.state import Status
from tracker.service.tracker import open_tracker
from tracker.service.workspace import find_workspace, shipped_plan

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SIZE = (160, 45)


class Repository:
    """A repository whose commits are a minute apart, all before NOW."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._at = NOW - timedelta(hours=8)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """Run git and return what it printed."""
        self._at += timedelta(minutes=1)
        dates = {f"GIT_{who}_DATE": self._at.isoformat() for who in ("AUTHOR", "COMMITTER")}
        env = {**os.environ, **dates}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=env, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, path: str, text: str, message: str) -> str:
        """Commit a file and return the sha."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        self.git("add", "--all")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")


class Day:
    """The app at work, with short names for what a person looks at."""

    def __init__(self, pilot: Pilot[Any], session: Session) -> None:
        self.pilot = pilot
        self.session = session

    async def keys(self, *keys: str) -> None:
        """Press keys and wait."""
        await pressed(self.pilot, *keys)

    async def go_to(self, item: str) -> None:
        """Jump to an item by its id."""
        await self.keys("colon", typed(item), "enter")
        assert self.pilot.app.screen.query_one(BoardView).item == item

    async def look(self) -> None:
        """Notice what happened outside, as the app does by itself all the time."""
        self.pilot.app.screen.query_one(Watch).look()
        await settled(self.pilot)

    def card(self, item: str) -> Card:
        """An item as the app shows it."""
        return self.session.board.by_id[item]

    @property
    def said(self) -> list[str]:
        """Everything that was said in passing so far."""
        return [note.message for note in self.pilot.app._notifications]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The plan's own repository, with one commit."""
    shutil.copyfile(shipped_plan("signalcast"), tmp_path / "plan.toml")
    made = Repository(tmp_path)
    made.commit("src/lib/db.ts", "export const max = 10;\n", "Begin")
    return made


async def test_a_working_day(repository: Repository) -> None:
    rotated = repository.commit(".env", "# see the secret manager\n", "Rotate every credential")
    session = Session(open_tracker(find_workspace(repository.root, env={})), actor="Ada", clock=lambda: NOW)
    app = TrackerApp(lambda: BoardScreen(session))
    async with app.run_test(size=SIZE) as pilot:
        day = Day(pilot, session)
        await settled(pilot)
        await _work_on_secrets(day, rotated)
        resolving, reverting = await _commit_meanwhile(day, repository)
        await _look_around(day)
        await _export(day)
    report = (repository.root / "STATUS.md").read_text()
    _every_claim_has_its_evidence(report, session)
    secrets, health = _block(report, "SEC-SECRETS"), _block(report, "HEALTH")
    assert secrets.startswith("- [x] ✓ **SEC-SECRETS**")
    assert "**verified** by Maya Lind" in secrets
    assert f"Evidence: commit `{rotated[:7]}`: Rotate every credential (Ada, 2026-03-02)" in secrets
    assert "Evidence: attestation verified by Maya Lind" in secrets
    assert "- [x] Rotate the database password" in secrets
    assert health.startswith("- [ ] ")
    assert f"Commit `{resolving[:7]}` resolves it" in health
    assert f"**reverted by `{reverting[:7]}`**" in health


async def _work_on_secrets(day: Day, rotated: str) -> None:
    await day.go_to("SEC-SECRETS")
    await day.keys("s")
    assert day.card("SEC-SECRETS").status is Status.IN_PROGRESS
    await day.keys("T", "space", "enter")
    assert [check.done for check in day.card("SEC-SECRETS").checks] == [True, False, False, False]
    await _resolve_without_evidence(day)
    await day.keys("shift+tab", "shift+tab", "right", "tab", typed(rotated[:10]), "enter")
    assert day.card("SEC-SECRETS").status is Status.RESOLVED
    await day.keys("v", typed("Ada"), "enter")
    assert "SEC-SECRETS was resolved by Ada" in _refusal(day)
    await day.keys("ctrl+u", typed("Maya Lind"), "enter")
    assert day.card("SEC-SECRETS").status is Status.VERIFIED
    assert day.card("SEC-SECRETS").state.verified_by == "Maya Lind"


async def _resolve_without_evidence(day: Day) -> None:
    """Refused in the form, which keeps what was typed."""
    await day.keys("r", "left", "tab", "tab", typed("all keys are new"), "enter")
    form = day.pilot.app.screen
    assert isinstance(form, ResolveForm)
    assert "SEC-SECRETS needs evidence" in _refusal(day)
    assert [field.value for field in form.query(Input)] == ["", "all keys are new"]
    assert day.card("SEC-SECRETS").status is Status.IN_PROGRESS


def _refusal(day: Day) -> str:
    return str(day.pilot.app.screen.query_one("#refusal", Static).content)


async def _commit_meanwhile(day: Day, repository: Repository) -> tuple[str, str]:
    """A colleague's commit resolves an item, its revert takes that back; both are noticed."""
    resolving = repository.commit("src/health.ts", "ok\n", "Answer health checks\n\nResolves: HEALTH")
    await day.look()
    assert day.card("HEALTH").status is Status.RESOLVED
    assert any("HEALTH" in text for text in day.said)
    repository.git("revert", "--no-edit", "HEAD")
    await day.look()
    assert day.card("HEALTH").status in (Status.OPEN, Status.IN_PROGRESS)
    assert "reverted" in (day.card("HEALTH").state.reason or "")
    repository.commit("db/index.sql", "CREATE INDEX a;\n", "Add indexes\n\nResolves: DB-INDEXES")
    await day.keys("y")
    assert day.card("DB-INDEXES").status is Status.RESOLVED
    return resolving, repository.git("rev-parse", "HEAD~1")


async def _look_around(day: Day) -> None:
    """A start taken back, a filter, another grouping."""
    await day.go_to("TICK-BATCH")
    await day.keys("s", "u")
    assert day.card("TICK-BATCH").status is Status.OPEN
    assert any("undone: start TICK-BATCH" in text for text in day.said)
    await day.keys("slash", typed("status:verified,resolved"), "enter", "g")
    board = day.pilot.app.screen.query_one(BoardView)
    shown = {card.id for column in board.viewport.columns for card in column.cards}
    assert shown == {"SEC-SECRETS", "DB-INDEXES"}
    assert day.session.grouping == "status"


async def _export(day: Day) -> None:
    """To a folder that is not there, which is said in the form that comes back, then to one that is."""
    await day.keys("x", "tab", typed("reports/STATUS.md"), "enter")
    assert "reports" in day.said[-1]
    path = day.pilot.app.screen.query_one(Input)
    assert path.value == "reports/STATUS.md"
    path.focus()
    await day.keys("ctrl+u", typed("STATUS.md"), "enter")
    assert isinstance(day.pilot.app.screen, BoardScreen)


def _block(report: str, item: str) -> str:
    """The part of a report about one item: its line and those set in below it."""
    found = re.search(rf"^- \[.\] \S+ \*\*{item}\*\*.*\n(?:  .*\n)*", report, re.MULTILINE)
    assert found
    return found[0]


def _every_claim_has_its_evidence(report: str, session: Session) -> None:
    """What is ticked in the report is closed in the journal, with each piece of evidence named."""
    ticked = set(re.findall(r"^- \[x\] \S+ \*\*(.+?)\*\*", report, re.MULTILINE))
    assert ticked == {card.id for card in session.board.cards if card.closed} == {"SEC-SECRETS", "DB-INDEXES"}
    for item in ticked:
        block, card = _block(report, item), session.board.by_id[item]
        assert card.state.evidence
        for found in card.state.evidence:
            ref = f"commit `{found.ref[:7]}`" if found.kind == "commit" else f"{found.kind} {found.ref}"
            line = next(line for line in block.splitlines() if f"Evidence: {ref}" in line)
            assert f"({found.actor}, " in line
