"""The commit language, each way to say something beside the ways that say nothing."""

from __future__ import annotations

import pytest

from tests.history.building import IDS
from tracker.domain.meaning import Meaning, Revert
from tracker.domain.message import meaning

KNOWN = {**{name: name for name in (*IDS, "SEC-5", "SEC-6", "SEC-7", "12")}, "OLD-1": "SEC-1"}


def said(message: str, *, keywords: bool = True) -> Meaning:
    """Return what the message says of the items in KNOWN."""
    return meaning(message, KNOWN, keywords)


@pytest.mark.parametrize(
    ("message", "items"),
    [
        ("fixes SEC-1", ["SEC-1"]),
        ("Fix sec-1 in the pool", ["SEC-1"]),
        ("Fixed: SEC-1", ["SEC-1"]),
        ("fix:SEC-1", ["SEC-1"]),
        ("closing #SEC-1", ["SEC-1"]),
        ("resolves issue SEC-1", ["SEC-1"]),
        ("remediate [SEC-1]", ["SEC-1"]),
        ("closes OLD-1", ["SEC-1"]),
        ("fixes DB-POOL.", ["DB-POOL"]),
        ("Limit (closes SEC-1)", ["SEC-1"]),
        ("Closes: SEC-5, SEC-6 and SEC-7", ["SEC-5", "SEC-6", "SEC-7"]),
        ("closes SEC-5; SEC-6, and SEC-7", ["SEC-5", "SEC-6", "SEC-7"]),
        ("closes SEC-5 & SEC-6", ["SEC-5", "SEC-6"]),
        ("This wraps and fixes\nSEC-5,\nSEC-6 and\nSEC-7", ["SEC-5", "SEC-6", "SEC-7"]),
        ("fixes SEC-5, closes SEC-6", ["SEC-5", "SEC-6"]),
        ("fixes SEC-5, UTF-8 and SEC-6", ["SEC-5"]),
        ("This not only fixes SEC-1 but more", ["SEC-1"]),
        ("This is not all, but closes SEC-1", ["SEC-1"]),
        ("Do not panic: fixes SEC-1", ["SEC-1"]),
        ("Nothing to see here\n\nfixes SEC-1", ["SEC-1"]),
        ("fix SHUTDOWN", ["SHUTDOWN"]),
        ("fixes #12", ["12"]),
        ("SEC-5: do it\r\n\r\nfixes SEC-1\r\n", ["SEC-1"]),
        ("Merged PR 7: fixes SEC-1", ["SEC-1"]),
        ("Merge pull request #7 from a/SEC-5\n\nFixes SEC-1", ["SEC-1"]),
    ],
)
def test_keywords_resolve(message: str, items: list[str]) -> None:
    assert list(said(message).resolves) == items
    assert said(message, keywords=False).resolves == ()


@pytest.mark.parametrize(
    "message",
    [
        "SEC-1: limit the pool",
        "Prepare (SEC-1)",
        "does not fix SEC-1",
        "This doesn't fix SEC-1",
        "This doesn’t really fix SEC-1",
        "doesnt fix SEC-1",
        "this does not\nfix SEC-1",
        "partially fixes SEC-1",
        "Partly closes SEC-1",
        "fixes SEC-1 partially",
        "fixes SEC-1 (only partly)",
        "closes SEC-1, but not fully",
        "fixes SEC-1?",
        "never fixed SEC-1",
        "no longer fixes SEC-1",
        "cannot close SEC-1",
        "without fixing SEC-1",
        "fails to fix SEC-1",
        "tries to fix SEC-1",
        "an attempt at fixing SEC-1",
        "might fix SEC-1",
        "helps to fix SEC-1",
        "almost fixes SEC-1",
        "fixes part of SEC-1",
        "the fix for SEC-1",
        "prefixes SEC-1",
        "hot-fix SEC-1",
        "fixes\n\nSEC-1",
        "fixup! fixes SEC-1",
        "x\n\nResolves: SEC-1 (partially)",
        "x\n\nRefs: SEC-1",
        "x\n\nPart-of: sec-1",
        "x\n\nRelated: OLD-1",
    ],
)
def test_doubt_only_links(message: str) -> None:
    assert (said(message).resolves, said(message).refs) == ((), ("SEC-1",))


