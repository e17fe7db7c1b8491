from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planfile.test_reading import FULL, SHIPPED
from tests.planfile.texts import ONE_ITEM
from tracker.digest import digest_of
from tracker.domain.plan import Plan
from tracker.planfile import cache as cache_module
from tracker.planfile import load as load_module
from tracker.planfile.codec import decode_plan, encode_plan
from tracker.planfile.late import pack_items, unpack_items
from tracker.planfile.load import Loaded, load_plan, read_plan
from tracker.planfile.problem import BadPlanError

FILLING = "# " + "x" * cache_module.SMALLEST + "\n"
BIG = FULL + FILLING


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(BIG)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "plans"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(data: bytes, name: str) -> Loaded:
        raise AssertionError("parsed")

    monkeypatch.setattr(load_module, "read_plan", parse)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_plan_survives_being_kept(path: Path) -> None:
    plan = load_plan(path).plan
    assert _kept(plan) == plan


def test_a_plan_with_everything_survives_being_kept_with_its_types() -> None:
    plan = read_plan(FULL.encode(), "x").plan
    assert repr(_kept(plan)) == repr(plan)


def _kept(plan: Plan) -> Plan:
    at_once, parts = pack_items(plan.items)
    return decode_plan(json.loads(json.dumps(encode_plan(plan))), unpack_items(at_once, iter(parts)))


def test_the_second_load_does_not_parse(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_plan(plan, cache=folder)
    forbid_parsing(monkeypatch)
    assert load_plan(plan, cache=folder) == first
    assert len(entries(folder)) == 1


def test_what_is_known_is_loaded_no_second_time(plan: Path, folder: Path, tmp_path: Path) -> None:
    known = load_plan(plan, cache=folder)
    assert load_plan(plan, cache=folder, known=known) is known
    moved = plan.rename(tmp_path / "moved.toml")
    assert load_plan(moved, cache=folder, known=known).path == moved
    moved.write_text(BIG.replace("Limit the pool", "Bound the pool"))
    assert load_plan(moved, known=known).plan != known.plan


def test_a_long_read_is_announced_and_a_short_one_is_not(plan: Path, folder: Path) -> None:
    told: list[str] = []

    def load() -> None:
        load_plan(plan, cache=folder, before_parsing=lambda *_: told.append("parsing"))

    load()
    load()
    assert told == ["parsing"]
    plan.write_text(ONE_ITEM)
    load()
    assert told == ["parsing"]


@pytest.mark.parametrize("sizes", ["[]", "[1, 2]", "[true]", "{}", "[99999]"])
def test_an_entry_whose_parts_do_not_add_up_is_replaced(plan: Path, folder: Path, sizes: str) -> None:
    first = load_plan(plan, cache=folder)
    (entry,) = entries(folder)
    good = entry.read_bytes()
    _, head, rest = good.split(b"\n", 2)
    changed = re.sub(rb'"sizes":\[[0-9,]*\]', b'"sizes":' + sizes.encode(), head)
    assert changed != head
    entry.write_bytes(_signed(changed + b"\n" + rest))
    assert load_plan(plan, cache=folder) == first
    assert entry.read_bytes() == good


def test_warnings_are_kept_and_carry_the_present_name(plan: Path, folder: Path, tmp_path: Path) -> None:
    plan.write_text(ONE_ITEM + "conflicts = ['x is y']\n" + FILLING)
    load_plan(plan, cache=folder)
    moved = plan.rename(tmp_path / "moved.toml")
    (warning,) = load_plan(moved, cache=folder).warnings
    assert str(warning) == f"{moved}:7:14: warning: A: x is y"


def test_a_changed_file_is_parsed(plan: Path, folder: Path) -> None:
    load_plan(plan, cache=folder)
    plan.write_text(BIG.replace("Limit the pool", "Bound the pool"))
    assert load_plan(plan, cache=folder).plan.item_by_id["DB-POOL"].title == "Bound the pool"


def test_small_files_are_not_kept(plan: Path, folder: Path) -> None:
    plan.write_text(ONE_ITEM)
    load_plan(plan, cache=folder)
    assert not folder.exists()


def test_plans_with_errors_are_not_kept(plan: Path, folder: Path) -> None:
    plan.write_text(ONE_ITEM + "x = 1\n" + FILLING)
    for _ in range(2):
        with pytest.raises(BadPlanError):
            load_plan(plan, cache=folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-10],
        lambda data: data.replace(b"Limit", b"Limbo"),
        lambda data: b"[" * 100_000,
        lambda data: b"\xff" * 100,
        lambda data: _signed(b"{}"),
        lambda data: _signed(b"[]"),
        lambda data: _signed(b"3"),
        lambda data: _signed(b'{"warnings": [], "plan": {"id": "p", "title": "P", "items": [{"nope": 1}]}}'),
        lambda data: _signed(b'{"warnings": [], "plan": {"id": "p", "title": "P", "items": 3}}'),
        lambda data: _signed(b'{"warnings": [[1]], "plan": {}}'),
        lambda data: _signed(b'{"warnings": [], "plan": []}'),
        lambda data: _signed(b"[" * 100_000),
    ],
    ids=range(13),
)
def test_a_damaged_entry_is_replaced(plan: Path, folder: Path, damage: object) -> None:
    first = load_plan(plan, cache=folder)
    (entry,) = entries(folder)
    good = entry.read_bytes()
    assert callable(damage)
    entry.write_bytes(damage(good))
    assert load_plan(plan, cache=folder) == first
    assert entry.read_bytes() == good


def _signed(body: bytes) -> bytes:
    return digest_of([body]).encode() + b"\n" + body


def test_an_entry_of_other_rules_is_not_used(
    plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_plan(plan, cache=folder)
    monkeypatch.setattr(cache_module, "RULES", cache_module.RULES + 1)
    load_plan(plan, cache=folder)
    assert len(entries(folder)) == 2


def test_a_folder_that_cannot_be_made_is_no_matter(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load_plan(plan, cache=tmp_path / "file" / "cache").plan.items


def test_a_full_disk_is_no_matter(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert load_plan(plan, cache=folder).plan.items
    assert entries(folder) == []


def test_only_the_newest_are_kept(plan: Path, folder: Path) -> None:
    load_plan(plan, cache=folder)
    (used,) = entries(folder)
    for number in range(cache_module.KEPT + 5):
        os.utime(used, (2_000_000_000 + number, 2_000_000_000 + number))
        plan.write_text(BIG + f"# {number}\n")
        load_plan(plan, cache=folder)
    assert len(entries(folder)) == cache_module.KEPT
    assert used in entries(folder)


def test_a_cached_load_imports_no_parser(plan: Path, folder: Path) -> None:
    load_plan(plan, cache=folder)
    program = (
        "import sys; from pathlib import Path; from tracker.planfile.load import load_plan;"
        f"load_plan(Path({str(plan)!r}), cache=Path({str(folder)!r}));"
        "print([m for m in ('tomllib', 'tomlkit', 'tempfile', 'tracker.planfile.build') if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert found.stdout.strip() == "[]"
