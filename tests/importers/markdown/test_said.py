"""Ratings, efforts and states that running text gives, and sentences that only look as if they did."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim, Severity


def memo(sentences: str) -> str:
    """Return a memo with one finding, said in sentences."""
    return (
        f"# Memo\n\n## Findings\n\n### 1. The buffer loses readings\n\nThe ring is too small. {sentences}\n"
    )


@pytest.mark.parametrize(
    ("sentences", "severity", "effort"),
    [
        ("Critical. I'd guess three weeks, most of it in the factory.", Severity.CRITICAL, "3w"),
        ("High; two or three days, plus a metric.", Severity.HIGH, "2-3d"),
        ("Medium severity. Keep the last time. Two days.", Severity.MEDIUM, "2d"),
        ("I'd call it critical, two weeks including the tests.", Severity.CRITICAL, "2w"),
        ("Low for safety, but it hurts. A day or two.", Severity.LOW, "1-2d"),
        ("Das halte ich für kritisch. Aufwand etwa eine Woche.", Severity.CRITICAL, "1w"),
        ("Niedrig, aber ärgerlich. Ein halber Tag.", Severity.LOW, "0.5d"),
        ("Élevée, une demi-journée.", Severity.HIGH, "0.5d"),
        ("Seen in `a.py`, annoying, low", Severity.LOW, None),
    ],
)
def test_a_sentence_rates_and_the_clause_beside_it_estimates(
    sentences: str, severity: Severity, effort: str | None
) -> None:
    item = only(memo(sentences))
    assert (item.severity, item.effort) == (severity, effort)


@pytest.mark.parametrize(
    "sentence",
    [
        "High load breaks it.",
        "Minor-mode keys are lost.",
        "The queue is high and dry, says the team.",
        "Critical sections are not guarded, which it notices.",
        "We call them agents.",
    ],
)
def test_a_sentence_with_such_a_word_rates_nothing(sentence: str) -> None:
    item = only(memo(sentence))
    assert (item.severity, item.effort) == (None, None)


def test_a_rating_on_the_line_of_a_later_sentence_is_told_of_its_line() -> None:
    text = "# Memo\n\n## Findings\n\n### 1. The buffer loses readings\n\nIt is too\nsmall. High, one day.\n"
    item = only(text)
    assert (item.severity, item.effort) == (Severity.HIGH, "1d")


@pytest.mark.parametrize(
    ("values", "claim"),
    [
        ("Medium, in progress.", Claim.PARTIAL),
        ("Medium. This one is half fixed: the limit is missing.", Claim.PARTIAL),
        ("Medium, open.", Claim.OPEN),
        ("Medium. In progress: refunds are missing.", Claim.PARTIAL),
    ],
)
def test_the_state_stands_beside_the_rating(values: str, claim: Claim) -> None:
    assert only(memo(values)).claim is claim


def test_values_on_a_line_of_their_own_below_a_heading() -> None:
    text = (
        "# Worries\n\n## Runbook links are dead\n2026-08-15 · **low** · @sana · fixed 2026-09-01\n\n"
        "The wiki moved.\n\n## Logs are kept too long\n\nHigh, 2 days. Owner: Ines.\n\nSee `logs.tf:77`.\n"
    )
    found = {item.title: item for item in plan(text).items}
    assert found["Runbook links are dead"].severity is Severity.LOW
    assert found["Runbook links are dead"].claim is Claim.DONE
    logs = found["Logs are kept too long"]
    assert (logs.severity, logs.effort, logs.claim) == (Severity.HIGH, "2d", Claim.OPEN)


@pytest.mark.parametrize(
    ("heading", "severity", "claim"),
    [
        ("R-01 Failover is lossy (critical): RESOLVED", Severity.CRITICAL, Claim.DONE),
        ("R-01 Failover is lossy (high): PARTIALLY RESOLVED", Severity.HIGH, Claim.PARTIAL),
        ("R-01 Failover is lossy (low): OPEN", Severity.LOW, Claim.OPEN),
        ("R-01 Failover is lossy (low): WITHDRAWN", Severity.LOW, Claim.DEFERRED),
        ("R-01 Failover: the replica is closed", None, Claim.OPEN),
    ],
)
def test_a_heading_ends_with_the_state(heading: str, severity: Severity | None, claim: Claim) -> None:
    item = only(f"# Review\n\n## Findings\n\n### {heading}\n\nWe pulled the plug.\n")
    assert (item.severity, item.claim) == (severity, claim)


def test_a_label_of_state_is_no_title_that_ends_with_one() -> None:
    assert titles("# Review\n\nSome words.\n\n**Overall fix status:** Resolved\n") == []


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("**Session store** — moves to Redis (3d), 80 % done", Claim.PARTIAL),
        ("**Connection pool** — exhausted on Fridays (2d) ✅", Claim.DONE),
        ("**Ruby 2.7** — no longer supported (5d)", Claim.OPEN),
    ],
)
def test_an_entry_of_a_plan_ends_with_the_state(title: str, claim: Claim) -> None:
    item = only(f"# Plan\n\n## Release 3.1 (October)\n\n- {title}\n")
    assert item.claim is claim
    assert item.phase is not None
