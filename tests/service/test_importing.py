"""Imports as the service makes them: prepared without writing, written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tracker.errors import PlanError, UsageError
from tracker.service.reviews import importing
from tracker.service.reviews.importing import Import, prepare_import, read_document, write_import
from tracker.service.workspace import find_workspace

CSV = b"id,title,severity\nSEC-1,Require TLS,high\n"


def prepared(root: Path, output: Path | None, data: bytes = CSV) -> Import:
    return prepare_import(find_workspace(root, env={}), data, "scan.csv", output=output)


def test_preparing_writes_nothing(tmp_path: Path) -> None:
    made = prepared(tmp_path, tmp_path / "plan.toml")
    assert (made.format, made.merged, list(tmp_path.iterdir())) == ("csv", None, [])
    assert write_import(made)
    assert (tmp_path / "plan.toml").read_bytes() == made.data


def test_without_a_place_nothing_is_written(tmp_path: Path) -> None:
    assert not write_import(prepared(tmp_path, None))
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_somebody_wrote_meanwhile_is_left(tmp_path: Path) -> None:
    place = tmp_path / "plan.toml"
    write_import(prepared(tmp_path, place))
    made = prepared(tmp_path, place, CSV + b"OPS-1,Back up,low\n")
    theirs = place.read_bytes() + b"# mine\n"
    place.write_bytes(theirs)
    with pytest.raises(PlanError, match="changed by somebody else meanwhile"):
        write_import(made)
    assert place.read_bytes() == theirs


def test_permissions_of_a_plan_stay(tmp_path: Path) -> None:
    place = tmp_path / "plan.toml"
    write_import(prepared(tmp_path, place))
    place.chmod(0o640)
    assert write_import(prepared(tmp_path, place, CSV + b"OPS-1,Back up,low\n"))
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_what_cannot_be_written_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_import(prepared(tmp_path, tmp_path / "none" / "plan.toml"))
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        read_document(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_document(tmp_path / "none")
    (tmp_path / "a.csv").write_bytes(CSV)
    assert read_document(tmp_path / "a.csv") == CSV
    monkeypatch.setattr(importing, "LARGEST_DOCUMENT", 3)
    with pytest.raises(UsageError, match="larger than"):
        read_document(tmp_path / "a.csv")


def test_an_endless_document_is_read_to_the_limit_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST_DOCUMENT", 10)
    assert len(read_document(Path(os.devnull))) == 0
    if Path("/dev/zero").exists():
        assert len(read_document(Path("/dev/zero"))) == 11
