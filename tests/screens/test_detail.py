"""The detail of an item: everything the plan and the journal know, beside the board and on its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from screens.board import BoardScreen
from screens.detail import DetailScreen
from screens.editor import editor_command, open_in_editor
from screens.widgets.detail import detail_rows
from screens.widgets.detail_rows import FILE_KEY, finding_rows
from screens.widgets.highlight import code_rows, colour, uncoloured
from screens.widgets.lines import Tone, plain
from tests.screens.support import FORECAST, HISTORY, NOW, SIZES, Act, Host, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.domain import transition
from tracker.domain.drift import Drift, Fate
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Snippet
from tracker.domain.state import Acceptance, CommitLink, Deferral, Role, Status
from tracker.errors import UsageError


def text_of(folder: Path, item: str, **state: Any) -> str:
    """The detail as text, with some of the item's state replaced."""
    session = session_in(folder, history=() if (folder / "plan.toml").exists() else HISTORY)
    card = session.board.by_id[item]
    status = state.get("status", card.status)
    card = replace(card, status=status, state=replace(card.state, **state))
    return plain(detail_rows(card, session.board, session.view.clears, FORECAST))


def test_everything_the_plan_says_is_there(tmp_path: Path) -> None:
    text = text_of(tmp_path, "SEC-1")
    for said in (
        "SEC-1  Exposed credentials in version control",
        "◐ in progress · critical · blocker · Emergency security (Week 1) · sam",
        "◷ due 2026-02-20",
        "Issue The file `.env` is committed",
        "[bold]readable[/bold]",
        "Impact Full compromise",
        "Fix Rotate everything",
        "Steps 1. Rotate the database password",
        "Limit current     plain text",
        "Files .env:1-39",
        "Effort 2-3h · due 2026-02-20",
        "Lifts security to 8",
        "Source lines 17-21, 113 of reviews/ingest.md",
        "Conflicts Called low risk in line 400.",
        "return os.environ[key]  # [/] never logged",
    ):
        assert said in text


def test_everything_the_journal_knows_is_there(tmp_path: Path) -> None:
    text = text_of(tmp_path, "SEC-1")
    for said in (
        "Checks ✓ Rotate the database password  1/2",
        "○ Rotate Redis auth  (the review says done)",
        "Proof $ gitleaks detect  exit 0  ✓ passed",
        "Evidence ✓ gitleaks detect  command · sam · 2 d ago",
        "✓ seen in the vault  note · sam · 2 d ago",
        "Commits a1b2c3d Rotate keys [/]  refs · mainline · Ada · 1 d ago",
        "Unblocks ○ SEC-2  Validate socket messages",
        "Notes The vendor answers on [Monday]. — kim, 1 d ago",
        "Closing it clears 1 gate reason",
    ):
        assert said in text


def test_branches_are_named_where_there_are_any(tmp_path: Path) -> None:
    text = text_of(tmp_path, "SEC-1", branches=("fix/SEC-1-rotate", "sec-1/try2"))
    assert "Branches ⎇ fix/SEC-1-rotate" in text
    assert "⎇ sec-1/try2" in text
    assert "⎇" not in text_of(tmp_path, "SEC-1")


def test_blocking_by_others_and_by_hand_is_said(tmp_path: Path) -> None:
    text = text_of(tmp_path, "SEC-2")
    assert "⊘ waits for SEC-1" in text
    assert "⊘ waits for the vendor" in text
    assert "After ◐ SEC-1" in text
    assert "clears 1 gate reason and moves P85 by −3 d" in text


def test_a_claim_counts_for_nothing_and_says_so(tmp_path: Path) -> None:
    assert "? by the review's word alone" in text_of(tmp_path, "DB-2")


def test_a_closed_item_would_change_nothing(tmp_path: Path) -> None:
    assert "Closing it" not in text_of(tmp_path, "DB-1")


def test_acceptance_deferral_duplicate_and_reason_are_told(tmp_path: Path) -> None:
    acceptance = Acceptance("cto", "behind the VPN", NOW.date() + timedelta(days=30))
    accepted = text_of(tmp_path, "SEC-1", status=Status.RISK_ACCEPTED, acceptance=acceptance)
    assert "! risk accepted by cto until 2026-04-01: behind the VPN" in accepted
    deferred = text_of(tmp_path, "DOC-1", deferral=Deferral("more load", None))
    assert "~ put off until more load" in deferred
    double = text_of(tmp_path, "SEC-3", status=Status.DUPLICATE, duplicate_of="SEC-1", reason="the same")
    assert "× duplicate of SEC-1" in double
    assert "the same" in double


