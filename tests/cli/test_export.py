"""`tracker export` as it is called: formats, choices of items, what moved, templates, and where it goes."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.exporters.oscal_rules import faults


def test_the_help_names_every_format(tracker: Call) -> None:
    from tracker.exporters.registry import EXPORTERS

    told = tracker("export", "--help").out
    assert [name for name in EXPORTERS if name not in told] == []


def test_oscal(tracker: Call) -> None:
    tracker("start", "POOL")
    document = tracker("export", "-f", "oscal-poam").json
    assert faults(document) == []
    risks = document["plan-of-action-and-milestones"]["risks"]
    assert [entry["title"] for entry in risks[0]["risk-log"]["entries"]] == ["start"]
    assert "risk-log" not in risks[1]
    assert "at least one item" in tracker("export", "-f", "oscal-poam", "--only", "nothing-such", code=2).err


def test_a_badge_has_a_label_and_nothing_else_has(tracker: Call, repository: Path) -> None:
    tracker("export", "-f", "badge", "-o", "badge.svg", "--label", "web <shop>")
    assert "web <shop>: NOT READY" in str(ET.parse(repository / "badge.svg").getroot().get("aria-label"))
    assert "shop: NOT READY" in tracker("export", "-f", "badge").out
    assert "--label is for the badge" in tracker("export", "--label", "x", code=2).err


def test_github_issues_on_standard_output(tracker: Call) -> None:
    issues = [json.loads(line) for line in tracker("export", "-f", "github", "--only", "is:open").lines]
    assert [issue["title"] for issue in issues][:2] == ["Bound the connection pool", "Require TLS"]


def test_github_issues_as_a_folder(tracker: Call, repository: Path) -> None:
    ran = tracker("export", "-f", "github", "-o", "issues", "--only", "severity:critical,high")
    assert (ran.out, ran.err) == ("", "wrote 2 files to issues\n")
    assert sorted(path.name for path in (repository / "issues").iterdir()) == ["POOL.md", "TLS.md"]
    (repository / "issues" / "notes.md").write_text("mine")
    tracker("export", "-f", "github", "-o", "issues")
    assert (repository / "issues" / "notes.md").read_text() == "mine"
    assert len(list((repository / "issues").iterdir())) == 5


def test_github_issues_as_one_file(tracker: Call, repository: Path) -> None:
    assert tracker("export", "-f", "github", "-o", "all.jsonl").err == "wrote all.jsonl\n"
    assert len((repository / "all.jsonl").read_text().splitlines()) == 4


def test_a_folder_is_not_written_through_links_or_over_files(tracker: Call, repository: Path) -> None:
    (repository / "taken").write_text("x")
    assert "cannot be made" in tracker("export", "-f", "github", "-o", "taken", code=2).err
    assert "cannot be made" in tracker("export", "-f", "github", "-o", "no/such", code=2).err
    (repository / "issues").mkdir()
    (repository / "victim").write_text("mine")
    (repository / "issues" / "POOL.md").symlink_to(repository / "victim")
    assert "is a link" in tracker("export", "-f", "github", "-o", "issues", code=2).err
    assert (repository / "victim").read_text() == "mine"


def test_only_takes_the_query_language(tracker: Call) -> None:
    tracker("assign", "DOCS", "--to", "ada")
    items = tracker("export", "-f", "json", "--only", "is:mine severity:low").json["items"]
    assert [item["id"] for item in items] == ["DOCS"]
    assert "did you mean severity" in tracker("export", "--only", "sevrity:low", code=2).err


def test_since(tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker("start", "POOL")
    monkeypatch.setenv("TRACKER_NOW", "2026-03-09T12:00:00+00:00")
    tracker("resolve", "DOCS")
    told = tracker("export", "--since", "7d").out
    assert "# Shop review: what moved" in told
    assert "**DOCS** Write the docs (was open)" in told
    assert "POOL" not in told
    moved = tracker("export", "--since", "2026-02-28", "-f", "json").json["moved"]
    assert [move["id"] for move in moved] == ["DOCS", "POOL"]
    only = tracker("export", "--since", "2026-02-28", "-f", "json", "--only", "id:pool").json["moved"]
    assert [move["id"] for move in only] == ["POOL"]
    assert "lies ahead" in tracker("export", "--since", "2026-03-10", code=2).err


def test_since_a_commit(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-02-20T08:00:00+00:00")
    subprocess.run(["git", "commit", "-q", "--allow-empty", "-m", "Then"], check=True)
    tracker("start", "POOL")
    assert "(HEAD, commit " in tracker("export", "--since", "HEAD").out
    assert "is no date, no age and no commit" in tracker("export", "--since", "nosuch", code=2).err


def test_what_was_undone_does_not_show(tracker: Call) -> None:
    tracker("start", "POOL")
    tracker("undo")
    assert "Nothing moved." in tracker("export", "--since", "7d").out


def test_since_goes_between_markers_too(tracker: Call, repository: Path) -> None:
    page = repository / "page.md"
    page.write_text("a\n<!-- tracker:begin -->\n<!-- tracker:end -->\nb\n")
    tracker("export", "--since", "7d", "--into", "page.md")
    first = page.read_text()
    assert "what moved" in first
    tracker("export", "--since", "7d", "--into", "page.md")
    assert page.read_text() == first


def test_a_template(tracker: Call, repository: Path) -> None:
    (repository / "house.md").write_text("{{ status.plan.title }}{% for i in items %} {{ i.id }}{% endfor %}")
    assert tracker("export", "--template", "house.md").out == "Shop review POOL TLS PROVED DOCS\n"
    assert tracker("export", "--template", "house.md", "--only", "id:tls").out == "Shop review TLS\n"
    assert tracker("export", "--template", "house.md", "-o", "out.md").err == "wrote out.md\n"
    assert (repository / "out.md").read_text() == "Shop review POOL TLS PROVED DOCS\n"


def test_a_template_over_what_moved(tracker: Call, repository: Path) -> None:
    (repository / "week.md").write_text(
        "{% if changes %}{{ changes.moved|length }} moved{% else %}-{% endif %}"
    )
    tracker("start", "POOL")
    assert tracker("export", "--template", "week.md", "--since", "7d").out == "1 moved\n"
    assert tracker("export", "--template", "week.md").out == "-\n"


def test_a_faulty_template_is_told_and_writes_nothing(tracker: Call, repository: Path) -> None:
    (repository / "house.md").write_text("\n{{ nothing }}")
    ran = tracker("export", "--template", "house.md", "-o", "out.md", code=2)
    assert "house.md:2: 'nothing' is undefined" in ran.err
    assert not (repository / "out.md").exists()
    assert "there is no template none.md" in tracker("export", "--template", "none.md", code=2).err


def test_the_example_of_the_documentation_renders(tracker: Call) -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "weekly.md.j2"
    tracker("start", "POOL")
    told = tracker("export", "--template", str(example), "--since", "7d").out
    assert "POOL" in told
    assert "Shop review" in tracker("export", "--template", str(example)).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-f", "csv", "--since", "7d"), "csv cannot tell what moved"),
        (("-f", "csv", "--template", "x"), "choose one of --format and --template"),
        (("-f", "badge", "--into", "x"), "--into takes the markdown format only"),
        (("--template", "x", "--label", "y"), "--label is for the badge"),
        (("-f", "oscal"), "did you mean oscal-poam"),
    ],
)
def test_what_cannot_both_be_meant_is_refused(tracker: Call, words: tuple[str, ...], told: str) -> None:
    assert told in tracker("export", *words, code=2).err


def test_an_export_leaves_no_trace_but_its_file(tracker: Call, repository: Path) -> None:
    before = sorted(path.name for path in repository.iterdir())
    for name in ("oscal-poam", "badge", "github"):
        tracker("export", "-f", name)
    assert sorted(path.name for path in repository.iterdir()) == before
