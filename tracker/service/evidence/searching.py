"""Looking for a plan's pattern in an output, in a process that can be ended.

A pattern such as `(a+)+$` takes longer than anybody lives on the wrong line, and Python can't stop a search
that has begun. Plans come from anywhere, so every search runs in a child with a limit.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tracker.service.evidence.search_process import FOUND, MISSING, SECONDS
from tracker.service.reports.templating import surroundings


def search(pattern: str, text: str, *, seconds: float = SECONDS) -> bool:
    """Tell whether the pattern is found in the text, `^` and `$` at each line.

    Raises TimeoutError, in words, where that cannot be told within `seconds`.
    """
    # -P: a folder called tracker in somebody's repository is not the module that is meant.
    command = [sys.executable, "-P", "-m", "tracker.service.evidence.search_process"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps([pattern, text]).encode(),
            env=surroundings(),
            capture_output=True,
            timeout=seconds,
            check=False,
            start_new_session=True,  # Ctrl-C is for us: what ended is still judged, and recorded
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"could not be judged within {seconds:g} s: /{pattern}/") from None
    if done.returncode not in (FOUND, MISSING):
        raise TimeoutError(f"could not be judged, the search took too much: /{pattern}/")
    return done.returncode == FOUND
