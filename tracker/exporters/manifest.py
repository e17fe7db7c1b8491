"""The checksums of a folder's files, in the format that `sha256sum -c` of GNU coreutils reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
"""A name that would break the line is written so, with a backslash in front of the line."""


def manifest(digests: Mapping[str, str]) -> str:
    """Return a line for each file, sorted by path; `digests` has SHA-256 (hex) by path from the folder.

    Source: GNU coreutils manual, "md5sum invocation", which tells of the output of all of its kind.
    """
    return "".join(_line(path, digests[path]) for path in sorted(digests))


def _line(path: str, digest: str) -> str:
    escaped = re.sub(r"[\\\n\r]", lambda found: _ESCAPES[found[0]], path)
    return f"{'' if escaped == path else chr(92)}{digest}  {escaped}\n"