@pytest.mark.parametrize(
    "message",
    [
        "",
        "fixes SEC-1000, SEC-9a, SEC-9.1 and xSEC-1",
        "fixes SEC-1-2 and SEC-1_a",
        "fixes UTF-8, SHA-256 and CWE-150",
        "see https://x.example/SEC-1 and www.example.org/SEC-1",
        "fixes https://x.example/browse/SEC-1",
        "edit docs/SEC-1.md, SEC-1.md, ./SEC-1 and C:\\SEC-1",
        "run `fixes SEC-1` and ``fixes SEC-1``",
        "x\n\n```\nfixes SEC-1\n```",
        "x\n\n~~~ sh\nfixes SEC-1\n\nResolves: SEC-1",
        "x\n\n> fixes SEC-1\n>> SEC-1",
        'Revert "fixes SEC-1"',
        'Revert "Revert "fixes SEC-1""',
        'Reapply "fixes SEC-1"',
        "revert: fixes SEC-1",
        "Merge branch 'fixes SEC-1'",
        "Merge branch 'SEC-1' into main",
        "Merge pull request #7 from a/SEC-1",
        "Merge remote-tracking branch 'origin/SEC-1'",
        "Merged in SEC-1 (pull request #7)",
        'x\n\nFixes: 1234567890ab ("fixes SEC-1")',
        "as in 1234567 (Fixes SEC-1 (again), 2025-10-20)",
        "mail sec-1@example.org and @SEC-1",
        "fix shutdown of 12 workers",
        "a/b#SEC-1",
        "x\n\nResolves: 1234567",
        "x\n\nCloses: https://x.example/SEC-1",
    ],
)
def test_what_is_no_mention(message: str) -> None:
    assert said(message).items == ()


def test_mentions_come_once_and_in_order() -> None:
    found = said("SEC-9 before sec-10, SEC-100 and SEC-9. Fixes SEC-1, SEC-1")
    assert (found.resolves, found.refs) == (("SEC-1",), ("SEC-9", "SEC-10", "SEC-100"))


@pytest.mark.parametrize(
    ("trailer", "resolves", "refs"),
    [
        ("Resolves: OPS-4, SEC-1", ["SEC-1"], []),
        ("Closes: #99 #SEC-1 #100 #SEC-5", ["SEC-1", "SEC-5"], []),
        ("Refs: OPS-4 and SEC-1", [], ["SEC-1"]),
        ("Resolves: SEC-1, OPS-4 (partially)", [], ["SEC-1"]),
        ("Resolves: not SEC-1", [], ["SEC-1"]),
        ("Resolves: SEC-1, as SEC-5 needs it", ["SEC-1"], ["SEC-5"]),
        ("Resolves: OPS-4", [], []),
        ("Refs: the rest", [], []),
    ],
)
def test_trailers_may_list_tickets_of_others_too(trailer: str, resolves: list[str], refs: list[str]) -> None:
    found = said(f"x\n\n{trailer}", keywords=False)
    assert (list(found.resolves), list(found.refs)) == (resolves, refs)


@pytest.mark.parametrize(
    "tail", ["Conflicts:\n\tsrc/a.c\n\tsrc/b.c\n", "# Conflicts:\n#\tsrc/a.c\n", "Conflicts:\n\tsrc/SEC-9.c"]
)
def test_what_a_merge_appends_hides_no_trailer(tail: str) -> None:
    found = said(f"Merge branch 'topic'\n\nResolves: SEC-1\n\n{tail}", keywords=False)
    assert (found.resolves, found.refs) == (("SEC-1",), ())


def test_blank_lines_before_the_title_are_none_of_the_message() -> None:
    assert said('\n \nRevert "fixes SEC-1"\n\nResolves: SEC-5').items == ("SEC-5",)
    assert said("\n\nResolves: SEC-5", keywords=False).resolves == ()


@pytest.mark.parametrize(
    "block",
    [
        "Resolves: SEC-5, SEC-6",
        "resolves : SEC-5 SEC-6",
        "FIXES: #SEC-5 and SEC-6",
        "Closes: SEC-5\nRemediates: sec-6",
        "Resolves: SEC-5,\n  SEC-6",
        "Resolves: SEC-5\r\nResolves: SEC-6\r",
        "Signed-off-by: A <a@x>\nsome words\nResolves: SEC-5\nResolves: SEC-6",
    ],
)
def test_trailers_resolve_without_keywords(block: str) -> None:
    assert said(f"x\n\nbody\n\n{block}\n", keywords=False).resolves == ("SEC-5", "SEC-6")


@pytest.mark.parametrize(
    "message",
    [
        "Resolves: SEC-5",
        "x\nResolves: SEC-5",
        "x\n\nbody\nResolves: SEC-5",
        "x\n\nResolves: SEC-5\n\nAnother paragraph",
        "x\n\nResolves SEC-5",
        "x\n\n  Resolves: SEC-5",
        "x\n\nResolves: not SEC-5",
    ],
)
def test_what_is_no_trailer(message: str) -> None:
    assert said(message, keywords=False).resolves == ()


