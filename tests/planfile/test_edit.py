from __future__ import annotations

import os
import stat
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planfile.documents import documents
from tests.planfile.test_locate import leaves
from tests.planfile.texts import ONE_ITEM
from tracker.errors import PlanError
from tracker.planfile import edit
from tracker.planfile.edit import Value, edited, set_field
from tracker.planfile.locate import find_spans

NASTY = """\
# kept: comment, 'quotes', [x]
schema   =   0x1
[plan]
id = 'p'          # literal quotes
title = "P"
claims = { score=6.50,time_to_ready = "4-6h" }
[[extra]]
at = 2026-01-10
[item.SEC-1]
title = '''It's'''\t# tab before
  effort   =   "2h"   # odd spacing
deferred = { when = "later", review = 2026-01-10 }
steps = [
  "one",   # first
  "two",
]

# about the second
[item]
B.title = "b"
B . effort = "1h"
C = {title="c"}
D = { title = "d", effort = "1h", tags = [] }

[[extra]]
at = 2026-01-11

[item.E]
title = "e"

  [item.E.limit]
  current = "x"
"""

CASES: list[tuple[tuple[str, ...], Value | None, str, str]] = [
    (("item", "SEC-1", "effort"), "3-4h", '  effort   =   "2h"   #', '  effort   =   "3-4h"   #'),
    (("item", "SEC-1", "title"), "It is", "'''It's'''\t#", '"It is"\t#'),
    (("item", "SEC-1", "steps"), ["a", "b"], '[\n  "one",   # first\n  "two",\n]', '["a", "b"]'),
    (("item", "SEC-1", "owner"), "sam", '"two",\n]\n', '"two",\n]\nowner = "sam"\n'),
    (("item", "SEC-1", "deferred", "review"), date(2026, 2, 1), "review = 2026-01-10", "review = 2026-02-01"),
    (("item", "SEC-1", "effort"), None, '  effort   =   "2h"   # odd spacing\n', ""),
    (("item", "B", "effort"), "5m", 'B . effort = "1h"', 'B . effort = "5m"'),
    (("item", "B", "due"), date(2026, 1, 2), 'effort = "1h"\nC', 'effort = "1h"\nB . due = 2026-01-02\nC'),
    (("item", "C", "effort"), "5m", 'C = {title="c"}', 'C = {title="c", effort = "5m"}'),
    (("item", "D", "effort"), None, ' effort = "1h",', ""),
    (("item", "D", "tags"), None, ", tags = []", ""),
    (("item", "D", "title"), None, 'title = "d", ', ""),
    (("item", "E", "effort"), "5m", '[item.E]\ntitle = "e"\n', '[item.E]\ntitle = "e"\neffort = "5m"\n'),
    (("item", "E", "limit", "ceiling"), "y", '  current = "x"\n', '  current = "x"\n  ceiling = "y"\n'),
    (("plan", "claims", "score"), 7.5, "score=6.50", "score=7.5"),
    (("schema",), 2, "0x1", "2"),
    (("item", "E", "a b"), True, 'title = "e"\n', 'title = "e"\n"a b" = true\n'),
    (("item", "E", "issue"), "x\ny", 'title = "e"\n', 'title = "e"\nissue = """\nx\ny"""\n'),
    (("item", "E", "issue"), 'x"\\\x1b', 'title = "e"\n', 'title = "e"\nissue = "x\\"\\\\\\u001b"\n'),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("keys", "value", "old", "new"), CASES)
