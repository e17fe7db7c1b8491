"""An import looked through: what there is to decide, and that nothing unseen is ever written."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.domain.import_choices import Choices
from tracker.errors import PlanError, UsageError
from tracker.planfile.load import read_plan
from tracker.service.reviews.importing import write_import
from tracker.service.reviews.reviewing import (
    Difference,
    Gone,
    Request,
    Review,
    Standing,
    found_by,
    read_review,
    usual_place,
    write_review,
)
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CSV = "id,title,severity,effort\nSEC-1,Require TLS,high,odd\nDB-1,Bound the pool,critical,2h\n"
SARIF = '{"version": "2.1.0", "runs": [{"results": [{"ruleId": "R1", "message": {"text": "No TLS"}}]}]}'


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def review_in(folder: Path, text: str = CSV, *, output: str | None = "plan.toml") -> Review:
    (folder / "scan.csv").write_text(text)
    request = Request(folder / "scan.csv", output=folder / output if output else None)
    return read_review(find_workspace(folder, env={}), request, NOW)


def written(folder: Path, text: str = CSV, choices: Choices | None = None) -> Path:
    place = folder / "plan.toml"
    assert write_review(review_in(folder, text), choices or Choices(), place, NOW) is None
    return place


def standings(review: Review) -> dict[str, Standing]:
    return {item.id: item.standing for item in review.items}


def ids(place: Path) -> list[str]:
    return [item.id for item in read_plan(place.read_bytes(), "plan.toml").plan.items]


def test_a_new_plan_is_looked_through_by_severity(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    assert [(name, [item.id for item in items]) for name, items in review.groups().items()] == [
        ("critical", ["DB-1"]),
        ("high", ["SEC-1"]),
    ]
    assert review.items[0].doubts == ("effort as the document has it: odd",)
    assert review.lines[1] == "SEC-1,Require TLS,high,odd"
    assert review.items[0].item.source == ((2, 2),)
    assert [path.name for path in tmp_path.iterdir()] == ["scan.csv"]


def test_a_new_plan_without_ratings_is_looked_through_by_phase(tmp_path: Path) -> None:
    text = "id,title,phase\nDB-1,Bound the pool,gone\nSEC-1,Require TLS,Before launch\nOPS-1,Back up,\n"
    found = review_in(tmp_path, text).groups()
    assert {name: [item.id for item in items] for name, items in found.items()} == {
        "gone": ["DB-1"],
        "Before launch": ["SEC-1"],
        "no phase": ["OPS-1"],
    }


def test_records_without_lines_have_none(tmp_path: Path) -> None:
    review = review_in(tmp_path, SARIF)
    assert (review.made.format, review.lines, len(review.items)) == ("sarif", (), 1)


def test_a_changed_document_is_looked_through_by_what_it_does(tmp_path: Path) -> None:
    written(tmp_path)
    changed = "id,title,severity,effort\nDB-1,Bound the pool,high,2h\nOPS-1,Back up,low,1d\n"
    review = review_in(tmp_path, changed)
    assert standings(review) == {"DB-1": Standing.CHANGED, "OPS-1": Standing.NEW}
    assert Difference("severity", "critical", "high") in review.items[0].changes
    assert review.gone == (Gone("SEC-1", "Require TLS"),)
    assert list(review.groups()) == ["new", "changed"]


def test_the_same_document_changes_nothing(tmp_path: Path) -> None:
    place = written(tmp_path)
    before = place.read_bytes()
    review = review_in(tmp_path)
    assert set(standings(review).values()) == {Standing.UNCHANGED}
    assert not any(item.decidable for item in review.items)
    assert write_review(review, Choices(), place, NOW) is None
    assert place.read_bytes() == before


def test_other_lines_alone_are_no_change(tmp_path: Path) -> None:
    written(tmp_path)
    review = review_in(tmp_path, CSV.replace("DB-1", "\nDB-1"))
    assert standings(review)["DB-1"] is Standing.UNCHANGED
    assert [difference.key for difference in review.items[1].changes] == ["source"]


def test_what_somebody_edited_is_shown_and_stays(tmp_path: Path) -> None:
    place = written(tmp_path)
    place.write_text(place.read_text().replace('"critical"', '"low"'))
    review = review_in(tmp_path, CSV.replace("critical", "high"))
    assert review.items[1].kept == (Difference("severity", "low", "high"),)
    assert standings(review)["DB-1"] is Standing.CHANGED


def test_what_was_dropped_is_left_out_until_it_is_wanted(tmp_path: Path) -> None:
    place = written(tmp_path, choices=Choices({0: False}))
    assert ids(place) == ["DB-1"]
    review = review_in(tmp_path)
    assert standings(review)["SEC-1"] is Standing.LEFT_OUT
    assert not review.items[0].usual
    assert write_review(review, Choices({0: True}), place, NOW) is None
    assert sorted(ids(place)) == ["DB-1", "SEC-1"]


def test_a_plan_that_was_not_looked_at_is_not_merged_into(tmp_path: Path) -> None:
    review = review_in(tmp_path, output=None)
    place = written(tmp_path, CSV.replace("high", "low"))
    before = place.read_bytes()
    other = write_review(review, Choices(), place, NOW)
    assert other is not None
    assert place.read_bytes() == before
    assert standings(other) == {"SEC-1": Standing.CHANGED, "DB-1": Standing.UNCHANGED}
    assert write_review(other, Choices(), place, NOW) is None
    assert place.read_bytes() != before


def test_a_plan_that_somebody_changes_meanwhile_is_shown_again(tmp_path: Path) -> None:
    place = written(tmp_path)
    review = review_in(tmp_path, CSV.replace("high", "low"))
    place.write_text(place.read_text() + "# mine\n")
    other = write_review(review, Choices(), place, NOW)
    assert other is not None
    assert place.read_text().endswith("# mine\n")


def test_a_file_that_is_no_plan_is_never_written_over(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    (tmp_path / "notes.toml").write_text("mine\n")
    with pytest.raises(PlanError, match="notes"):
        write_review(review, Choices(), tmp_path / "notes.toml", NOW)
    assert (tmp_path / "notes.toml").read_text() == "mine\n"


def test_nothing_left_is_not_written(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    with pytest.raises(UsageError, match="no item left"):
        write_review(review, Choices({0: False, 1: False}), tmp_path / "plan.toml", NOW)
    assert not (tmp_path / "plan.toml").exists()


def test_items_are_found_by_words_and_by_the_query_language(tmp_path: Path) -> None:
    written(tmp_path)
    review = review_in(
        tmp_path, "id,title,severity,effort\nDB-1,Bound the pool,high,2h\nOPS-1,Back up,low,\n"
    )
    assert found_by(review, "pool") == {"DB-1"}
    assert found_by(review, "severity:low,high -pool") == {"OPS-1"}
    assert found_by(review, "tls") == {"SEC-1"}
    assert found_by(review, "nowhere") == frozenset()
    with pytest.raises(UsageError, match="did you mean high"):
        found_by(review, "severity:hihg")


def test_where_a_plan_goes_if_nobody_says(tmp_path: Path) -> None:
    workspace, review = find_workspace(tmp_path, env={}), review_in(tmp_path, output=None)
    assert usual_place(workspace, review) == Path("plan.toml")
    written(tmp_path)
    assert usual_place(workspace, review) == Path("scan.toml")
    (tmp_path / "plans").mkdir()
    assert usual_place(workspace, review) == Path("plans/scan.toml")


def test_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    request = Request(tmp_path / "none.md")
    with pytest.raises(UsageError, match="cannot be read"):
        read_review(find_workspace(tmp_path, env={}), request, NOW)


def test_deciding_nothing_writes_what_an_import_writes(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    write_review(review, Choices(), tmp_path / "plan.toml", NOW)
    looked_through = (tmp_path / "plan.toml").read_bytes()
    (tmp_path / "plan.toml").unlink()
    write_import(review.made)
    assert (tmp_path / "plan.toml").read_bytes() == looked_through
