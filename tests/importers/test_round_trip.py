"""What was exported comes back: the same items from the JSON and from the table of any plan."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exporters.samples import board_of, plan, report
from tracker.domain.draft import DraftPlan
from tracker.domain.effort import Effort, parse_effort
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Check, Claim, Item, Kind, Phase, Plan, Priority, Severity
from tracker.domain.snapshot import Snapshot
from tracker.domain.text import one_line
from tracker.errors import UsageError
from tracker.exporters.registry import EXPORTERS
from tracker.importers.registry import detect, read
from tracker.planfile.load import read_plan
from tracker.planfile.writing import plan_text

FORMATS = {"json": "tracker-json", "csv": "csv", "markdown": "report"}
TITLES = (
    st.one_of(
        st.text(max_size=40),
        st.text(st.sampled_from("`*_[]()<>#|\\~!&;:/.-+1 ax·'\""), max_size=30),
        st.sampled_from(
            ["FIXED: done", "[x] x", "see https://x.org/a_b.", "&middot; &amp;", "`code` and ``more``"]
        ),
    )
    .map(one_line)
    .filter(bool)
)
NUMBERS = st.integers(1, 400)
EFFORTS = st.one_of(
    st.tuples(NUMBERS, st.sampled_from("mhdw")).map(lambda found: f"{found[0]}{found[1]}"),
    st.tuples(NUMBERS, NUMBERS, st.sampled_from("mhd")).map(
        lambda found: f"{min(found[:2])}-{max(found[:2])}{found[2]}"
    ),
    st.sampled_from(["S", "M", "L", "XL", "0.5-2d", "30m-2h", "1.25h", "100m"]),
).map(parse_effort)
PATHS = st.text(st.sampled_from("abcXYZ019_-/.[]()+@ é数"), min_size=1, max_size=20).filter(
    lambda path: path == " ".join(path.split()) and not path.startswith("/") and ".." not in path
)
LINES = st.lists(st.tuples(st.integers(1, 900), st.integers(0, 9)), max_size=2).map(
    lambda spans: tuple((first, first + more) for first, more in spans)
)
CHECKS = st.lists(TITLES, max_size=3, unique=True).map(
    lambda texts: tuple(Check(f"c{place}", text) for place, text in enumerate(texts))
)


def _item(number: int, drawn: dict[str, Any]) -> Item:
    return Item(f"IT-{number}", **drawn)


FIELDS = st.fixed_dictionaries(
    {
        "title": TITLES,
        "kind": st.sampled_from(Kind),
        "phase": st.sampled_from([None, "now", "later_on"]),
        "severity": st.none() | st.sampled_from(Severity),
        "priority": st.none() | st.sampled_from(Priority),
        "effort": st.none() | EFFORTS,
        "files": st.lists(st.builds(FileRef, PATHS, LINES), max_size=3, unique=True).map(tuple),
        "checks": CHECKS,
        "claim": st.sampled_from(Claim),
        "blocker": st.booleans(),
    }
)
PLANS = st.lists(FIELDS, min_size=1, max_size=5).map(
    lambda drawn: Plan(
        "shop",
        "Web shop",
        phases=(Phase("now", "Before · the *next* deploy", "W1"), Phase("later_on", "Critical")),
        items=tuple(_item(number, fields) for number, fields in enumerate(drawn)),
    )
)


def imported(a_plan: Plan, format_name: str) -> DraftPlan:
    data = EXPORTERS[format_name](report(board_of(a_plan, Snapshot()))).encode()
    assert detect(data, "report") == FORMATS[format_name]
    return read(data, "report")


def told(item: Item, plan_of_it: Plan, format_name: str) -> dict[str, Any]:
    """What has to come back of an item; a report names phases by their title."""
    titles = {phase.id: phase.title for phase in plan_of_it.phases}
    return {
        "id": item.id,
        "title": item.title,
        "severity": item.severity,
        "status": item.claim,
        "phase": titles.get(item.phase or "") if format_name == "markdown" else item.phase,
        "files": item.files,
        "checks": [(check.text, check.done) for check in item.checks],
        "kind": item.kind,
        "priority": item.priority,
        "blocker": item.blocker,
    }


def close(effort: Effort | None, other: Effort | None) -> bool:
    if effort is None or other is None:
        return effort is other
    return [effort.low, effort.high] == pytest.approx([other.low, other.high], abs=1e-3)


@pytest.mark.parametrize("format_name", FORMATS)
@settings(max_examples=60)
@given(a_plan=PLANS)
def test_any_plan_comes_back(format_name: str, a_plan: Plan) -> None:
    back = read_plan(plan_text(imported(a_plan, format_name)).encode(), "plan.toml").plan
    assert len(back.items) == len(a_plan.items)
    for item in a_plan.items:
        found = back.item_by_id[item.id]
        assert told(found, back, format_name) == told(item, a_plan, format_name)
        assert close(item.effort, found.effort)


def test_the_json_brings_the_rest_of_the_plan_too() -> None:
    found = imported(plan(), "json")
    assert (found.id, found.title) == ("shop", "Web shop")
    assert [(phase.id, phase.title, phase.window) for phase in found.phases] == [
        ("now", "Before the next deploy", "W1"),
        ("later", "Later", None),
    ]
    area = found.areas[0]
    assert (area.id, area.title, area.weight, area.scores) == ("db", "Database", 30, (6,))
    assert [target.bound.text for target in found.targets] == ["< 250 ms", "< 2 %", ">= 99.9 %"]
    assert [checklist.id for checklist in found.checklists] == ["predeploy"]
    assert [signoff.id for signoff in found.signoffs] == ["lead"]
    assert [decision.id for decision in found.decisions] == ["ci", "cache", "bus"]
    assert [note.text for note in found.notes] == ["its routines are not imported"]


def test_what_the_journal_knew_becomes_a_claim() -> None:
    data = EXPORTERS["json"](report()).encode()
    items = {item.id: item for item in read(data, "report").items}
    claims = {name: item.claim for name, item in items.items()}
    assert claims == {
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
    assert items["RISK"].facts["note"] == "Risk accepted by Grace until 2026-03-01: one region is enough"
    assert items["TWIN"].duplicate_of == "DB-POOL"


def test_a_list_names_its_phases_by_id() -> None:
    document = json.loads(EXPORTERS["json"](report(board_of(plan(), Snapshot()))))
    found = read(json.dumps({"schema": 1, "items": document["items"]}).encode(), "list.json")
    assert [phase.id for phase in found.phases] == ["now", "later"]
    assert [area.id for area in found.areas] == ["db"]
    assert found.title == "Imported plan"


def test_an_export_of_a_later_version_is_refused() -> None:
    with pytest.raises(UsageError, match="later version"):
        read(b'{"schema": 2, "items": []}', "x")