def test_one_field_changes_and_no_other_byte(
    tmp_path: Path, keys: tuple[str, ...], value: Value | None, old: str, new: str, mark: bytes, newline: str
) -> None:
    assert NASTY.count(old) == 1
    path = tmp_path / "plan.toml"
    path.write_bytes(mark + NASTY.replace("\n", newline).encode())
    set_field(path, keys, value)
    wanted = NASTY.replace(old, new).replace("\n", newline)
    assert path.read_bytes() == mark + wanted.encode()


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("item", "SEC-1", "effort"), "2h"),
        (("item", "SEC-1", "owner"), None),
        (("plan", "claims", "score"), 6.5),
    ],
)
def test_what_is_already_so_is_not_written(
    tmp_path: Path, keys: tuple[str, ...], value: Value | None
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(NASTY)
    before = path.stat().st_ino
    set_field(path, keys, value)
    assert path.read_text() == NASTY
    assert path.stat().st_ino == before


def test_a_file_without_a_last_line_end_stays_without(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM.rstrip("\n"))
    set_field(path, ("item", "A", "effort"), "2h")
    assert path.read_text() == ONE_ITEM + 'effort = "2h"'


REFUSED: list[tuple[tuple[str, ...], Value | None, str]] = [
    (("item", "X", "effort"), "2h", "there is no table item.X"),
    (("item", "SEC-1"), "x", "item.SEC-1 is a table, not a value"),
    (("item", "SEC-1", "title", "x"), "x", "there is no table item.SEC-1.title"),
    (("extra", "at"), "x", "there is no table extra"),
    (("missing",), 1, "cannot be changed without touching other parts"),
    (("item", "C", "title"), "\ud800", "is no valid text"),
]


@pytest.mark.parametrize(("keys", "value", "message"), REFUSED)
def test_what_is_no_splice_is_refused(
    tmp_path: Path, keys: tuple[str, ...], value: Value | None, message: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(NASTY)
    with pytest.raises(PlanError, match=message):
        set_field(path, keys, value)
    assert path.read_text() == NASTY


def test_removing_what_defines_its_table_is_refused(tmp_path: Path) -> None:
    text = "[item]\nA.x.y = 1\nA.z = 2\n"
    path = tmp_path / "plan.toml"
    path.write_text(text)
    with pytest.raises(PlanError, match="without touching other parts"):
        set_field(path, ("item", "A", "x", "y"), None)
    assert path.read_text() == text


def test_a_value_that_spoils_the_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM)
    with pytest.raises(PlanError, match=r"plan\.toml:7:10: error: effort: 'soon' is no effort"):
        set_field(path, ("item", "A", "effort"), "soon")
    assert path.read_text() == ONE_ITEM


def test_a_bad_plan_can_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM + 'effort = "soon"\n')
    set_field(path, ("item", "A", "effort"), "2h")
    assert path.read_text() == ONE_ITEM + 'effort = "2h"\n'


def test_permissions_and_a_link_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "plan.toml", tmp_path / "link.toml"
    real.write_text(ONE_ITEM)
    real.chmod(0o640)
    link.symlink_to(real)
    set_field(link, ("item", "A", "effort"), "2h")
    assert link.is_symlink()
    assert real.read_text().endswith('effort = "2h"\n')
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert os.listdir(tmp_path / "real") == ["plan.toml"]


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM)
    real = edit.edited

    def edited_while_somebody_writes(*args: Any) -> str:
        path.write_text(ONE_ITEM + "# theirs\n")
        return real(*args)

    monkeypatch.setattr(edit, "edited", edited_while_somebody_writes)
    with pytest.raises(PlanError, match="changed by somebody else meanwhile"):
        set_field(path, ("item", "A", "effort"), "2h")
    assert path.read_text() == ONE_ITEM + "# theirs\n"


def test_a_failed_write_leaves_the_file_and_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlanError, match="cannot be written: No space left on device"):
        set_field(path, ("item", "A", "effort"), "2h")
    assert path.read_text() == ONE_ITEM
    assert os.listdir(tmp_path) == ["plan.toml"]


VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=10),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=5), max_size=3),
)


@given(documents(), VALUES, st.data())
def test_any_value_of_any_document_can_be_replaced(text: str, value: Value, data: st.DataObject) -> None:
    old = tomllib.loads(text)
    paths = [path for path, _ in leaves(old) if all(isinstance(key, str) for key in path)]
    if not paths:
        return
    keys = tuple(str(key) for key in data.draw(st.sampled_from(paths)))
    new = edited(text, keys, value, "x")
    span = find_spans(text)[keys]
    assert new.startswith(text[: span.start])
    assert new.endswith(text[span.end :])
    assert _get(tomllib.loads(new), keys) == value
    assert _without(tomllib.loads(new), keys) == _without(old, keys)


@given(documents(), VALUES, st.data())
def test_a_key_is_added_to_any_table_or_refused(text: str, value: Value, data: st.DataObject) -> None:
    old = tomllib.loads(text)
    tables = [(), *_tables(old)]
    keys = (*data.draw(st.sampled_from(tables)), "new key")
    try:
        new = edited(text, keys, value, "x")
    except PlanError:
        return
    assert _get(tomllib.loads(new), keys) == value
    assert _squeezed(edited(new, keys, None, "x")) == _squeezed(text)


def _squeezed(text: str) -> str:
    """The text without what may differ after a key came and went: line ends, blanks in an empty `{ }`."""
    return text.translate(dict.fromkeys(map(ord, " \t\r")))


def _tables(value: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            found += [(*path, key), *_tables(inner, (*path, key))]
    return found


def _get(tables: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        tables = tables[key]
    return tables


def _without(tables: dict[str, Any], keys: tuple[str, ...]) -> str:
    _get(tables, keys[:-1]).pop(keys[-1])
    return repr(tables)
