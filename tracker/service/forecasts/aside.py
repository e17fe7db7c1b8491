"""The forecast, made by a process of its own: it takes neither time nor memory from whoever waits for it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.domain.forecast import Forecast
from tracker.domain.text import one_line
from tracker.errors import StoreError
from tracker.service.tracker import Tracker

if TYPE_CHECKING:
    from subprocess import Popen

    from tracker.domain.workload import WhatIf

_CHILD_TIMEOUT = 60.0


def start_forecast(
    tracker: Tracker, now: datetime, *, usual: bool = False, changes: Iterable[WhatIf] = ()
) -> Popen[bytes]:
    """Start a process that makes the forecast of the plan as it is now, for `forecast_of` to wait for.

    It tries the `usual` changes, and others. Whoever has no use for it any more may kill it. Raises OSError.
    """
    from subprocess import DEVNULL, PIPE, Popen

    # -P: a folder called tracker in somebody's repository is not the module that is meant.
    command = [sys.executable, "-P", "-m", "tracker", "--plan", str(tracker.path.absolute())]
    command += ["--db", str(tracker.workspace.database.absolute()), "forecast", "--json"]
    command += ["--what-if" if usual else "--no-what-if"]
    command += [f"--what-if={text}" for text in _texts(changes)]
    environment = os.environ | {"TRACKER_NOW": now.isoformat()}
    environment.pop("PYTHONPROFILEIMPORTTIME", None)
    root = tracker.workspace.root
    return Popen(command, cwd=root, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)


def forecast_of(process: Popen[bytes]) -> Forecast:
    """Wait for a process of `start_forecast` and return what it found; raises StoreError where it failed."""
    from subprocess import TimeoutExpired

    with process:
        try:
            out, errors = process.communicate(timeout=_CHILD_TIMEOUT)
        except TimeoutExpired:
            process.kill()
            raise StoreError(f"the forecast took longer than {_CHILD_TIMEOUT:g} s") from None
    try:
        return Forecast.from_json(json.loads(out))
    except ValueError:
        said = one_line(errors.decode("utf-8", "replace")).removeprefix("tracker: ")
        raise StoreError(f"the forecast was not made: {said or 'it was stopped'}") from None


def _texts(changes: Iterable[WhatIf]) -> list[str]:
    """The changes as they are typed; hardly ever is there one, and then only is it known how."""
    if not (wanted := list(changes)):
        return []
    from tracker.domain.what_if_text import what_if_text

    return list(map(what_if_text, wanted))
