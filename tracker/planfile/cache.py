"""Parsed plans, kept by the content of their file, because parsing TOML is what most commands would wait for.

An entry is one file: a line with a checksum, one with the plan and its warnings as JSON, and what is packed.
It can only be found by the SHA-256 of the very bytes it was made from, so it is never out of date. Whatever
goes wrong here, from a full disk to a damaged entry, costs a parse and nothing else.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.planfile.codec import decode_plan, encode_plan, shape
from tracker.planfile.late import pack_items, unpack_items
from tracker.planfile.problem import Problem
from tracker.user_cache import is_ours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.plan import Plan

KEPT = 20
"""Entries; the ones least recently used are removed."""
SMALLEST = 8 * 1024
"""Bytes: a smaller plan is parsed as fast as it is looked up."""
RULES = 4
"""To be raised when the same file comes to be read or judged differently."""


def recall(folder: Path, digest: str, name: str) -> tuple[Plan, tuple[Problem, ...]] | None:
    """Return the plan and the warnings kept for the file content with this SHA-256, None if there are none.

    `name` is what the file is called now: warnings carry it.
    """
    entry = _entry(folder, digest)
    try:
        with entry.open("rb") as file:
            if not is_ours(file.fileno()):
                return None
            checksum, head, rest = file.readline().rstrip(), file.readline(), file.read()
        if _checksum(head, rest) != checksum:
            return None
        kept = json.loads(head)
        warnings = tuple(
            Problem(name, line, column, message, "warning") for line, column, message in kept["warnings"]
        )
        plan = decode_plan(kept["plan"], unpack_items(kept["items"], _parts(rest, kept["sizes"])))
    except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(entry)
    return plan, warnings


def remember(folder: Path, digest: str, plan: Plan, warnings: tuple[Problem, ...]) -> None:
    """Keep a plan for the file content with this SHA-256, and make room for it."""
    items, blocks = pack_items(plan.items)
    kept = {
        "warnings": [(warning.line, warning.column, warning.message) for warning in warnings],
        "plan": encode_plan(plan),
        "items": items,
        "sizes": list(map(len, blocks)),
    }
    head, rest = json.dumps(kept, separators=(",", ":"), allow_nan=False).encode() + b"\n", b"".join(blocks)
    with suppress(OSError):
        from tracker.files import make_private, write_atomically

        make_private(folder)
        write_atomically(_entry(folder, digest), _checksum(head, rest) + b"\n" + head + rest)
        _prune(folder)


def _checksum(head: bytes, rest: bytes) -> bytes:
    found = sha256(head)
    found.update(rest)
    return found.hexdigest().encode()


def _parts(data: bytes, sizes: Sequence[int]) -> list[bytes]:
    """The data cut into parts of these sizes; raises ValueError where they do not add up to it."""
    ends = list(accumulate(sizes, initial=0))
    if ends[-1] != len(data):
        raise ValueError("some of it is missing")
    return [data[start:end] for start, end in pairwise(ends)]


def _entry(folder: Path, digest: str) -> Path:
    return folder / f"plan-{digest[:32]}-{RULES}-{shape()}.cache"


def _prune(folder: Path) -> None:
    entries = sorted(folder.glob("plan-*"), key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)
