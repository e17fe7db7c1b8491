from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.planfile.texts import HEAD, ONE_ITEM, lines, read
from tracker.planfile import toml
from tracker.planfile.load import load_plan, read_plan
from tracker.planfile.problem import BadPlanError


def error_of(path: Path) -> str:
    with pytest.raises(BadPlanError) as caught:
        load_plan(path)
    return str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    assert error_of(path) == f"{path}: error: there is no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert error_of(tmp_path).endswith("is a folder, not a plan file")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert error_of(path).endswith("is not a regular file")


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM)
    monkeypatch.setattr(Path, "open", refuse)
    assert error_of(path) == f"{path}: error: cannot be read: Permission denied"


def test_an_impossible_name() -> None:
    assert "error:" in error_of(Path("a\0b"))


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml, "LARGEST_FILE", 10)
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM)
    assert "too large for a plan" in error_of(path)
    assert "too large for a plan" in lines(ONE_ITEM)[0]


def test_the_name_of_the_file_is_made_safe(tmp_path: Path) -> None:
    assert "\x1b" not in error_of(tmp_path / "\x1b[31m.toml")


def test_a_byte_order_mark_and_dos_line_ends_are_accepted() -> None:
    data = b"\xef\xbb\xbf" + ONE_ITEM.replace("\n", "\r\n").encode()
    assert read_plan(data, "x").plan.items[0].title == "First"


def test_positions_in_a_file_with_dos_line_ends() -> None:
    text = (ONE_ITEM + 'effort = "x"\n').replace("\n", "\r\n")
    assert lines(text)[0].startswith("plan.toml:7:10:")


def test_not_utf_8() -> None:
    assert lines(b"schema = 1\nx = '\xe9'\n") == [
        "plan.toml:2:6: error: is not UTF-8 from here on; save it as UTF-8"
    ]


def test_utf_16() -> None:
    assert lines(ONE_ITEM.encode("utf-16")) == ["plan.toml: error: is UTF-16; save it as UTF-8"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("schema = 1\nplan = \n", "2:8"),
        ("[plan\n", "1:6"),
        ('title = "open', "1:14"),
        ("x = 1\nx = 2\n", "2:6"),
        ("a = " + "1" * 5000, "1:5"),
    ],
)
def test_broken_toml_is_placed(text: str, place: str) -> None:
    assert lines(text)[0].startswith(f"plan.toml:{place}: error: broken TOML: ")


def test_deep_nesting_is_an_error_not_a_crash() -> None:
    assert lines("x = " + "[" * 5000 + "]" * 5000) == ["plan.toml: error: is nested too deeply"]


def test_an_empty_file_lacks_schema_and_plan() -> None:
    assert len(lines("")) == 2


def test_a_plan_without_items_is_valid_but_warned_about() -> None:
    loaded = read(HEAD)
    assert [str(warning) for warning in loaded.warnings] == ["plan.toml:1:1: warning: the plan has no items"]


def test_loaded_knows_file_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM)
    loaded = load_plan(path)
    assert loaded.path == path
    assert loaded.digest == read(ONE_ITEM).digest
    assert loaded.digest != read(ONE_ITEM + "\n").digest
