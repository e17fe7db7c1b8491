"""The benchmark of the scheduler: reads the format, notices a bad schedule, and is silent about nothing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tracker.forecast.schedule import Schedule, best_schedule

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "psplib.py"
INSTANCE = """\
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1      2      0       5        0        3
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     2       2    1
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
************************************************************************
"""


pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason="a source distribution has no benchmarks")


@pytest.fixture
def psplib(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("psplib_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def test_an_instance_is_read_and_solved(psplib: ModuleType) -> None:
    instance = psplib.read_instance("tiny", INSTANCE)
    assert instance.critical_path == 3
    schedule = best_schedule(instance.project)
    assert schedule.makespan == 5
    psplib.check(instance, schedule, 5)


def test_a_schedule_that_cannot_be_is_noticed(psplib: ModuleType) -> None:
    instance = psplib.read_instance("tiny", INSTANCE)
    with pytest.raises(AssertionError, match="resource 0 is overloaded at 0"):
        psplib.check(instance, Schedule((0, 0, 0, 3), (0, 1, 2, 3), 3), 3)
    with pytest.raises(AssertionError, match="3 starts before 1 ends"):
        psplib.check(instance, Schedule((0, 2, 0, 2), (0, 2, 1, 3), 5), 5)


def test_without_data_it_says_so(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("skipped: no PSPLIB J30 data")
