"""The user's own `git commit`, with the message prepared.

Unlike all other calls of git this one is the user's: their hooks, signing, editor and configuration take part
as in any commit they make, in the folder where they stand, on their terminal. So it is not made through
`Repository`, which keeps all of that out.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.errors import HistoryError


def commit(folder: Path, message: str, arguments: Sequence[str], *, edit: bool) -> int:
    """Run `git commit` in `folder` with `message`, shown in the editor to `edit`; return git's exit status.

    `arguments` are the user's, for git. A status above 128 stands for a signal. Raises HistoryError where git
    cannot be run.
    """
    with TemporaryDirectory(prefix="tracker-") as place:
        file = Path(place) / "COMMIT_EDITMSG"
        file.write_bytes(message.encode("utf-8", "surrogateescape"))
        command = ["git", "commit", *(["--edit"] if edit else []), f"--file={file}", *arguments]
        try:
            process = subprocess.Popen(command, cwd=folder)
        except OSError as error:
            raise HistoryError("git cannot be run", hint="install git") from error
        return _status(process)


def _status(process: subprocess.Popen[bytes]) -> int:
    """Wait for git, which decides alone what an interrupt does to it and to the editor."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        status = process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return status if status >= 0 else 128 - status
