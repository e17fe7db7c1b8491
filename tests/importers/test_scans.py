"""Scans that real tools made of real packages: what a second scan no longer finds, and what it finds anew."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tracker.domain.draft import DraftItem
from tracker.domain.plan import Severity
from tracker.importers.registry import detect, read

FOLDER = Path(__file__).with_name("documents") / "scanner"
SCANS = sorted(path.name for path in FOLDER.glob("*.sarif"))
COMPLETION, TERMUI, INNER = "click/shell_completion.py", "click/termui.py", "click/_termui_impl.py"
AUTH, COMPAT = "requests/auth.py", "requests/compat.py"
Findings = list[tuple[str, str]]


def drafted(name: str) -> tuple[DraftItem, ...]:
    return read((FOLDER / name).read_bytes(), name).items


def findings(name: str) -> Counter[tuple[str, str, str]]:
    """Rule, file and fingerprint of everything in a scan; the path from the package's folder."""
    return Counter((rule_of(item), path_of(item), item.fingerprint) for item in drafted(name))


def rule_of(item: DraftItem) -> str:
    """The last part of the rule's name: semgrep puts the path of the rule file before it."""
    return item.id.rsplit(".", 1)[-1]


def path_of(item: DraftItem) -> str:
    return "/".join(item.files[0].path.split("/")[-2:])


@pytest.mark.parametrize("name", SCANS)
def test_every_result_becomes_an_item_with_its_file_and_line(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    results = json.loads(data)["runs"][0]["results"]
    regions = [each["locations"][0]["physicalLocation"]["region"] for each in results]
    assert detect(data, name) == "sarif"
    items = drafted(name)
    assert [item.files[0].lines[0][0] for item in items] == [region["startLine"] for region in regions]
    assert all(item.title and item.severity for item in items)


@pytest.mark.parametrize("name", SCANS)
def test_results_on_different_code_have_different_fingerprints(name: str) -> None:
    assert max(Counter(item.fingerprint for item in drafted(name)).values()) == 1


def test_the_tools_own_word_for_severity_counts() -> None:
    assert {item.severity for item in drafted("bandit-requests.sarif")} == {Severity.HIGH}
    assert {item.severity for item in drafted("bandit-second.sarif")} == {Severity.LOW}


@pytest.mark.parametrize(
    ("tool", "gone", "new", "stays"),
    [
        (
            "bandit",
            [("B607", COMPLETION), ("B605", TERMUI), ("B607", TERMUI)],
            [],
            [("B404", COMPLETION), ("B101", COMPLETION)],
        ),
        (
            "ruff",
            [("B034", COMPLETION), ("S607", COMPLETION), ("S605", TERMUI), ("S607", TERMUI)],
            [("S603", COMPLETION)],
            [("S101", COMPLETION)],
        ),
        (
            "semgrep",
            [],
            [("bare-assert-in-library", INNER), ("swallowed-exception", COMPAT)],
            [
                ("swallowed-exception", INNER),
                ("bare-assert-in-library", COMPLETION),
                *[("weak-hash", AUTH)] * 3,
            ],
        ),
    ],
)
def test_a_second_scan_tells_what_is_gone_what_is_new_and_what_merely_moved(
    tool: str, gone: Findings, new: Findings, stays: Findings
) -> None:
    first, second = findings(f"{tool}-first.sarif"), findings(f"{tool}-second.sarif")
    assert not Counter(gone) - places(first - second)
    assert not Counter(new) - places(second - first)
    assert not Counter(stays) - places(first & second)


def places(found: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    return Counter((rule, path) for rule, path, _ in found.elements())
