"""One search for a pattern, bounded in time and memory; started as a module by `searching`.

Pattern and text come as JSON on standard input; the exit code is the answer.
"""

from __future__ import annotations

import json
import re
import sys

FOUND, MISSING = 10, 11
"""Exit codes; an interpreter that fails ends with none of them."""
SECONDS = 10.0
_MEMORY = 1 << 30
"""Bytes of address space, the interpreter's own included."""


def main() -> int:
    """Search, and return the exit code."""
    pattern, text = json.loads(sys.stdin.buffer.read())
    bound()
    return FOUND if re.search(pattern, text, re.MULTILINE) else MISSING


def bound() -> None:
    """Limit this process, where the system can: it ends also when nobody waits for it any more."""
    if sys.platform == "win32":
        return
    import resource

    limits = {resource.RLIMIT_CPU: int(SECONDS) + 1, resource.RLIMIT_AS: _MEMORY, resource.RLIMIT_CORE: 0}
    for what, limit in limits.items():
        _, hard = resource.getrlimit(what)
        within = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (within, within))


if __name__ == "__main__":
    sys.exit(main())
