"""The tracker's own Markdown report, read in the one form it is written in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters.samples import report
from tracker.domain.plan import Claim, Kind, Priority, Severity
from tracker.errors import UsageError
from tracker.exporters.markdown_text import code, inline_part, text
from tracker.exporters.registry import EXPORTERS
from tracker.importers.registry import detect, read
from tracker.importers.report import read_report
from tracker.importers.report_text import code_spans, plain

HEAD = "# Shop: remediation status\n\n## Items\n\n### High: 1 item\n\n"
ENTRY = "- [ ] ○ **SEC-1** Require TLS\n"


def test_every_state_of_a_report_becomes_a_claim() -> None:
    items = {item.id: item for item in read(EXPORTERS["markdown"](report()).encode(), "status.md").items}
    assert {name: item.claim for name, item in items.items()} == {
        "DB-POOL": Claim.PARTIAL,
        "DB-INDEX": Claim.DONE,
        "TLS": Claim.OPEN,
        "LEGACY": Claim.OPEN,
        "RISK": Claim.DEFERRED,
        "LAPSED": Claim.OPEN,
        "LATER": Claim.DEFERRED,
        "TWIN": Claim.DONE,
        "CLAIMED": Claim.DONE,
        "BRANCH": Claim.PARTIAL,
    }
    pool = items["DB-POOL"]
    assert (pool.severity, pool.priority, pool.blocker) == (Severity.CRITICAL, Priority.HIGH, True)
    assert (pool.effort, pool.owner, pool.area) == ("5m", "sam", "Database")
    assert pool.phase == "Before the next deploy"
    assert pool.facts == {"issue": "The pool is unlimited.", "approach": "Set `max`."}
    assert pool.steps == ("Choose a size", "Set it")
    assert [str(file) for file in pool.files] == ["src/db.ts:12-30,45"]
    assert [(check.text, check.done) for check in pool.checks] == [
        ("Choose the size", True),
        ("Set it", False),
    ]
    assert items["BRANCH"].severity is None


def test_only_the_list_of_items_holds_items() -> None:
    data = EXPORTERS["markdown"](report()).encode()
    assert detect(data, "status.md") == "report"
    assert len(read_report(data, "status.md").items) == 10


def test_a_report_inside_another_file() -> None:
    inside = (
        f"# Readme\n\n- [ ] ○ **NO-1** not this\n\n{HEAD}{ENTRY}\n## After\n\n- [ ] ○ **NO-2** nor this\n"
    )
    (item,) = read_report(inside.encode(), "README.md").items
    assert (item.id, item.severity, item.source) == ("SEC-1", Severity.HIGH, ((11, 11),))


def test_the_lines_of_an_entry() -> None:
    lines = "  - **open** · bug · due 2026-05-01 · phase A &middot; B\n  - Remaining: all of it\n"
    (item,) = read_report((HEAD + ENTRY + lines).encode(), "x").items
    assert (item.kind, item.due, item.phase) == (Kind.BUG, date(2026, 5, 1), "A · B")
    assert (item.remaining, item.source) == (("all of it",), ((7, 9),))


def test_an_entry_with_nothing_below_it() -> None:
    (item,) = read_report((HEAD + ENTRY).encode(), "x").items
    assert (item.claim, item.effort, item.owner, item.files) == (Claim.OPEN, None, None, ())


@pytest.mark.parametrize("data", ["", "# Review\n\n- [ ] do it\n", "## Items\n\n" + ENTRY])
def test_what_is_no_report(data: str) -> None:
    assert detect(data.encode(), "x") == "markdown"
    with pytest.raises(UsageError, match="no report"):
        read_report(data.encode(), "x")


def test_a_title_alone_makes_no_report() -> None:
    assert detect(b"# Shop: remediation status\n\nNothing yet.\n", "x") == "markdown"


def test_values_that_are_none_are_left_out() -> None:
    lines = "  - **gone** · effort soon · due someday\n  - Files: `/etc/passwd`, `src/db.ts`\n"
    (item,) = read_report((HEAD + ENTRY + lines).encode(), "x").items
    assert (item.claim, item.effort, item.due) == (Claim.OPEN, None, None)
    assert [str(file) for file in item.files] == ["src/db.ts"]


MARKUP = st.text(st.sampled_from("`*_[]()<>#|\\~!&;:/.-+1 ax·'\"\n"), max_size=30) | st.text(max_size=20)


@given(MARKUP)
def test_text_comes_back_from_its_markdown(raw: str) -> None:
    from tracker.domain.text import one_line

    assert plain(text(raw)) == one_line(raw)
    assert plain(inline_part(raw)) == one_line(raw)
    assert "·" not in inline_part(raw) or "·" in raw


@given(st.lists(MARKUP, max_size=3))
def test_code_comes_back_from_its_spans(raws: list[str]) -> None:
    from tracker.domain.text import one_line

    lines = [line for raw in raws if (line := one_line(raw))]
    assert code_spans(", ".join(map(code, lines))) == lines


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: (HEAD + ENTRY + t).encode("utf-8", "replace"))
)
def test_any_bytes(data: bytes) -> None:
    try:
        read_report(data, "x")
    except UsageError:
        return
