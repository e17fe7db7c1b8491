"""Parsing a large plan in a process of its own, which leaves it in the cache and takes its memory along.

To parse one takes as much memory as all of the app, and what Python once took it hardly gives back. Commands
parse by themselves: they are over soon.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LARGE = 512 * 1024
"""Bytes of a plan's file from which on the start of a process is little beside it."""
_PATIENCE = 60.0


def parse_aside(path: Path, cache: Path) -> None:
    """Leave the plan in the file at `path` in the folder for parsed plans, if it is a large one.

    Where that fails nothing is left there: whoever loads the plan then meets what is wrong with it.
    """
    from subprocess import DEVNULL, SubprocessError, run

    # -P: a folder called tracker in somebody's repository is not the module that is meant.
    command = [sys.executable, "-P", "-m", __name__, str(path.absolute()), str(cache.absolute())]
    environment = dict(os.environ)
    environment.pop("PYTHONPROFILEIMPORTTIME", None)
    try:
        if path.stat().st_size >= LARGE:
            run(command, env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, timeout=_PATIENCE)
    except (OSError, SubprocessError):
        return


def main(path: str, cache: str) -> None:
    """Load the plan as the process that waits for it will."""
    from contextlib import suppress

    from tracker.errors import PlanError
    from tracker.planfile.load import load_plan

    with suppress(PlanError):  # told by whoever waits
        load_plan(Path(path), cache=Path(cache))


if __name__ == "__main__":
    main(*sys.argv[1:])