def test_stale_and_failed_evidence_and_undone_commits_are_marked(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    card = session.board.by_id["SEC-1"]
    run, note = card.state.evidence
    link = CommitLink("f" * 40, Role.RESOLVES, "Fix it", "Ada", NOW, where="topic", undone_by="e" * 40)
    state = replace(card.state, evidence=(replace(run, passed=False), note), commits=(link,))
    card = replace(card, state=state, stale={note.id: ".env changed in 9f8e7d6"})
    text = plain(detail_rows(card, session.board, session.view.clears, None))
    assert "Evidence ✗ gitleaks detect" in text
    assert "exit 0  ✗ failed" in text
    assert "↻ seen in the vault" in text
    assert "stale: .env changed in 9f8e7d6" in text
    assert "fffffff Fix it  resolves · on topic · Ada · now · undone by eeeeeee" in text


def test_files_say_what_became_of_them_and_open_where_they_are_now(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    card = session.board.by_id["SEC-1"]
    files = (
        FileRef(".env", ((1, 39),)),
        FileRef("src/a.ts", ((12, 30),)),
        FileRef("src/b.ts"),
        FileRef("c.ts"),
    )
    drifted = {
        "src/a.ts:12-30": Drift(Fate.MOVED, "src/db/a.ts", ((14, 32),), "f" * 40),
        "src/b.ts": Drift(Fate.CHANGED, "src/b.ts", (), "f" * 40),
        "c.ts": Drift(Fate.GONE, "c.ts", (), "f" * 40),
    }
    card = replace(card, item=replace(card.item, files=files), drifted=drifted)
    rows = [row for row in finding_rows(card) if row.key and row.key.startswith(FILE_KEY)]
    assert [plain([row]).strip() for row in rows] == [
        "Files .env:1-39",
        "src/a.ts:12-30 → src/db/a.ts:14-32 moved",
        "src/b.ts changed since fffffff",
        "c.ts gone since fffffff",
    ]
    places = ["0 .env:1", "1 src/db/a.ts:14", "2 src/b.ts:1", "3 c.ts:1"]
    assert [row.key for row in rows] == [FILE_KEY + place for place in places]
    assert [row.spans[-1].tone for row in rows[1:]] == [Tone.MUTED, Tone.WARN, Tone.WARN]


def test_code_is_shown_at_once_and_coloured_without_losing_a_character() -> None:
    snippet = Snippet("def f(x):\n\treturn [x]  # [/]\n\nclass A: ...", "python")
    before = plain(code_rows(snippet))
    assert uncoloured([snippet]) == [snippet]
    colour(snippet)
    assert uncoloured([snippet]) == []
    assert plain(code_rows(snippet)) == before
    assert len({span.tone for row in code_rows(snippet) for span in row.spans}) > 2


def test_code_of_an_unknown_language_stays_plain() -> None:
    snippet = Snippet("one\ntwo", "no-such-language")
    colour(snippet)
    assert plain(code_rows(snippet)) == "│ one\n│ two"


async def test_the_history_of_the_item_is_below(tmp_path: Path) -> None:
    app = Host(lambda: DetailScreen(session_in(tmp_path), "SEC-1"))
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        text = app.page.text
    history = text.partition("History")[2]
    assert [line.split()[4] for line in history.splitlines() if line.strip()] == [
        "note", "evidence", "evidence", "tick", "link", "start",
    ]  # fmt: skip


async def test_brackets_go_through_the_items_and_a_neighbour_is_gone_to(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DetailScreen(session, "SEC-2"))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "enter")
        assert "SEC-1  Exposed" in app.page.text
        await pressed(pilot, "left_square_bracket")
        assert "DOC-1  Runbook" in app.page.text
        await pressed(pilot, "right_square_bracket", "right_square_bracket")
        assert "SEC-2  Validate" in app.page.text
        await pressed(pilot, "escape")
    assert app.results == [None]


async def test_an_act_elsewhere_shows_at_once(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DetailScreen(session, "SEC-3"))
    async with app.run_test() as pilot:
        await settled(pilot)
        session.act(lambda board: [transition.start(board.by_id["SEC-3"])])
        from screens.messages import JournalChanged

        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert "◐ in progress" in app.page.text
        assert "start" in app.page.text.partition("History")[2]


async def test_the_board_below_acts_on_the_item_that_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_in(tmp_path)
    monkeypatch.setattr(session, "compute_forecast", lambda: FORECAST)
    app = Host(lambda: BoardScreen(session))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app.push_screen(DetailScreen(session, "SEC-3"))
        await settled(pilot)
        await pressed(pilot, "s")
        assert session.board.by_id["SEC-3"].status is Status.IN_PROGRESS
        assert "◐ in progress" in app.page.text
        await pressed(pilot, "w", typed("seen"), "enter")
        assert "Notes      seen — robin, now" in app.page.text
        await pressed(pilot, "left_square_bracket", "b")
        assert session.board.by_id["SEC-2"].state.blocked is None


async def test_an_item_that_left_the_plan_is_said_to_be_gone(tmp_path: Path) -> None:
    app = Host(lambda: DetailScreen(session_in(tmp_path), "GONE-1"))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "GONE-1 is no longer in the plan" in app.said


async def test_a_file_that_is_not_there_is_said_and_nothing_breaks(tmp_path: Path) -> None:
    app = Host(lambda: DetailScreen(session_in(tmp_path), "SEC-1"))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "enter")
        assert app.said == "✗ there is no file .env here"
        (tmp_path / ".env").write_text("A=1")
        await pressed(pilot, "enter")
        assert app.said == "✗ an editor can only be opened on a terminal"


@pytest.mark.parametrize(
    ("env", "command"),
    [
        ({}, ["vi", "+12", "/r/a.py"]),
        ({"EDITOR": "nano -w"}, ["nano", "-w", "+12", "/r/a.py"]),
        ({"VISUAL": "code", "EDITOR": "vi"}, ["code", "--wait", "--goto", "/r/a.py:12"]),
        ({"EDITOR": "/usr/bin/hx"}, ["/usr/bin/hx", "/r/a.py:12"]),
    ],
)
def test_editors_are_told_the_line_in_their_own_way(env: dict[str, str], command: list[str]) -> None:
    assert editor_command(env, Path("/r/a.py"), 12) == command


def test_a_link_that_leads_out_of_the_repository_is_not_opened(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    root.mkdir()
    os.symlink("/etc/hostname", root / "link")
    with pytest.raises(UsageError, match="leads out of the repository"):
        open_in_editor(Host(lambda: DetailScreen(session_in(tmp_path), "SEC-1")), root, "link", 1)


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = session_in(
        tmp_path, history=(*HISTORY, Act(1, "robin", lambda b: [transition.assign(b.by_id["SEC-1"], "kim")]))
    )
    app = Host(lambda: DetailScreen(session, "SEC-1"))
    assert snap_compare(app, terminal_size=size, run_before=settled)