def test_other_trailers() -> None:
    found = said(
        "Limit it\n\nResolves: SEC-1\nEvidence: <https://ci.example/1>\nevidence: docs/a.md\nEvidence:\n"
        "Ticks: SEC-5/limit, sec-6/2\nTicks: SEC-77/x, SEC-7\nVerified-by: SEC-9 Grace Hopper <g@x>\n"
        "Verified-by: Bob\nActual: SEC-1 3h\nActual: SEC-1 30m\nActual: SEC-1 soon\nActual: SEC-1\n"
        "Co-authored-by: Bob <b@x>"
    )
    assert found.evidence == ("https://ci.example/1", "docs/a.md")
    assert found.ticks == (("SEC-5", "limit"), ("SEC-6", "2"))
    assert found.verified_by == (("SEC-9", "Grace Hopper <g@x>"),)
    assert found.actuals == (("SEC-1", 3.0), ("SEC-1", 0.5))
    assert found.coauthors == ("Bob <b@x>",)
    assert found.items == ("SEC-1", "SEC-5", "SEC-6", "SEC-9")


def test_equal_efforts_add_up() -> None:
    assert said("x\n\nActual: SEC-1 1h\nActual: SEC-1 1h").actuals == (("SEC-1", 1.0), ("SEC-1", 1.0))


def test_a_squash_by_git_is_read_commit_by_commit() -> None:
    sha = "a" * 40
    header = f"commit {sha}\nAuthor: A <a@x>\nDate:   Mon Oct 20 10:00:00 2025\n\n"
    message = (
        f"Squashed commit of the following:\n\n{header}    Limit\n    \n    Resolves: SEC-5\n\n"
        f"{header}    Alert, fixes SEC-6\n    \n    Ticks: SEC-7/limit\n    Actual: SEC-6 2h\n"
    )
    found = said(message)
    assert (found.resolves, found.refs) == (("SEC-5", "SEC-6"), ("SEC-7",))
    assert (found.ticks, found.actuals) == ((("SEC-7", "limit"),), (("SEC-6", 2.0),))
    assert said(message, keywords=False).resolves == ("SEC-5",)


def test_a_squash_by_a_forge_is_read_commit_by_commit() -> None:
    message = (
        "Harden the pool (#12)\n\n* Limit\n\nResolves: SEC-5\nEvidence: https://ci.example/1\n\n"
        "* Alert\n\nwords\n\nCloses: SEC-6\n\n---------\n\nCo-authored-by: Bob <b@x>"
    )
    found = said(message, keywords=False)
    assert (found.resolves, found.evidence) == (("SEC-5", "SEC-6"), ("https://ci.example/1",))
    assert found.coauthors == ("Bob <b@x>",)


def test_a_list_in_a_body_changes_no_trailer() -> None:
    found = said("x\n\n* one\n* two\n\nwords\n\nResolves: SEC-5", keywords=False)
    assert found.resolves == ("SEC-5",)
    assert said("x\n\n* one\n\nResolves: SEC-5\n\nwords", keywords=False).resolves == ()


@pytest.mark.parametrize(
    ("message", "reverts"),
    [
        (f'Revert "x"\n\nThis reverts commit {"a" * 40}.', [Revert("a" * 40)]),
        ("x\n\nThis reverts commit abc1234 (fixes SEC-1, 2025-10-20).", [Revert("abc1234")]),
        (
            "x\n\nThis reverts commit abc1234, reversing\nchanges made to def5678.",
            [Revert("abc1234", "def5678")],
        ),
        (
            "x\n\nThis reverts commit abc1234 (a, b, 2025-10-20), reversing\nchanges made to def5678.",
            [Revert("abc1234", "def5678")],
        ),
        (
            "x\n\nThis reverts commit abc1234.\nThis reverts commit def5678.",
            [Revert("abc1234"), Revert("def5678")],
        ),
        ("x\n\n> This reverts commit abc1234.", []),
        ("x\n\nThis reverts commit abc.", []),
        ("x\n\nThis reverts commit --all.", []),
    ],
)
def test_reverts(message: str, reverts: list[Revert]) -> None:
    assert list(said(message).reverts) == reverts
    assert said(message).items == ()


def test_cherry_picks() -> None:
    sha = "b" * 40
    found = said(f"Fixes SEC-1\n\nRefs: SEC-5\n(cherry picked from commit {sha})", keywords=False)
    assert (found.cherry_picked_from, found.refs) == ((sha,), ("SEC-5", "SEC-1"))


def test_a_message_names_only_so_many_reverts() -> None:
    assert len(said("\n".join(f"This reverts commit {n:07x}." for n in range(500))).reverts) == 100
