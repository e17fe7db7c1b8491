"""SARIF: what a result says, what its rule says for it, and how bad both say it is."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.plan import Claim, Severity
from tracker.errors import UsageError
from tracker.importers.registry import detect
from tracker.importers.sarif import read_sarif


def result(**changes: Any) -> dict[str, Any]:
    return {"ruleId": "R1", "message": {"text": "Pool is unlimited. It should not be."}, **changes}


def at(uri: str, line: int | None = None, end: int | None = None, **changes: Any) -> dict[str, Any]:
    region = {"startLine": line, "endLine": end} if line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": uri, **changes}, "region": region}}


def document(*results: object, rules: tuple[object, ...] = (), **run: Any) -> bytes:
    tool = {"driver": {"name": "Lint", "rules": list(rules)}}
    return json.dumps(
        {"version": "2.1.0", "runs": [{"tool": tool, "results": list(results), **run}]}
    ).encode()


def draft(*results: object, rules: tuple[object, ...] = (), **run: Any) -> DraftPlan:
    data = document(*results, rules=rules, **run)
    assert detect(data, "x") == "sarif"
    return read_sarif(data, "scan.sarif")


def only(*results: object, rules: tuple[object, ...] = (), **run: Any) -> DraftItem:
    (item,) = draft(*results, rules=rules, **run).items
    return item


def test_a_result_is_an_item() -> None:
    data = json.dumps(
        {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Lint"}}, "results": [result()]}]},
        indent=1,
    ).encode()
    (item,) = read_sarif(data, "scan.sarif").items
    assert (item.id, item.title, item.claim) == ("R1", "Pool is unlimited", Claim.OPEN)
    assert item.facts == {"issue": "Pool is unlimited. It should not be."}
    assert item.source == ((11, 16),)
    assert (item.tags, item.links, item.checks, item.effort) == ((), (), (), None)


def test_the_rule_says_what_the_result_does_not() -> None:
    rule = {
        "id": "R1",
        "shortDescription": {"text": "Unlimited pool"},
        "fullDescription": {"text": "A pool without a limit."},
        "help": {"text": "Set a limit."},
        "helpUri": "https://lint.example.org/R1",
        "properties": {"tags": ["security"], "security-severity": "8.1"},
    }
    item = only(result(locations=[at("src/db.py", 3)]), rules=(rule,))
    assert item.title == "Pool is unlimited in src/db.py"
    assert item.severity is Severity.HIGH
    assert (item.facts["cause"], item.facts["approach"]) == ("A pool without a limit.", "Set a limit.")
    assert (item.tags, item.links) == (("security",), ("https://lint.example.org/R1",))


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        ("9.0", Severity.CRITICAL),
        ("8.9", Severity.HIGH),
        ("7.0", Severity.HIGH),
        ("6.9", Severity.MEDIUM),
        ("4.0", Severity.MEDIUM),
        ("3.9", Severity.LOW),
        ("0.1", Severity.LOW),
        ("0", Severity.INFO),
        ("11", Severity.MEDIUM),
        ("high", Severity.MEDIUM),
        (None, Severity.MEDIUM),
    ],
)
def test_security_severity_is_a_cvss_band_and_else_the_level_counts(
    score: str | None, severity: Severity
) -> None:
    assert only(result(properties={"security-severity": score}, level="warning")).severity is severity


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("error", Severity.HIGH),
        ("warning", Severity.MEDIUM),
        ("note", Severity.LOW),
        ("none", Severity.INFO),
    ],
)
def test_levels(level: str, severity: Severity) -> None:
    assert only(result(level=level)).severity is severity
    assert (
        only(result(), rules=({"id": "R1", "defaultConfiguration": {"level": level}},)).severity is severity
    )


def test_a_result_without_a_level_is_a_warning_and_that_is_said_once() -> None:
    plan = draft(result(), result(), result(level="note"))
    assert [item.severity for item in plan.items] == [Severity.MEDIUM, Severity.MEDIUM, Severity.LOW]
    assert [note.text for note in plan.notes] == ["2 results of Lint without a level: read as warnings"]
    assert not draft(result(level="note")).notes


def test_what_passed_is_left_out_and_counted() -> None:
    plan = draft(result(kind="pass"), result(kind="notApplicable"), result(kind="fail", level="note"))
    assert len(plan.items) == 1
    assert [note.text for note in plan.notes] == ["2 results of Lint left out: passed"]


@pytest.mark.parametrize(
    ("suppressions", "claim", "note"),
    [
        ([{"kind": "inSource", "justification": "tested"}], Claim.DONE, "Suppressed (inSource): tested"),
        ([{"kind": "external", "status": "accepted"}], Claim.DONE, "Suppressed (external)"),
        ([{"kind": "external", "status": "underReview"}], Claim.OPEN, None),
        ([{"kind": "inSource"}, {"kind": "external", "status": "rejected"}], Claim.OPEN, None),
        ([], Claim.OPEN, None),
    ],
)
def test_suppressed_results_are_called_done(suppressions: object, claim: Claim, note: str | None) -> None:
    item = only(result(suppressions=suppressions))
    assert (item.claim, item.facts.get("note")) == (claim, note)
    assert ("suppressed" in item.tags) is (claim is Claim.DONE)


def test_baseline_states() -> None:
    states = ("absent", "new", "unchanged", "updated")
    items = draft(*(result(baselineState=state) for state in states)).items
    assert [item.claim for item in items] == [Claim.DONE, Claim.OPEN, Claim.OPEN, Claim.OPEN]
    assert [item.tags for item in items] == [(), ("new",), (), ()]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (at("src/a%20b.py", 3), "src/a b.py:3"),
        (at("src/db.py", 3, 9), "src/db.py:3-9"),
        (at("src/db.py", 9, 3), "src/db.py:9"),
        (at("src/db.py"), "src/db.py"),
        (at("./src/db.py"), "src/db.py"),
        (at("src\\db.py"), "src/db.py"),
        (at("db.py", uriBaseId="ROOT"), "db.py"),
        (at("db.py", uriBaseId="SRC"), "src/lib/db.py"),
        (at("db.py", uriBaseId="LOOP"), "x/x/x/x/x/x/x/x/x/db.py"),
        (at("file:///work/repo/src/db.py"), "src/db.py"),
        (at("file:///elsewhere/db.py"), "/elsewhere/db.py"),
        (at("file:///C:/repo/db.py"), "C:/repo/db.py"),
        ({"physicalLocation": {"artifactLocation": {"index": 1}}}, "second.py"),
    ],
)
def test_paths(location: object, path: str) -> None:
    bases = {
        "ROOT": {"uri": "file:///work/repo/"},
        "SRC": {"uri": "src/lib/", "uriBaseId": "ROOT"},
        "LOOP": {"uri": "x/", "uriBaseId": "LOOP"},
    }
    artifacts = [{"location": {"uri": "first.py"}}, {"location": {"uri": "second.py"}}]
    item = only(result(locations=[location]), originalUriBaseIds=bases, artifacts=artifacts)
    assert [str(file) for file in item.files] == [path]


def test_related_locations_are_files_too_and_one_file_is_named_once() -> None:
    item = only(result(locations=[at("a.py", 3)], relatedLocations=[at("b.py", 1), at("a.py", 1)]))
    assert [str(file) for file in item.files] == ["a.py:1,3", "b.py:1"]


def test_a_location_without_a_file_is_none() -> None:
    assert only(result(locations=[{}, {"physicalLocation": {}}, at("")])).files == ()


def test_several_runs_name_their_tool() -> None:
    runs = [{"tool": {"driver": {"name": name}}, "results": [result()]} for name in ("One", "Two")]
    plan = read_sarif(json.dumps({"version": "2.1.0", "runs": runs}).encode(), "x")
    assert plan.title == "Findings of One, Two"
    assert [item.tags for item in plan.items] == [("One",), ("Two",)]


def test_messages_by_id_with_arguments() -> None:
    rule = {"id": "R1", "messageStrings": {"default": {"text": "Variable '{0}' is {1} {2}"}}}
    item = only(result(message={"id": "default", "arguments": ["x", "unused"]}), rules=(rule,))
    assert item.facts["issue"] == "Variable 'x' is unused {2}"


def test_rules_by_place_and_by_parent() -> None:
    rules = ({"id": "R0", "helpUri": "https://zero.org"}, {"id": "R1", "helpUri": "https://one.org"})
    items = draft(
        {"ruleIndex": 0, "message": {"text": "m"}},
        result(ruleId="R1/deeper"),
        result(ruleId="unknown", ruleIndex=99),
        result(ruleId="R9", rule={"index": 1}),
        rules=rules,
    ).items
    assert [item.links for item in items] == [
        ("https://zero.org",),
        ("https://one.org",),
        (),
        ("https://one.org",),
    ]
    assert [item.id for item in items] == ["R0", "R1/deeper", "unknown", "R9"]


def test_fingerprints_tell_results_apart_whatever_their_line() -> None:
    def printed(line: int, **changes: Any) -> str:
        return only(result(locations=[at("a.py", line)], **changes)).fingerprint

    assert printed(1) == printed(2)
    assert printed(1, partialFingerprints={"hash": "abc"}) == printed(
        2, partialFingerprints={"hash": "abc"}, message={"text": "other"}
    )
    assert printed(1, fingerprints={"v1": "abc"}) != printed(1, fingerprints={"v1": "abd"})
    assert printed(1, fingerprints={"v1": "requires login"}) == printed(1)
    assert printed(1, message={"text": "other"}) != printed(1)


def test_the_run_tells_day_revision_and_failure() -> None:
    plan = draft(
        result(level="note"),
        invocations=[{"executionSuccessful": False, "endTimeUtc": "2026-03-01T23:59:00Z"}],
        versionControlProvenance=[{"revisionId": "abc123"}],
        externalPropertyFileReferences={"results": [{"itemCount": 4}]},
    )
    assert (plan.reviewed, plan.baseline) == (date(2026, 3, 1), "abc123")
    assert [note.text for note in plan.notes] == [
        "Lint says that its run failed: results may be missing",
        "Lint keeps results in other files, which were not read",
    ]


def test_code_and_fixes() -> None:
    location = at("a.py", 1)
    location["physicalLocation"]["region"]["snippet"] = {"text": "    pool = None\n"}
    item = only(result(locations=[location], fixes=[{"description": {"text": "Set it."}}]))
    assert (item.snippets[0].code, item.snippets[0].role) == ("    pool = None", "current")
    assert item.facts["approach"] == "Set it."


def test_another_version_is_read_and_said() -> None:
    data = document(result(level="note")).replace(b'"2.1.0"', b'"2.2.0"')
    assert [note.text for note in read_sarif(data, "x").notes] == ["written as SARIF 2.2.0, read as 2.1.0"]


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [[]], {"text": 3}, [None]])
@pytest.mark.parametrize(
    "key",
    ["message", "locations", "suppressions", "level", "ruleId", "properties", "partialFingerprints", "rule"],
)
def test_values_of_any_kind_are_no_crash(key: str, value: object) -> None:
    assert only(result(**{key: value})).title


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"runs": {}}', b"3", b"null"])
def test_what_is_no_sarif_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match="is no SARIF"):
        read_sarif(data, "x")
