"""`tracker import`: a plan out of a document, merged when the document changed, and nothing else touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import PLAN, Call

CSV = "id,title,severity,status\nSEC-1,Require TLS,high,open\nDB-1,Bound the pool,critical,open\n"


@pytest.fixture
def scan(repository: Path) -> Path:
    """A table of two findings, beside a plan of its own."""
    path = repository / "scan.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def drafted(tracker: Call) -> str:
    tracker("import", "scan.csv", "-o", "plans/scan.toml")
    return Path("plans/scan.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(repository: Path) -> None:
    (repository / "plans").mkdir()


def test_the_plan_goes_to_standard_output_and_the_report_beside_it(
    tracker: Call, scan: Path, repository: Path
) -> None:
    ran = tracker("import", "scan.csv")
    assert "[item.DB-1]" in ran.out
    assert ran.err == "scan.csv, read as csv: 2 items (1 critical, 1 high)\n"
    assert sorted(path.name for path in repository.iterdir()) == [
        ".git",
        "plan.toml",
        "plans",
        "scan.csv",
        "src",
    ]


def test_a_new_plan_is_written_that_check_accepts(tracker: Call, scan: Path) -> None:
    ran = tracker("import", "scan.csv", "-o", "plans/scan.toml")
    assert ran.out == ""
    assert ran.err.splitlines()[-1] == "wrote plans/scan.toml; see tracker check plans/scan.toml"
    assert "2 items" in tracker("check", "plans/scan.toml").out
    items = tracker("list", "--plan", "plans/scan.toml", "--json").json["items"]
    assert [(item["id"], item["source"]) for item in items] == [("DB-1", [[3, 3]]), ("SEC-1", [[2, 2]])]


def test_the_document_is_read_from_standard_input(process: Call, repository: Path) -> None:
    ran = process("import", "-", "-f", "csv", input=CSV)
    assert 'source = "standard input"' in ran.out
    assert process("import", "-", input="title,severity\nT,low\n").out.count("[item.") == 1


def test_importing_again_changes_nothing_and_says_so(tracker: Call, scan: Path) -> None:
    before = drafted(tracker)
    ran = tracker("import", "scan.csv", "-o", "plans/scan.toml")
    assert ran.err.splitlines()[-1] == "plans/scan.toml stays as it is: nothing has changed"
    assert Path("plans/scan.toml").read_text(encoding="utf-8") == before


def test_a_changed_document_is_merged_with_state_and_edits_kept(tracker: Call, scan: Path) -> None:
    text = drafted(tracker)
    Path("plans/scan.toml").write_text(
        text.replace('title = "Require TLS"\n', 'title = "Require TLS"\nowner = "ada" # hers\n'),
        encoding="utf-8",
    )
    tracker("start", "SEC-1", "--plan", "plans/scan.toml")
    scan.write_text("id,title,severity,status\nSEC-1,Require TLS,critical,open\nOPS-1,Back up,low,open\n")

    dry = tracker("import", "scan.csv", "--into", "plans/scan.toml", "--dry-run")
    assert dry.err == ""
    assert dry.lines == [
        "scan.csv, read as csv: 2 items (1 critical, 1 low)",
        "1 new:",
        "  + OPS-1",
        "1 changed:",
        "  ~ SEC-1 severity: high -> critical",
        "1 no longer in the document:",
        "  - DB-1",
        "nothing was written",
    ]
    assert "OPS-1" not in Path("plans/scan.toml").read_text(encoding="utf-8")

    ran = tracker("import", "scan.csv", "--into", "plans/scan.toml")
    assert ran.err.splitlines()[:-1] == dry.lines[:-1]
    merged = Path("plans/scan.toml").read_text(encoding="utf-8")
    assert 'owner = "ada" # hers\n' in merged
    (item,) = tracker("show", "SEC-1", "--plan", "plans/scan.toml", "--json").json["items"]
    assert (item["severity"], item["status"], item["owner"]) == ("critical", "in_progress", "ada")


def test_a_value_that_both_changed_is_told(tracker: Call, scan: Path) -> None:
    text = drafted(tracker)
    Path("plans/scan.toml").write_text(text.replace('"high"', '"low"'), encoding="utf-8")
    scan.write_text(CSV.replace(",high", ",medium"))
    ran = tracker("import", "scan.csv", "-o", "plans/scan.toml")
    assert "1 kept as edited by hand:\n  = SEC-1 severity: low -> medium\n" in ran.err
    assert 'severity = "low"' in Path("plans/scan.toml").read_text(encoding="utf-8")


def test_the_report_as_json(tracker: Call, scan: Path) -> None:
    found = tracker("import", "scan.csv", "--json").json
    assert (found["schema"], found["format"], found["items"]) == (1, "csv", 2)
    assert (found["path"], found["written"]) == (None, False)
    assert "[item.DB-1]" in found["plan"]
    drafted(tracker)
    scan.write_text(CSV.replace(",high", ",odd"))
    found = tracker("import", "scan.csv", "-o", "plans/scan.toml", "--json").json
    assert found["changed"] == [{"name": "item.SEC-1", "key": "severity", "old": "high", "new": None}]
    assert found["uncertain"] == [{"line": 2, "item": "SEC-1", "text": "severity as the table has it: odd"}]
    assert (found["written"], found["plan"]) == (True, None)


def test_columns_are_mapped(tracker: Call, scan: Path) -> None:
    scan.write_text("What,How\nNo TLS,high\n")
    assert "columns" in tracker("import", "scan.csv", "-f", "csv", code=2).err
    ran = tracker("import", "scan.csv", "--map", "What=title", "--map", "How=severity")
    assert 'severity = "high"' in ran.out
    assert "COLUMN=FIELD" in tracker("import", "scan.csv", "--map", "What", code=2).err


def test_nothing_to_remediate_is_answered_no(tracker: Call, scan: Path) -> None:
    scan.write_text("title,severity\n")
    ran = tracker("import", "scan.csv", "-f", "csv", "-o", "plans/scan.toml", code=1)
    assert "nothing to remediate was found" in ran.err
    assert not Path("plans/scan.toml").exists()


def test_a_scan_that_finds_nothing_any_more_marks_what_is_gone(tracker: Call, scan: Path) -> None:
    drafted(tracker)
    scan.write_text("id,title,severity,status\n")
    ran = tracker("import", "scan.csv", "-f", "csv", "-o", "plans/scan.toml")
    assert "2 no longer in the document:\n  - SEC-1\n  - DB-1\n" in ran.err
    assert Path("plans/scan.toml").read_text(encoding="utf-8").count("# No longer in the document") == 2


@pytest.mark.parametrize(
    ("content", "code"), [("# my notes\n", 4), ("x = 1\n", 4), ("", 4), ("\x00", 4), (PLAN + "\nx = 1\n", 4)]
)
def test_a_file_that_is_no_plan_is_never_written_over(
    tracker: Call, scan: Path, content: str, code: int
) -> None:
    place = Path("notes.txt")
    place.write_text(content)
    assert "notes.txt" in tracker("import", "scan.csv", "-o", "notes.txt", code=code).err
    assert place.read_text() == content


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.md",), "none.md cannot be read"),
        (("src",), "src is a folder"),
        (("scan.csv", "-f", "sariff"), "did you mean sarif"),
        (("scan.csv", "-o", "a.toml", "--into", "b.toml"), "choose one"),
        (("scan.csv", "-o", "missing/a.toml"), "cannot be written"),
        (("scan.csv", "--into", "nope"), "no plan is called nope"),
        (("scan.csv", "--into", "signalcast"), "comes with the tracker"),
        (("scan.csv", "-f", "sarif"), "broken JSON"),
    ],
)
def test_what_cannot_be_done(tracker: Call, scan: Path, words: tuple[str, ...], said: str) -> None:
    assert said in tracker("import", *words, code=2).err


def test_a_plan_that_is_not_there(tracker: Call, scan: Path) -> None:
    assert "there is no such plan" in tracker("import", "scan.csv", "--into", "none.toml", code=4).err


def test_scanners_paths_become_paths_from_the_root(tracker: Call, repository: Path) -> None:
    def location(path: Path) -> dict[str, Any]:
        return {"physicalLocation": {"artifactLocation": {"uri": path.as_uri()}, "region": {"startLine": 1}}}

    results = [
        {
            "ruleId": "R1",
            "message": {"text": "Inside"},
            "locations": [location(repository / "src" / "db.ts")],
        },
        {"ruleId": "R2", "message": {"text": "Outside"}, "locations": [location(Path("/elsewhere/x.ts"))]},
    ]
    (repository / "a.sarif").write_text(json.dumps({"version": "2.1.0", "runs": [{"results": results}]}))
    out = tracker("import", "a.sarif").out
    assert 'files = ["src/db.ts:1"]' in out
    assert "no path inside the repository: /elsewhere/x.ts:1" in out


def test_a_document_elsewhere_is_named_without_its_folders(
    tracker: Call, repository: Path, tmp_path: Path
) -> None:
    (tmp_path / "far.csv").write_text(CSV)
    out = tracker("import", str(tmp_path / "far.csv")).out
    assert 'source = "far.csv"' in out
    assert str(tmp_path) not in out


def test_a_link_to_a_plan_is_followed_and_stays_a_link(tracker: Call, scan: Path) -> None:
    drafted(tracker)
    link = Path("link.toml")
    link.symlink_to("plans/scan.toml")
    scan.write_text(CSV + "OPS-1,Back up,low,open\n")
    tracker("import", "scan.csv", "-o", "link.toml")
    assert link.is_symlink()
    assert "OPS-1" in Path("plans/scan.toml").read_text(encoding="utf-8")


def test_hostile_text_reaches_no_terminal(tracker: Call, scan: Path) -> None:
    scan.write_text("title,severity\n\x1b[31mred\u202e,high\n", encoding="utf-8")
    ran = tracker("import", "scan.csv", "--dry-run")
    assert "\x1b" not in ran.out + ran.err
    assert "\x1b" not in tracker("import", "scan.csv").out
