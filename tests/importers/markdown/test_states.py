"""Tables and lists that say of each thing whether it is in order, and what symbols mean in a document."""

from __future__ import annotations

import pytest

from tests.importers.markdown.reading import only, plan, titles
from tracker.domain.plan import Claim, Priority, Severity
from tracker.importers.markdown import states
from tracker.importers.markdown.states import State

CONTROLS = "# Check\n\n## Controls\n\n| Control | Title | State | Fix | Effort |\n|---|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("In place", State.FINE),
        ("Not in place", State.OPEN),
        ("Partially in place", State.PARTIAL),
        ("n/a", State.FINE),
        ("entbehrlich", State.FINE),
        ("Non conforme", State.OPEN),
        ("teilweise", State.PARTIAL),
        ("не соответствует", State.OPEN),
        ("符合", State.FINE),
        ("部分符合", State.PARTIAL),
        ("不符合", State.OPEN),
        ("△", State.PARTIAL),
        ("○", State.DONE),
        ("Fixed in May", State.DONE),
        ("Won't do", State.LATER),
        ("✅", State.DONE),
        ("the gateway", None),
        ("", None),
    ],
)
def test_what_a_cell_of_states_says(text: str, state: State | None) -> None:
    assert states.of_cell(text) is state


def test_a_control_that_is_in_place_is_no_item_and_one_that_is_not_is() -> None:
    rows = "| A.5.1 | Policies | In place | | |\n| A.5.7 | Intelligence | Missing | subscribe | 2d |\n"
    item = only(CONTROLS + rows)
    assert (item.id, item.title, item.claim, item.effort) == ("A-5-7", "Intelligence", Claim.OPEN, "2d")


def test_a_finding_that_was_fixed_is_an_item_and_done() -> None:
    head = "## Findings\n\n| ID | Finding | Severity | Status |\n|---|---|---|---|\n"
    drafted = plan(head + "| F-1 | No backups | High | Fixed |\n| F-2 | No limits | Low | Open |\n").items
    assert [(item.id, item.claim) for item in drafted] == [("F-1", Claim.DONE), ("F-2", Claim.OPEN)]


def test_the_third_mark_between_good_and_bad_is_partial_and_alone_it_is_open() -> None:
    rows = "| A.1 | One | ✅ | | |\n| A.2 | Two | 🟡 | b | 1d |\n| A.3 | Three | ❌ | c | 1d |\n"
    assert [item.claim for item in plan(CONTROLS + rows).items] == [Claim.PARTIAL, Claim.OPEN]
    rows = "| A.1 | One | ✅ | | |\n| A.2 | Two | ⚠️ | b | 1d |\n| A.3 | Three | ✅ | | |\n"
    assert [item.claim for item in plan(CONTROLS + rows).items] == [Claim.OPEN]


def test_of_two_columns_of_states_the_later_one_holds() -> None:
    head = "## Schwachstellen\n\n| Nr. | Schwachstelle | Stand Juni | Stand November |\n|---|---|---|---|\n"
    drafted = plan(head + "| S1 | Kein Limit | offen | behoben |\n| S2 | Kein Test | offen | offen |\n").items
    assert [item.claim for item in drafted] == [Claim.DONE, Claim.OPEN]


def test_criteria_held_against_several_pages_are_a_matrix_and_no_list() -> None:
    head = "C: conforme, NC: non conforme\n\n| Critère | P1 | P2 | P3 |\n|---|---|---|---|\n"
    assert titles("# Audit\n\n" + head + "| 1.1.1 | NC | C | NC |\n| 2.1.1 | C | C | NC |\n") == []


def test_a_list_of_states_gives_what_is_missing_and_not_what_is_in_place() -> None:
    text = "# Check\n\n## Clauses\n\n- **Risk assessment: partial.** No criteria.\n- **Audit: missing.**\n"
    drafted = plan(text + "- **Management review: in place.** Minutes were seen.\n").items
    assert [item.claim for item in drafted] == [Claim.PARTIAL, Claim.OPEN]
    assert titles(text.replace("partial", "weekly").replace("missing", "yearly")) == []


def test_a_section_that_is_ready_is_no_item_beside_one_that_is_not() -> None:
    text = "# Check\n\n## One\n\nStatus: Ready\nEvidence: seen\n\n## Two\n\nStatus: Not ready\nGap: a plan\n"
    assert titles(text + "Action: write it\n") == ["Two"]


@pytest.mark.parametrize(
    "text", ["No findings.", "Keine Befunde.", "Замечаний нет.", "指摘なし", "Rien à signaler"]
)
def test_a_section_without_findings_is_no_item(text: str) -> None:
    assert titles(f"# Audit\n\n## Issues\n\n### Table of orders\n\n{text}\n") == []
    assert titles("# Audit\n\n## Issues\n\n### Table of orders\n\nNo index on the date.\n") == [
        "Table of orders"
    ]


def test_a_symbol_means_what_the_document_says_it_means() -> None:
    legend = "# Audit\n\nLegend: 🔴 critical, 🟠 high, 🟢 low\n\n## Issues\n\n"
    drafted = plan(legend + "- 🟠 Old version\n- 🟢 Copied index\n").items
    assert [item.severity for item in drafted] == [Severity.HIGH, Severity.LOW]


def test_a_symbol_that_nothing_explains_rates_nothing() -> None:
    drafted = plan("# Audit\n\n## Issues\n\n- 🟠 Old version\n- 🟢 Copied index\n").items
    assert [item.severity for item in drafted] == [None, None]


def test_a_symbol_with_two_meanings_has_none() -> None:
    text = "# Audit\n\n🟠 high, 🟢 low\n\n🟠 partial, 🟢 low\n\n## Issues\n\n- 🟠 Old version\n"
    assert [item.severity for item in plan(text).items] == [None]


def test_letters_and_bare_days_are_read_where_their_heads_say_what_they_are() -> None:
    head = "## Findings\n\n| Finding | Priority (H/M/L) | Effort (d) |\n|---|---|---|\n"
    item = only(head + "| No fallback | H | 2-3 |\n")
    assert (item.priority, item.effort) == (Priority.HIGH, "2-3d")
    item = only(head.replace(" (d)", "").replace("Priority (H/M/L)", "Note") + "| No fallback | H | 2-3 |\n")
    assert (item.priority, item.severity, item.effort) == (None, None, None)


def test_numbers_by_name_are_counts_and_no_findings() -> None:
    head = "## Risks\n\n| Pillar | High | Medium |\n|---|---|---|\n"
    assert titles(head + "| Security | 2 | 1 |\n| Reliability | 0 | 3 |\n") == []


def test_what_scores_mean_is_no_list_of_findings() -> None:
    head = "## Risks\n\n| Exposure | Rating | Reaction |\n|---|---|---|\n"
    assert titles(head + "| 15-25 | High | act now |\n| 1-14 | Low | watch |\n") == []
