"""The forms: what is typed, what is refused and why, and what a kept value does to the journal."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from screens.forms.accept_risk import AcceptRiskForm
from screens.forms.actual import ActualForm
from screens.forms.assign import AssignForm
from screens.forms.block import BlockForm
from screens.forms.choice import Choice
from screens.forms.confirm import ConfirmForm
from screens.forms.decide import transitions
from screens.forms.defer import DeferForm
from screens.forms.estimate import EstimateForm
from screens.forms.evidence import EvidenceForm
from screens.forms.export import ExportForm
from screens.forms.field import FieldRow
from screens.forms.link import LinkForm
from screens.forms.measure import MeasureForm
from screens.forms.note import NoteForm
from screens.forms.perform import perform
from screens.forms.reading import evidence_problem
from screens.forms.reject import RejectForm
from screens.forms.reopen import ReopenForm
from screens.forms.resolve import ResolveForm
from screens.forms.signoff import SignOffForm
from screens.forms.ticks import TicksForm
from screens.forms.values import (
    Assignment,
    Block,
    CommitChoice,
    Deferment,
    Estimate,
    EvidenceOffer,
    ExportChoice,
    MeasuredValue,
    Rejection,
    Remark,
    Reopening,
    Resolution,
    RiskAcceptance,
    SignedOff,
    TickChanges,
    Verification,
    WorkedHours,
)
from screens.forms.verify import VerifyForm
from screens.session import Session
from tests.screens.support import NOW, SIZES, Host, session_in
from tests.screens.waiting import pressed, pressing, settled, typed
from tracker.domain.commit import Commit
from tracker.domain.effort import parse_effort
from tracker.domain.state import Role, Status
from tracker.errors import RefusedError, UsageError

DAY = date(2026, 4, 1)
Make = Callable[[Session], ModalScreen[Any]]


async def kept(folder: Path, make: Make, *keys: str) -> tuple[list[Any], list[str]]:
    """Open a form, press keys, and return what it handed back with all remarks it shows."""
    session = session_in(folder)
    app = Host(lambda: make(session))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pressed(pilot, *keys)
        if app.results:
            return app.results, []
        said = [
            str(static.content) for static in app.screen.query(".remark").results(Static) if static.display
        ]
        refusal = app.screen.query_one("#refusal", Static)
        return [], said + ([str(refusal.content)] if refusal.display else [])


@pytest.mark.parametrize(
    ("make", "keys", "value"),
    [
        (lambda s: BlockForm(s.board, ["SEC-3"]), [typed("the [/] vendor")], Block("the [/] vendor")),
        (lambda s: ReopenForm(s.board, ["DB-1"]), [typed("it broke")], Reopening("it broke")),
        (lambda s: NoteForm(s.board, ["SEC-1", "SEC-2"]), [typed("look")], Remark("look")),
        (lambda s: AssignForm(s.board, ["SEC-1"]), ["ctrl+u", typed("kim")], Assignment("kim")),
        (lambda s: AssignForm(s.board, ["SEC-1"]), ["ctrl+u"], Assignment(None)),
        (
            lambda s: EstimateForm(s.board, ["SEC-2"]),
            ["ctrl+u", typed("1-2d")],
            Estimate(parse_effort("1-2d")),
        ),
        (lambda s: ActualForm(s.board, ["SEC-2"]), [typed("1.5h")], WorkedHours(1.5)),
        (
            lambda s: DeferForm(s.board, ["SEC-3"]),
            [typed("load"), "tab", typed("30d")],
            Deferment("load", DAY),
        ),
        (
            lambda s: AcceptRiskForm(s.board, ["SEC-3"]),
            [typed("cto"), "tab", typed("vpn"), "tab", typed("2026-04-01")],
            RiskAcceptance("cto", "vpn", DAY),
        ),
        (
            lambda s: RejectForm(s.board, ["SEC-3"]),
            ["tab", typed("no"), "tab", typed("cto")],
            Rejection(Status.FALSE_POSITIVE, "no", "cto"),
        ),
        (
            lambda s: RejectForm(s.board, ["SEC-3"]),
            ["left", "tab", "tab", "tab", typed("sec-1")],
            Rejection(Status.DUPLICATE, "", None, "SEC-1"),
        ),
        (
            lambda s: EvidenceForm(s.board, ["SEC-3"]),
            ["right", "right", "tab", typed("https://x.org/a")],
            EvidenceOffer("url", "https://x.org/a"),
        ),
        (
            lambda s: ResolveForm(s.board, ["SEC-3"]),
            ["tab", typed("HEAD"), "tab", typed("done")],
            Resolution(EvidenceOffer("commit", "HEAD"), "done"),
        ),
        (lambda s: ResolveForm(s.board, ["SEC-1"]), [], Resolution(None)),
        (lambda s: VerifyForm(s.board, ["DB-1"]), [typed("ada")], Verification("ada")),
        (lambda s: MeasureForm(s.board, "latency"), [typed("180 ms")], MeasuredValue("latency", "180 ms")),
        (lambda s: SignOffForm(s.board, "tech-lead", "robin"), [], SignedOff("tech-lead", "robin")),
        (lambda s: ExportForm(s.board), ["right"], ExportChoice("json", "ingest.json")),
        (lambda s: ExportForm(s.board), ["left"], ExportChoice("github", "ingest.issues.jsonl")),
        (
            lambda s: ExportForm(s.board),
            ["tab", typed("a.md"), "tab", typed("is:open"), "tab", typed("7d")],
            ExportChoice("markdown", "a.md", "is:open", "7d"),
        ),
    ],
)
async def test_what_is_typed_is_handed_back(
    tmp_path: Path, make: Make, keys: Sequence[str], value: Any
) -> None:
    results, said = await kept(tmp_path, make, *keys, "enter")
    assert (results, said) == ([value], [])


@pytest.mark.parametrize(
    ("make", "keys", "value"),
    [
        (lambda s: EvidenceForm(s.board, ["SEC-3"]), "HEAD~1", EvidenceOffer("commit", "HEAD~1")),
        (
            lambda s: EvidenceForm(s.board, ["SEC-3"]),
            ["right", "right", *"https", "colon", "slash", "slash", *"x.org"],
            EvidenceOffer("url", "https://x.org"),
        ),
        (lambda s: ResolveForm(s.board, ["SEC-3"]), "HEAD", Resolution(EvidenceOffer("commit", "HEAD"))),
        (
            lambda s: ResolveForm(s.board, ["SEC-3"]),
            "https://x.org",
            Resolution(EvidenceOffer("url", "https://x.org")),
        ),
        (lambda s: ResolveForm(s.board, ["SEC-1"]), "held", Resolution(None, "held")),
        (lambda s: RejectForm(s.board, ["SEC-3"]), ["right", *"no"], Rejection(Status.WONT_FIX, "no")),
        (
            lambda s: RejectForm(s.board, ["SEC-3"]),
            ["left", *"sec-1"],
            Rejection(Status.DUPLICATE, "", None, "SEC-1"),
        ),
        (lambda s: ExportForm(s.board), "lh.md", ExportChoice("markdown", "lh.md")),
        (lambda s: ExportForm(s.board), ["space"], ExportChoice("json", "ingest.json")),
        (lambda s: LinkForm(s.board, ["SEC-1"], found), ["tab", *"zz9"], CommitChoice("zz9", Role.RESOLVES)),
    ],
)
async def test_letters_on_a_choice_are_for_the_field_after_it(
    tmp_path: Path, make: Make, keys: Sequence[str], value: Any
) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: make(session))
    async with app.run_test(size=(100, 40)) as pilot:
        await pressed(pilot, *keys, "enter")
    assert app.results == [value]


async def test_a_paste_on_a_choice_is_for_the_field_after_it(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: EvidenceForm(session.board, ["SEC-1"]))
    async with app.run_test(size=(100, 30)) as pilot:
        app.post_message(Paste("\n"))
        app.post_message(Paste("HEAD\nmore"))
        await pressed(pilot, "enter")
    assert app.results == [EvidenceOffer("commit", "HEAD")]


async def test_a_keymap_decides_what_chooses(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: EvidenceForm(session.board, ["SEC-1"]))
    async with app.run_test(size=(100, 30)) as pilot:
        app.set_keymap({"choice.next": "l"})
        await pressed(pilot, "l", "h")
        assert app.screen.query_one(Choice).value == "file"
        assert app.screen.query_one(Input).value == "h"


@pytest.mark.parametrize(("keys", "chosen"), [([], "run its proofs"), (["k"], "on somebody's word")])
async def test_a_name_that_is_typed_is_somebodys_word(tmp_path: Path, keys: list[str], chosen: str) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: VerifyForm(session.board, ["SEC-1"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pressed(pilot, *keys)
        assert app.screen.query_one(Choice).value == chosen
        assert app.screen.query_one(Input).value == "".join(keys)
        app.screen.query_one(Choice).focus()
        await pressed(pilot, "left")
        assert app.screen.query_one(Choice).value != chosen


@pytest.mark.parametrize(
    ("make", "keys", "said"),
    [
        (lambda s: BlockForm(s.board, ["SEC-3"]), [], "✗ reason is needed"),
        (
            lambda s: BlockForm(s.board, ["SEC-2"]),
            typed("x"),
            "✗ SEC-2 is blocked already: waits for the vendor",
        ),
        (lambda s: EstimateForm(s.board, ["SEC-2"]), ["ctrl+u", typed("soon")], "✗ 'soon' is no effort"),
        (lambda s: ActualForm(s.board, ["SEC-2"]), [typed("1-2h")], "✗ '1-2h' is a range"),
        (
            lambda s: DeferForm(s.board, ["SEC-3"]),
            ["x", "tab", typed("today")],
            "✗ 2026-03-02 is not after today",
        ),
        (lambda s: DeferForm(s.board, ["SEC-3"]), ["x", "tab", typed("may")], "✗ 'may' is no date"),
        (lambda s: DeferForm(s.board, ["DB-1"]), ["x", "tab", typed("30d")], "✗ DB-1 is resolved"),
        (lambda s: AcceptRiskForm(s.board, ["SEC-3"]), [], "✗ approver is needed"),
        (lambda s: RejectForm(s.board, ["SEC-3"]), [], "✗ false positive needs it"),
        (
            lambda s: RejectForm(s.board, ["SEC-3"]),
            ["left", *["tab"] * 3, typed("no")],
            "✗ no item is called no",
        ),
        (lambda s: EvidenceForm(s.board, ["SEC-3"]), ["tab", typed("a b")], "✗ a b is no commit"),
        (
            lambda s: ResolveForm(s.board, ["SEC-3"]),
            ["left"],
            "✗ SEC-3 needs evidence before it can be resolved",
        ),
        (lambda s: ResolveForm(s.board, ["DB-1"]), [], "✗ DB-1 is resolved: it cannot be resolved"),
        (lambda s: VerifyForm(s.board, ["DB-1"]), [typed("sam")], "✗ DB-1 was resolved by sam"),
        (lambda s: VerifyForm(s.board, ["DB-1"]), [], "✗ a name is needed"),
        (lambda s: VerifyForm(s.board, ["SEC-1"]), [], "✗ SEC-1 is in progress: it cannot be verified"),
        (lambda s: MeasureForm(s.board, "latency"), [typed("1 %")], "✗ '1 %' has another unit"),
        (lambda s: ExportForm(s.board), ["tab", "tab", typed("is:gone")], "✗ no item is ever 'gone'"),
    ],
)
async def test_what_would_be_refused_is_said_in_the_form(
    tmp_path: Path, make: Make, keys: Sequence[str], said: str
) -> None:
    results, remarks = await kept(tmp_path, make, *keys, "enter")
    assert results == []
    assert any(remark.startswith(said) for remark in remarks), remarks


async def test_what_was_typed_stays_after_a_refusal(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DeferForm(session.board, ["DB-1"]))
    async with app.run_test() as pilot:
        await pressed(pilot, typed("load"), "tab", typed("30d"), "enter")
        assert [field.value for field in app.screen.query(Input)] == ["load", "30d"]


async def test_the_cursor_goes_to_the_field_that_will_not_do(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: AcceptRiskForm(session.board, ["SEC-3"]))
    async with app.run_test() as pilot:
        await pressed(pilot, typed("cto"), "enter")
        assert app.focused is app.screen.query(Input)[1]


async def test_a_day_is_said_as_it_is_understood_while_it_is_typed(tmp_path: Path) -> None:
    _, said = await kept(tmp_path, lambda s: DeferForm(s.board, ["SEC-3"]), "tab", typed("30d"))
    assert said == ["→ Wed 2026-04-01"]


async def test_control_characters_that_are_pasted_do_not_get_in(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: NoteForm(session.board, ["SEC-1"]))
    async with app.run_test() as pilot:
        app.screen.query_one(Input).value = "a\x1b[31m\u202eb"
        await pressed(pilot, "enter")
    assert app.results == [Remark("a�[31m�b")]


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (BlockForm, Block("why")),
        (ReopenForm, Reopening("why")),
        (NoteForm, Remark("text")),
        (AssignForm, Assignment("kim")),
        (EstimateForm, Estimate(parse_effort("1/2/5h"))),
        (ActualForm, WorkedHours(1.5)),
        (DeferForm, Deferment("load", DAY)),
        (AcceptRiskForm, RiskAcceptance("cto", "vpn", DAY)),
        (RejectForm, Rejection(Status.WONT_FIX, "no", "cto")),
        (RejectForm, Rejection(Status.DUPLICATE, "same", None, "SEC-1")),
        (EvidenceForm, EvidenceOffer("file", "src/a.py:3")),
        (ResolveForm, Resolution(EvidenceOffer("note", "seen"), "remark")),
        (ResolveForm, Resolution(None, "remark")),
        (VerifyForm, Verification("ada")),
    ],
)
async def test_a_value_given_back_fills_the_form_again(tmp_path: Path, make: Any, value: Any) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: make(session.board, ["DB-1"], value))
    async with app.run_test():
        form = app.screen
        assert form.value(form.texts()) == value  # type: ignore[attr-defined]


async def test_escape_and_the_button_leave_without_a_value(tmp_path: Path) -> None:
    for way in ("escape", "#leave"):
        folder = tmp_path / way.strip("#")
        folder.mkdir()
        session = session_in(folder)
        app = Host(lambda session=session: NoteForm(session.board, ["SEC-1"]))  # type: ignore[misc]
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("x")
            await (pilot.click(way) if way.startswith("#") else pilot.press(way))
            await settled(pilot)
        assert app.results == [None]


async def test_the_mouse_chooses_and_keeps(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: EvidenceForm(session.board, ["SEC-1"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.click(Choice, offset=(11, 0))
        assert app.screen.query_one(Choice).value == "file"
        app.screen.query_one(Input).value = "docs/a.md"
        await pilot.click("#keep")
        await settled(pilot)
    assert app.results == [EvidenceOffer("file", "docs/a.md")]


async def test_several_items_are_named(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: NoteForm(session.board, ["SEC-1", "SEC-2"]))
    async with app.run_test():
        assert str(app.screen.query_one("#heading", Static).content) == "Note 2 items"
        assert str(app.screen.query_one("#subject", Static).content) == "SEC-1, SEC-2"


async def test_every_field_has_a_label_and_no_cursor_blinks(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: AcceptRiskForm(session.board, ["SEC-1"]))
    async with app.run_test():
        assert [row.field.label for row in app.screen.query(FieldRow)] == ["Approver", "Rationale", "Until"]
        assert not any(field.cursor_blink for field in app.screen.query(Input))


async def test_only_the_label_of_the_field_with_the_cursor_is_coloured(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DeferForm(session.board, ["SEC-3"]))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        labels = list(app.screen.query(".label"))
        accent, other = labels[0].styles.color, labels[1].styles.color
        assert accent != other
        await pressed(pilot, "tab")
        assert [label.styles.color for label in labels] == [other, accent]


async def test_ticks_are_changed_together(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: TicksForm(session.board, "SEC-1"))
    async with app.run_test() as pilot:
        await pressed(pilot, "space", "down", "space", "enter")
    assert app.results == [TickChanges((("rotate-the-database-password", False), ("redis", True)))]


async def test_ticks_that_end_where_they_began_are_no_change(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: TicksForm(session.board, "SEC-1"))
    async with app.run_test() as pilot:
        await pressed(pilot, "space", "space", "enter")
    assert app.results == [None]


async def test_an_item_without_checks_says_so(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: TicksForm(session.board, "SEC-2"))
    async with app.run_test() as pilot:
        await pressed(pilot, "space")
        assert "this item has no checks" in app.screen.query_one("Page").text  # type: ignore[attr-defined]
        await pressed(pilot, "escape")
    assert app.results == [None]


def commit(sha: str, subject: str, author: str, days_ago: int) -> Commit:
    """A commit of some days ago."""
    at = NOW - timedelta(days=days_ago)
    return Commit(sha, (), author, "", at, at, subject)


RECENT = (
    commit("a1b2c3d4e5f6", "Rotate the keys [/]", "Ada", 1),
    commit("0f1e2d3c4b5a", "Pool limits", "Sam", 2),
)
OLD = commit("99887766aabb", "Encrypt backups", "Kim", 900)


def found(words: Sequence[str]) -> Sequence[Commit]:
    """The newest commits, and an old one for whoever searches for it."""
    return [OLD] if list(words) == ["encrypt"] else () if words else RECENT


def link_form(session: Session) -> LinkForm:
    """The form with these commits to choose from."""
    return LinkForm(session.board, ["SEC-1"], found)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["enter"], CommitChoice("a1b2c3d4e5f6", Role.RESOLVES)),
        (["down", "enter"], CommitChoice("0f1e2d3c4b5a", Role.RESOLVES)),
        ([typed("lmts"), "tab", "right", "enter"], CommitChoice("0f1e2d3c4b5a", Role.REFS)),
        ([typed("encrypt"), "enter"], CommitChoice("99887766aabb", Role.RESOLVES)),
        ([typed("zzz9"), "enter"], CommitChoice("zzz9", Role.RESOLVES)),
    ],
)
async def test_a_commit_is_found_by_a_few_letters_or_named(
    tmp_path: Path, keys: Sequence[str], value: CommitChoice
) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: link_form(session))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, *keys)
    assert app.results == [value]


async def test_a_link_needs_a_commit(tmp_path: Path) -> None:
    results, said = await kept(tmp_path, lambda s: LinkForm(s.board, ["SEC-1"], lambda words: ()), "enter")
    assert (results, said) == ([], ["✗ the commit is needed"])


async def test_without_a_repository_the_form_says_so_and_what_is_typed_stays(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: LinkForm(session.board, ["SEC-1"], session.commits))
    async with app.run_test() as pilot:
        await pressed(pilot, typed("abc1234"))
        assert "there is no git repository here" in str(app.screen.query_one("#refusal", Static).content)
        await pressed(pilot, "enter")
    assert app.results == [CommitChoice("abc1234", Role.RESOLVES)]


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("n", False), ("escape", False), ("enter", False)])
async def test_a_question_is_answered_and_enter_alone_is_a_no(key: str, answer: bool) -> None:
    app = Host(lambda: ConfirmForm("Run [b]2[/b] commands?", "rm -rf [/]"))
    async with app.run_test() as pilot:
        await pressed(pilot, key)
    assert app.results == [answer]


@pytest.mark.parametrize(
    ("kind", "ref", "problem"),
    [
        ("commit", "HEAD~1", None),
        ("commit", "--output=x", "--output=x is no commit; write a sha, a branch or HEAD"),
        ("file", "../secret", "'../secret' is no path inside the repository"),
        ("file", "src/a.py:3-9", None),
        ("url", "javascript:alert(1)", "javascript:alert(1) is no http or https address"),
        ("url", "https://x.org", None),
        ("note", "anything [/]", None),
        ("note", "", "the note is needed"),
    ],
)
def test_evidence_has_to_be_of_its_kind(kind: str, ref: str, problem: str | None) -> None:
    assert evidence_problem(kind, ref) == problem


def test_a_kept_value_changes_the_journal(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    assert perform(session, Deferment("load", DAY), ["SEC-3"]) == "defer SEC-3"
    assert session.board.by_id["SEC-3"].status is Status.DEFERRED
    assert perform(session, TickChanges((("redis", True),)), ["SEC-1"]) == "tick SEC-1"
    assert [check.done for check in session.board.by_id["SEC-1"].checks] == [True, True]
    assert perform(session, Rejection(Status.DUPLICATE, other="SEC-1"), ["SEC-2"]) == "reject SEC-2"
    assert session.board.by_id["SEC-2"].state.duplicate_of == "SEC-1"


def test_a_resolution_brings_its_evidence(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    value = Resolution(EvidenceOffer("note", "seen on staging"), "at last")
    assert perform(session, value, ["SEC-3"]) == "evidence, resolve SEC-3"
    card = session.board.by_id["SEC-3"]
    assert (card.status, card.satisfied) == (Status.RESOLVED, True)


def test_a_file_is_copied_when_it_is_offered_in_the_app(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    root = session.tracker.workspace.root
    (root / "seen.txt").write_text("fine")
    assert perform(session, EvidenceOffer("file", "seen.txt"), ["SEC-3", "SEC-1"]) == "evidence SEC-3, SEC-1"
    copies = [path for path in (root / ".tracker" / "evidence").rglob("*") if path.is_file()]
    assert [path.read_text() for path in copies] == ["fine"]
    with pytest.raises(RefusedError):
        perform(session, Resolution(EvidenceOffer("file", "nope.txt")), ["SEC-3"])
    assert session.board.by_id["SEC-3"].status is Status.OPEN


def test_a_word_verifies_with_its_attestation(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    perform(session, Verification("ada"), ["DB-1"])
    card = session.board.by_id["DB-1"]
    assert (card.status, card.state.verified_by) == (Status.VERIFIED, "ada")
    assert card.state.evidence[-1].kind == "attestation"


def test_proofs_that_are_not_trusted_do_not_run(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    perform(session, Resolution(EvidenceOffer("note", "x")), ["SEC-1"])
    with pytest.raises(RefusedError, match="not trusted"):
        perform(session, Verification(None), ["SEC-1"])
    assert session.board.by_id["SEC-1"].status is Status.RESOLVED


def test_all_items_or_none(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    with pytest.raises(RefusedError):
        perform(session, Block("x"), ["SEC-1", "SEC-2"])
    assert session.board.by_id["SEC-1"].state.blocked is None


def test_an_item_that_left_the_plan_is_a_usage_error(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    with pytest.raises(UsageError, match=r"no item is called SEC-9 \(did you mean SEC-"):
        transitions(Remark("x"), session.board, ["SEC-9"])
    with pytest.raises(UsageError):
        perform(session, Rejection(Status.DUPLICATE, other="NO-1"), ["SEC-1"])


def test_an_export_is_written_below_the_root(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    said = perform(session, ExportChoice("markdown", "STATUS.md"), ())
    assert said == f"wrote {tmp_path / 'STATUS.md'}"
    assert "Ingest service" in (tmp_path / "STATUS.md").read_text(encoding="utf-8")


def test_a_commit_is_linked_in_a_repository(tmp_path: Path) -> None:
    for command in (["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "Rotate"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    session = session_in(tmp_path, history=())
    perform(session, CommitChoice("HEAD", Role.RESOLVES), ["SEC-1"])
    card = session.board.by_id["SEC-1"]
    assert [link.subject for link in card.state.commits] == ["Rotate"]
    assert card.status is Status.RESOLVED


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "make", "press"),
    [
        ("resolve", lambda s: ResolveForm(s.board, ["SEC-3"]), ["tab", typed("HEAD")]),
        ("verify", lambda s: VerifyForm(s.board, ["SEC-1"]), []),
        ("evidence", lambda s: EvidenceForm(s.board, ["SEC-1", "SEC-2"]), []),
        ("link", link_form, [typed("ro")]),
        ("block", lambda s: BlockForm(s.board, ["SEC-2"]), ["x", "enter"]),
        ("defer", lambda s: DeferForm(s.board, ["SEC-3"]), ["tab", typed("30d")]),
        ("accept-risk", lambda s: AcceptRiskForm(s.board, ["SEC-3"]), ["enter"]),
        ("reject", lambda s: RejectForm(s.board, ["SEC-3"]), ["right"]),
        ("note", lambda s: NoteForm(s.board, ["SEC-1"]), [typed("a [b]note[/b]")]),
        ("assign", lambda s: AssignForm(s.board, ["SEC-1"]), []),
        ("estimate", lambda s: EstimateForm(s.board, ["SEC-1"]), ["x"]),
        ("actual", lambda s: ActualForm(s.board, ["SEC-1"]), []),
        ("reopen", lambda s: ReopenForm(s.board, ["DB-1"]), []),
        ("measure", lambda s: MeasureForm(s.board, "latency"), [typed("180")]),
        ("signoff", lambda s: SignOffForm(s.board, "tech-lead", "robin"), []),
        ("ticks", lambda s: TicksForm(s.board, "SEC-1"), ["down", "space"]),
        ("export", lambda s: ExportForm(s.board), []),
        ("confirm", lambda s: ConfirmForm("Run 1 command of this plan?", "gitleaks detect"), []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_snapshot(
    tmp_path: Path,
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    name: str,
    make: Make,
    press: Sequence[str],
) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: make(session))
    assert snap_compare(app, terminal_size=size, run_before=pressing(*press)), name


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        (ExportChoice("json", "a.json", "id:sec-1"), '"only": "id:sec-1"'),
        (ExportChoice("markdown", "a.md", "", "7d"), "# Ingest service: what moved"),
        (ExportChoice("github", "a.jsonl", "id:sec-1"), "tracker:item SEC-1"),
    ],
)
def test_an_export_of_what_was_chosen(tmp_path: Path, choice: ExportChoice, written: str) -> None:
    session = session_in(tmp_path)
    perform(session, choice, ())
    assert written in (tmp_path / choice.path).read_text(encoding="utf-8")


def test_issues_are_written_as_a_folder(tmp_path: Path) -> None:
    said = perform(session_in(tmp_path), ExportChoice("github", "issues", "id:sec-1,sec-2"), ())
    assert said == f"wrote 2 files to {tmp_path / 'issues'}"
    assert sorted(path.name for path in (tmp_path / "issues").iterdir()) == ["SEC-1.md", "SEC-2.md"]


async def test_a_choice_that_is_wider_than_its_place_shows_what_is_chosen(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: ExportForm(session.board))
    async with app.run_test(size=(44, 40)) as pilot:
        await settled(pilot)
        choice = app.screen.query_one(Choice)
        assert choice.render_line(0).text.startswith("[markdown]")
        await pressed(pilot, "left")
        assert choice.render_line(0).text.rstrip().endswith("[github]")
        await pilot.click(Choice, offset=(choice.size.width - 1, 0))
        assert choice.value == "github"
        await pilot.click(Choice, offset=(choice.size.width - 10, 0))
        assert choice.value == "badge"
