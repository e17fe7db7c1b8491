"""Notes as people take them: remarks by number, paragraphs counted by hand, boxes half ticked, asides."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim, Severity

TABLE = (
    "# Review\n\n## Findings\n\n| # | Observation | Recommendation | Effort |\n"
    "|---|---|---|---|\n"
    "| 1 | Masters are not versioned | Turn it on | 2d |\n"
    "| 2 | Jobs are claimed twice | Lock the row | 1d |\n"
)


@pytest.mark.parametrize(
    "remark",
    [
        "**On 2.** The lock has to be short, see `claim.go:88`.",
        "### More on finding 2\n\nThe lock has to be short, see `claim.go:88`.",
        "On finding 2: the lock has to be short, see `claim.go:88`.",
        "**Zu 2:** Die Sperre muss kurz sein, siehe `claim.go:88`.",
        "Sur 2 : le verrou doit être court, voir `claim.go:88`.",
    ],
)
def test_a_remark_belongs_to_the_finding_it_names(remark: str) -> None:
    _, second = plan(f"{TABLE}\n## Remarks\n\n{remark}\n").items
    assert second.title == "Jobs are claimed twice"
    assert [str(file) for file in second.files] == ["claim.go:88"]
    assert "note" in second.facts
    assert len(second.source) == 2


def test_a_remark_on_nothing_that_is_known_is_no_item() -> None:
    first, second = plan(f"{TABLE}\n## Remarks\n\n**On 7.** It should be added.\n").items
    assert (len(first.source), len(second.source)) == (1, 1)


def test_steps_name_findings_by_numbers_in_brackets() -> None:
    steps = "## Plan\n\n### Wave 1: now\n\n- Versions of all masters (1)\n- Short lock for claims (2)\n"
    first, second = plan(f"{TABLE}\n{steps}").items
    assert first.phase == second.phase == "wave-1-now"


def test_a_single_number_in_brackets_is_no_reference() -> None:
    steps = "## Plan\n\n### Wave 1: now\n\n- Buy servers (2)\n"
    assert len(plan(f"{TABLE}\n{steps}").items) == 3


def test_paragraphs_counted_by_hand_are_entries() -> None:
    text = (
        "# Notes\n\n## 2. API\n\n2.1 **Three ways to say the same.** Pick one. Sev: high.\n\n"
        "2.2 `on_error` is called with other arguments in async code. low\n\n"
        "2.2 Too many names are exported. 1 day\n\n2.4 a policy object would be nice\n"
    )
    items = plan(text).items
    assert [item.severity for item in items] == [Severity.HIGH, Severity.LOW, None, None]
    assert len({item.id for item in items}) == 4


def test_counted_paragraphs_that_rate_nothing_are_text() -> None:
    assert titles("# Notes\n\n## 2. How it works\n\n2.1 A client asks.\n\n2.2 The server answers.\n") == []


def test_lines_of_one_paragraph_with_strong_leads_are_entries() -> None:
    text = (
        "# Notes\n\n## Bugs\n\n**Feed jumps after rotating** - `Feed.tsx:301`, low\n"
        "**Badge is wrong** - medium, 1-2 days\n"
    )
    first, second = plan(text).items
    assert (first.severity, second.severity, second.effort) == (Severity.LOW, Severity.MEDIUM, "1-2d")


@pytest.mark.parametrize(
    ("box", "claim"), [("[~]", Claim.PARTIAL), ("[/]", Claim.PARTIAL), ("[ ]", Claim.OPEN)]
)
def test_a_box_can_be_half_ticked(box: str, claim: Claim) -> None:
    assert only(f"# Launch\n\n## Checklist\n\n- {box} Time-outs for the cloud API\n").claim is claim


def test_the_legend_says_what_a_mark_in_a_box_means() -> None:
    text = "# Launch\n\nLegend: `[x]` done · `[-]` decided against\n\n## Checklist\n\n- [-] Windows support\n"
    assert only(text).claim is Claim.DEFERRED
    assert only(text.replace("Legend", "None").replace("[-]` decided", "` ")).claim is Claim.OPEN


@pytest.mark.parametrize(
    ("state", "claim"),
    [("done except for batch", Claim.PARTIAL), ("Done for 80 %; the rest by hand", Claim.PARTIAL)],
)
def test_a_migration_that_is_done_but_for_some(state: str, claim: Claim) -> None:
    table = f"| What | Since | State |\n|---|---|---|\n| Spark 2 to 3 | March | {state} |\n"
    rows = f"{table}| Python 3.8 to 3.11 | May | open |\n"
    assert plan(f"# Debt\n\n## Half-done migrations\n\n{rows}").items[0].claim is claim


def test_dependencies_of_which_each_is_a_worry_are_items_and_others_are_not() -> None:
    worries = "- `pyarrow` is pinned to 11\n- `redis-rs` is unmaintained\n"
    assert len(titles(f"# Notes\n\n## Dependencies\n\n{worries}")) == 2
    assert titles("# Notes\n\n## Dependencies\n\n- `pyarrow` reads Parquet\n- `redis-rs` is a client\n") == []


@pytest.mark.parametrize(
    "section",
    [
        "## Positive observations\n\n- Checksums are verified\n- Two people know every part\n",
        "## What improved beyond the findings\n\n- Coverage went from 41 % to 73 %\n- Notes are readable\n",
        "## What we liked\n\n- Flags are removed after the release\n- Deploys take minutes\n",
        "## Things I looked at and would leave alone\n\nThe event loop should be fast enough.\n",
        "## Where we stand\n\nOf the 14 findings, seven are resolved and three should be closed soon.\n",
        "## Capacity\n\n| Titles | Workers | Scheduler |\n|---|---|---|\n| 1,100 | 14 | 28 % |\n"
        "| 4,000 | 51 | full |\n",
        "## Launch checklist\n\n| Gate | Required | Today |\n|---|---|---|\n| Restore drill | Yes | ❌ |\n"
        "| p99 under 800 ms | Yes | ✅ |\n",
    ],
)
def test_what_stands_beside_the_findings_is_none(section: str) -> None:
    assert titles(f"# Review\n\n{section}") == []


@pytest.mark.parametrize("heading", ["Smaller things", "Kleinigkeiten", "Petites choses", "Detalles menores"])
def test_small_things_at_the_end_are_items(heading: str) -> None:
    entries = "- The README names the old bucket\n- Two parsers in the image\n"
    assert len(titles(f"# Review\n\n## {heading}\n\n{entries}")) == 2


def test_a_line_that_leads_in_with_what_is_wrong_makes_a_list_of_work() -> None:
    entries = "- the changelog stops at 0.9\n- the page describes the old API\n"
    assert len(titles(f"# Notes\n\n## Docs\n\nDocs are decent, really. What's wrong:\n\n{entries}")) == 2
    assert titles(f"# Notes\n\n## Docs\n\nDocs are decent, really. What to read:\n\n{entries}") == []


def test_labels_of_a_limit_are_no_stages_of_a_plan() -> None:
    limit = "- **Now:** 310 of 384 GB\n- **Breaks at:** early summer\n- **What to do:** TTLs, then resize\n"
    item = only(f"# Notes\n\n## Scaling limits\n\n### One Redis for all\n\n{limit}")
    assert (item.title, item.phase) == ("One Redis for all", None)


@pytest.mark.parametrize("lot", ["Lot 2 : février", "Wave 2", "Oleada 2: mayo", "Release 0.10 (April)"])
def test_lots_waves_and_releases_are_phases(lot: str) -> None:
    assert only(f"# Plan\n\n## Actions\n\n### {lot}\n\n- Rotate the keys\n").phase is not None


def test_a_severity_of_then_is_rated_and_today_is_a_state() -> None:
    table = (
        "| No | What we said | Severity then | Today |\n|---|---|---|---|\n"
        "| F1 | No checksum | Medium | Halfway: not verified |\n| F2 | Runs as root | High | Closed |\n"
    )
    first, second = plan(f"# Second look\n\n## The old findings\n\n{table}").items
    assert (first.severity, first.claim) == (Severity.MEDIUM, Claim.PARTIAL)
    assert (second.severity, second.claim) == (Severity.HIGH, Claim.DONE)


def test_an_id_with_an_i_is_informational_only_beside_lower_ratings() -> None:
    text = "# Review\n\n## Findings\n\n**{}1. No retries.** They stop.\n\n**I-1. No limits.** They grow.\n"
    assert plan(text.format("C-")).items[1].severity is None
    assert plan(text.format("L-")).items[1].severity is Severity.INFO


def test_what_has_to_come_first_is_not_what_a_step_is_about() -> None:
    text = (
        "# Review\n\n## Findings\n\n### H1 Settlement is slow\n\n**Impact:** late\n"
        "**Fix:** smaller batches\n\n"
        "## Enhancements (post-launch)\n\n1. **Hourly settlement** — possible once H1 is done\n"
    )
    assert len(plan(text).items) == 2
