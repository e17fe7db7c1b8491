"""Evidence that needs more than what it points at: whose word it is, and whether a copy is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.forms.evidence import EvidenceForm
from screens.forms.perform import perform
from screens.forms.values import EvidenceOffer
from tests.screens.support import Host, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.errors import RefusedError


@pytest.mark.parametrize(
    ("keys", "offer"),
    [
        (
            ["left", "tab", typed("I saw it rotate"), "tab", typed("kim")],
            EvidenceOffer("attestation", "I saw it rotate", "kim"),
        ),
        (["left", "tab", typed("I saw it rotate")], EvidenceOffer("attestation", "I saw it rotate")),
        (["tab", typed("HEAD"), "tab", typed("kim")], EvidenceOffer("commit", "HEAD")),
        (["tab", typed("https://ci.example.org/7")], EvidenceOffer("url", "https://ci.example.org/7")),
        (["tab", typed("https-notes")], EvidenceOffer("commit", "https-notes")),
        (
            ["left", "left", "tab", typed("https://ci.example.org/7 is green")],
            EvidenceOffer("note", "https://ci.example.org/7 is green"),
        ),
        (
            ["right", "tab", typed("keys.txt"), "tab", "tab", "right"],
            EvidenceOffer("file", "keys.txt", copied=False),
        ),
    ],
)
async def test_what_is_typed(tmp_path: Path, keys: list[str], offer: EvidenceOffer) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: EvidenceForm(session.board, ["SEC-3"]))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, *keys, "enter")
        assert app.results == [offer]


async def test_what_was_refused_is_offered_again(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    offer = EvidenceOffer("file", "keys.txt", copied=False)
    app = Host(lambda: EvidenceForm(session.board, ["SEC-3"], initial=offer))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, "tab", "enter")
        assert app.results == [offer]


def test_somebodys_word_counts_unless_they_resolved_the_item(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    assert perform(session, EvidenceOffer("attestation", "seen", "kim"), ["DB-1"]) == "evidence DB-1"
    assert session.board.by_id["DB-1"].state.evidence[-1].ref == "seen (by kim)"
    perform(session, EvidenceOffer("attestation", "seen too"), ["DB-1"])
    assert session.board.by_id["DB-1"].state.evidence[-1].ref == "seen too (by robin)"
    with pytest.raises(RefusedError):
        perform(session, EvidenceOffer("attestation", "trust me", "sam"), ["DB-1"])
    assert len(session.board.by_id["DB-1"].state.evidence) == 2


def test_a_hash_alone_is_kept_where_that_is_chosen(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    root = session.tracker.workspace.root
    (root / "keys.txt").write_text("fine")
    perform(session, EvidenceOffer("file", "keys.txt", copied=False), ["SEC-3"])
    assert session.board.by_id["SEC-3"].state.evidence[-1].ref == "keys.txt"
    assert [path for path in (root / ".tracker").rglob("evidence/*/*") if path.is_file()] == []
