"""Rendering a template in a process that cannot run away: bounded in time, memory and what it may open.

Started as a module by the service: the template's path is the argument, the values come as JSON on standard
input, and the text goes to standard output. The limits are set before the template is read. Exit code 0 with
the text, 3 with an error for the user on standard error, anything else when the process was ended.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tracker.errors import UsageError
from tracker.exporters.template import render_template

SECONDS = 10
"""Of processor time."""
MEMORY = 1 << 30
"""Bytes of address space, the interpreter's own included."""
REFUSED = 3


def bound() -> None:
    """Limit this process, where the system can: no files written, no processes started, an end in sight."""
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, limit in limits.items():
        _, hard = resource.getrlimit(what)
        within = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (within, within))


def main(arguments: list[str]) -> int:
    """Render the template named first with the values on standard input; return the exit code."""
    values = json.loads(sys.stdin.buffer.read())
    bound()
    try:
        written = render_template(Path(arguments[0]), values)
    except UsageError as error:
        sys.stderr.write(str(error))
        return REFUSED
    sys.stdout.buffer.write(written.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
