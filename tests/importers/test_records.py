"""OSCAL, DefectDojo and GitHub: their own ways of saying what is wrong, how bad, and what became of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.plan import Claim, Kind, Severity
from tracker.errors import UsageError
from tracker.importers.defectdojo import read_defectdojo
from tracker.importers.github import read_github
from tracker.importers.oscal import read_oscal
from tracker.importers.registry import detect


def poam(risks: list[dict[str, Any]], item: dict[str, Any] | None = None, **more: Any) -> bytes:
    entry = {
        "uuid": "i-1",
        "title": "Bound the pool",
        "description": "It is unlimited.",
        "related-risks": [{"risk-uuid": risk["uuid"]} for risk in risks],
        **(item or {}),
    }
    body = {"metadata": {"title": "Shop"}, "poam-items": [entry], "risks": risks, **more}
    return json.dumps({"plan-of-action-and-milestones": body}).encode()


def risk(uuid: str = "r-1", **changes: Any) -> dict[str, Any]:
    return {"uuid": uuid, "statement": "It runs out.", "status": "open", **changes}


def oscal_item(*args: Any, **named: Any) -> DraftItem:
    data = poam(*args, **named)
    assert detect(data, "x") == "oscal-poam"
    (item,) = read_oscal(data, "x").items
    return item


def test_a_poam_item_with_its_risk() -> None:
    mending = {
        "lifecycle": "planned",
        "title": "Set a limit",
        "description": "In the address.",
        "tasks": [{"title": "Choose a size"}],
        "origins": [{"actors": [{"type": "party", "actor-uuid": "p-1"}]}],
    }
    item = oscal_item(
        [
            risk(
                deadline="2026-03-01T00:00:00Z",
                remediations=[mending],
                characterizations=[{"facets": [{"name": "severity", "value": "High"}]}],
            )
            | {"mitigating-factors": [{"description": "Little traffic."}]}
        ],
        {"remarks": "Seen twice.", "props": [{"name": "poam-id", "value": "V-7"}]},
        metadata={"title": "Shop", "parties": [{"uuid": "p-1", "name": "Ada"}]},
    )
    assert (item.id, item.title, item.severity) == ("V-7", "Bound the pool", Severity.HIGH)
    assert (item.due, item.owner, item.fingerprint) == (date(2026, 3, 1), "Ada", "i-1")
    assert [check.text for check in item.checks] == ["Choose a size"]
    assert item.facts == {
        "issue": "It is unlimited.",
        "risk": "It runs out.",
        "mitigation": "Little traffic.",
        "note": "Seen twice.",
        "approach": "Set a limit: In the address.",
    }


@pytest.mark.parametrize(
    ("states", "claim", "doubts"),
    [
        ([], Claim.OPEN, 0),
        (["open"], Claim.OPEN, 0),
        (["investigating"], Claim.OPEN, 0),
        (["remediating"], Claim.PARTIAL, 0),
        (["closed"], Claim.DONE, 0),
        (["closed", "closed"], Claim.DONE, 0),
        (["closed", "open"], Claim.PARTIAL, 1),
        (["deviation-approved"], Claim.DEFERRED, 0),
        (["deviation-approved", "open"], Claim.OPEN, 1),
    ],
)
def test_the_risks_states_make_the_claim(states: list[str], claim: Claim, doubts: int) -> None:
    item = oscal_item([risk(f"r-{number}", status=state) for number, state in enumerate(states)])
    assert (item.claim, len(item.uncertain)) == (claim, doubts)


@pytest.mark.parametrize(
    ("facet", "severity"),
    [
        ({"name": "severity", "value": "critical"}, Severity.CRITICAL),
        ({"name": "risk", "value": "moderate"}, Severity.MEDIUM),
        ({"name": "cvss-score", "value": "9.8"}, Severity.CRITICAL),
        ({"name": "likelihood", "value": "high"}, None),
        ({"name": "impact", "value": "high"}, None),
        ({"name": "severity", "value": "so-so"}, None),
    ],
)
def test_only_a_rating_is_a_severity(facet: dict[str, str], severity: Severity | None) -> None:
    assert oscal_item([risk(characterizations=[{"facets": [facet]}])]).severity is severity
    assert oscal_item([], {"props": [facet]}).severity is severity


def test_risks_through_findings_and_what_was_observed() -> None:
    item = oscal_item(
        [risk("r-1", **{"related-observations": [{"observation-uuid": "o-1"}]})],
        {"related-risks": [], "related-findings": [{"finding-uuid": "f-1"}, {"finding-uuid": "none"}]},
        findings=[{"uuid": "f-1", "related-risks": [{"risk-uuid": "r-1"}]}],
        observations=[
            {"uuid": "o-1", "description": "Saw it.", "relevant-evidence": [{"href": "https://e.org/1"}]}
        ],
    )
    assert (item.facts["risk"], item.facts["symptoms"]) == ("It runs out.", "Saw it.")
    assert item.links == ("https://e.org/1",)


def test_tasks_of_a_completed_remediation_are_done() -> None:
    lives = ("completed", "planned")
    remediations = [{"lifecycle": life, "tasks": [{"title": life}]} for life in lives]
    assert [check.done for check in oscal_item([risk(remediations=remediations)]).checks] == [True, False]


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "title": "SQL injection",
        "severity": "High",
        "active": True,
        "verified": False,
        **changes,
    }


def dojo(**changes: Any) -> DraftItem:
    data = json.dumps({"count": 1, "results": [finding(**changes)]}).encode()
    assert detect(data, "x") == "defectdojo"
    (item,) = read_defectdojo(data, "x").items
    return item


def test_a_defectdojo_finding() -> None:
    item = dojo(
        description="User input in a query.",
        mitigation="Bind parameters.",
        impact="All data.",
        steps_to_reproduce="Send a quote.",
        references="See https://owasp.org/sqli, and (https://cwe.mitre.org/89).",
        file_path="src/db.py",
        line=42,
        cwe=89,
        vulnerability_ids=[{"vulnerability_id": "CVE-2026-1"}],
        tags=["sast"],
        verified=True,
        sla_expiration_date="2026-04-01",
        hash_code="abc",
    )
    assert (item.id, item.severity, item.claim, item.fingerprint) == (
        "DD-7",
        Severity.HIGH,
        Claim.OPEN,
        "abc",
    )
    assert [str(file) for file in item.files] == ["src/db.py:42"]
    assert item.tags == ("verified", "CWE-89", "CVE-2026-1", "sast")
    assert item.links == ("https://owasp.org/sqli", "https://cwe.mitre.org/89")
    assert item.due == date(2026, 4, 1)
    assert item.facts == {
        "issue": "User input in a query.",
        "impact": "All data.",
        "trigger": "Send a quote.",
        "approach": "Bind parameters.",
    }


@pytest.mark.parametrize(
    ("flags", "claim", "said"),
    [
        ({}, Claim.OPEN, ""),
        (
            {"active": True, "is_mitigated": True, "mitigated": "2026-01-02T00:00:00Z"},
            Claim.DONE,
            "2026-01-02",
        ),
        ({"active": False, "false_p": True}, Claim.DONE, "false positive"),
        ({"active": False, "duplicate": True, "duplicate_finding": 3}, Claim.DONE, "duplicate"),
        ({"active": False, "out_of_scope": True}, Claim.DONE, "out of scope"),
        ({"active": False, "risk_accepted": True}, Claim.DEFERRED, "risk was accepted"),
    ],
)
def test_flags_make_the_claim(flags: dict[str, Any], claim: Claim, said: str) -> None:
    item = dojo(**flags)
    assert item.claim is claim
    assert said in item.facts.get("note", "")
    assert item.uncertain == ()
    assert item.duplicate_of == ("DD-3" if "duplicate" in flags else None)


def test_inactive_without_a_reason_is_done_and_doubted() -> None:
    item = dojo(active=False)
    assert (item.claim, len(item.uncertain)) == (Claim.DONE, 1)


@pytest.mark.parametrize("wrap", [lambda f: [f], lambda f: {"findings": [f]}, lambda f: {"results": [f]}])
def test_every_shape_of_a_list(wrap: Any) -> None:
    data = json.dumps(wrap(finding())).encode()
    assert detect(data, "x") == "defectdojo"
    assert [item.title for item in read_defectdojo(data, "x").items] == ["SQL injection"]


def test_one_page_of_several_is_said() -> None:
    page = {"next": "https://dojo/api?offset=100", "results": [finding()]}
    assert "one page" in read_defectdojo(json.dumps(page).encode(), "x").notes[0].text
    assert not read_defectdojo(json.dumps({**page, "next": None}).encode(), "x").notes


KEYS = """title severity id file_path line cwe tags mitigated body labels milestone assignees state url uuid
description"""


def issue(**changes: Any) -> dict[str, Any]:
    return {"number": 12, "title": "Pool runs out", "body": "", "labels": [], "state": "OPEN", **changes}


def github(*issues: dict[str, Any]) -> DraftPlan:
    data = json.dumps(list(issues)).encode()
    assert detect(data, "x") == "github"
    return read_github(data, "issues.json")


def test_a_github_issue() -> None:
    body = "Under load.\n\n- [ ] Choose a size\n- [x] Set it\n```\n- [ ] no task\n```\nBlocked by #3 and #4."
    plan = github(
        issue(
            body=body,
            labels=[{"name": "bug"}, {"name": "severity: high"}, {"name": "effort: 2-3h"}],
            milestone={
                "title": "Before launch",
                "dueOn": "2026-05-01T00:00:00Z",
                "description": "All of it.",
            },
            assignees=[{"login": "ada"}],
            url="https://github.com/acme/shop/issues/12",
        )
    )
    (item,) = plan.items
    assert plan.title == "Issues of acme/shop"
    assert (item.id, item.kind, item.severity, item.effort) == ("GH-12", Kind.BUG, Severity.HIGH, "2-3h")
    assert [(check.text, check.done) for check in item.checks] == [("Choose a size", False), ("Set it", True)]
    assert "no task" in item.facts["issue"]
    assert "Choose a size" not in item.facts["issue"]
    assert (item.owner, item.after, item.phase) == ("ada", ("GH-3", "GH-4"), "before-launch")
    assert [(phase.title, phase.window) for phase in plan.phases] == [("Before launch", "until 2026-05-01")]


@pytest.mark.parametrize(
    ("state", "reason", "claim", "note"),
    [
        ("OPEN", "", Claim.OPEN, None),
        ("open", None, Claim.OPEN, None),
        ("CLOSED", "COMPLETED", Claim.DONE, None),
        ("closed", "not_planned", Claim.DONE, "Closed as not planned."),
    ],
)
def test_states_of_issues(state: str, reason: str | None, claim: Claim, note: str | None) -> None:
    (item,) = github(issue(state=state, stateReason=reason)).items
    assert (item.claim, item.facts.get("note")) == (claim, note)


@pytest.mark.parametrize(
    ("labels", "severity", "kind"),
    [
        (["P0"], Severity.CRITICAL, Kind.FINDING),
        (["priority/low"], Severity.LOW, Kind.FINDING),
        (["tech debt"], None, Kind.DEBT),
        (["type: enhancement"], None, Kind.ENHANCEMENT),
        (["frontend: high"], None, Kind.FINDING),
        ([], None, Kind.FINDING),
    ],
)
def test_labels(labels: list[str], severity: Severity | None, kind: Kind) -> None:
    (item,) = github(issue(labels=labels)).items
    assert (item.severity, item.kind, item.tags) == (severity, kind, tuple(labels))


def test_milestones_are_phases_by_their_day() -> None:
    milestones = [
        {"title": "Later"},
        {"title": "Second", "due_on": "2026-06-01"},
        {"title": "First", "due_on": "2026-05-01"},
    ]
    plan = github(*(issue(number=n, milestone=milestone) for n, milestone in enumerate(milestones)))
    assert [phase.title for phase in plan.phases] == ["First", "Second", "Later"]


def test_pull_requests_are_left_out_and_counted() -> None:
    plan = github(issue(), issue(number=13, pull_request={"url": "https://x"}))
    assert [item.id for item in plan.items] == ["GH-12"]
    assert [note.text for note in plan.notes] == ["1 pull request left out"]


def test_no_issues_at_all() -> None:
    assert github().items == ()


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [[]], True, -1.5])
@pytest.mark.parametrize("key", KEYS.split())
def test_values_of_any_kind_are_no_crash(key: str, value: object) -> None:
    assert read_defectdojo(json.dumps([finding(**{key: value})]).encode(), "x").items[0].title
    assert read_github(json.dumps([issue(**{key: value})]).encode(), "x").items[0].title
    assert read_oscal(poam([risk()], {key: value}), "x").items[0].title


@pytest.mark.parametrize("read", [read_defectdojo, read_github, read_oscal])
@pytest.mark.parametrize("data", [b"{}", b"3", b'{"plan-of-action-and-milestones": 3}', b'{"results": {}}'])
def test_another_shape_is_refused(read: Any, data: bytes) -> None:
    with pytest.raises(UsageError, match="is no"):
        read(data, "x")
