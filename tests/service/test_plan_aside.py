"""A large plan is parsed by a process of its own; who waits for it finds it, or what is wrong with it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.planfile.texts import ONE_ITEM
from tracker.planfile import load as load_module
from tracker.planfile.load import Loaded, load_plan
from tracker.planfile.problem import BadPlanError
from tracker.service import plan_aside
from tracker.service.plan_aside import LARGE, parse_aside

FILLING = "# " + "x" * LARGE + "\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A large plan that nobody has read."""
    path = tmp_path / "plan.toml"
    path.write_text(ONE_ITEM + FILLING)
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(data: bytes, name: str) -> Loaded:
        raise AssertionError("parsed")

    monkeypatch.setattr(load_module, "read_plan", parse)


def test_the_plan_is_there_and_not_parsed_here(
    plan: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = load_plan(plan)
    forbid_parsing(monkeypatch)
    assert load_plan(plan, cache=cache, before_parsing=parse_aside) == expected


def test_a_small_plan_is_parsed_by_whoever_reads_it(cache: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.toml"
    small.write_text(ONE_ITEM)
    parse_aside(small, cache)
    assert not cache.exists()


def test_a_broken_plan_is_told_as_if_it_had_been_parsed_here(plan: Path, cache: Path) -> None:
    plan.write_text(ONE_ITEM.replace("title", "titel") + FILLING)
    with pytest.raises(BadPlanError) as here:
        load_plan(plan)
    with pytest.raises(BadPlanError) as aside:
        load_plan(plan, cache=cache, before_parsing=parse_aside)
    assert str(aside.value) == str(here.value)
    assert not cache.exists()


def test_a_plan_that_is_gone_is_nothing_to_be_told_yet(cache: Path, tmp_path: Path) -> None:
    parse_aside(tmp_path / "gone.toml", cache)
    assert not cache.exists()


@pytest.mark.parametrize("error", [OSError("no process"), subprocess.TimeoutExpired("python", 1.0)])
def test_without_a_process_it_is_parsed_here(
    error: Exception, plan: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", fail)
    assert load_plan(plan, cache=cache, before_parsing=parse_aside) == load_plan(plan)
    assert len(list(cache.iterdir())) == 1


def test_nothing_of_the_folder_one_stands_in_is_run(
    plan: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = plan.parent / "tracker"
    theirs.mkdir()
    (theirs / "__init__.py").write_text("import pathlib; pathlib.Path('ran').touch()")
    monkeypatch.chdir(plan.parent)
    parse_aside(plan, cache)
    assert not Path("ran").exists()
    assert len(list(cache.iterdir())) == 1


def test_what_the_process_does_with_a_broken_plan_is_nothing(plan: Path, cache: Path) -> None:
    plan.write_text("schema = 2\n" + FILLING)
    plan_aside.main(str(plan), str(cache))
    assert not cache.exists()
