"""Parsed plans, kept by the content of their file, because parsing TOML is what most commands would wait for.

An entry is one file: a line with a checksum, one with the plan and its warnings as JSON, and the parts of
the items. It can only be found by a digest of the very bytes it was made from, so it is never out of date.
Whatever goes wrong here, from a full disk to a damaged entry, costs a parse and nothing else.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tracker.collector import collector_paused
from tracker.digest import chunks_of, digest_of
from tracker.planfile.codec import decode_plan, encode_plan, shape
from tracker.planfile.late import pack_items, unpack_items
from tracker.planfile.problem import Problem
from tracker.user_cache import is_ours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.domain.plan import Plan

KEPT = 20
"""Entries; the ones least recently used are removed."""
SMALLEST = 8 * 1024
"""Bytes: a smaller plan is parsed as fast as it is looked up."""
RULES = 5
"""To be raised when the same file comes to be read or judged differently."""


def recall(folder: Path, digest: str, name: str) -> tuple[Plan, tuple[Problem, ...]] | None:
    """Return the plan and the warnings kept for the file content with this digest, None if there are none.

    `name` is what the file is called now: warnings carry it.
    """
    entry = _entry(folder, digest)
    try:
        with entry.open("rb") as file:
            if not is_ours(file.fileno()) or not _is_whole(file):
                return None
            kept = json.loads(file.readline())
            warnings = tuple(
                Problem(name, line, column, message, "warning") for line, column, message in kept["warnings"]
            )
            with collector_paused():
                items = unpack_items(kept["at_once"], _parts(file, kept["sizes"]))
                plan = decode_plan(kept["plan"], items)
    except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(entry)
    return plan, warnings


def remember(folder: Path, digest: str, plan: Plan, warnings: tuple[Problem, ...]) -> None:
    """Keep a plan for the file content with this digest, and make room for it."""
    at_once, parts = pack_items(plan.items)
    kept = {
        "warnings": [(warning.line, warning.column, warning.message) for warning in warnings],
        "plan": encode_plan(plan),
        "at_once": at_once,
        "sizes": list(map(len, parts)),
    }
    body = [json.dumps(kept, separators=(",", ":"), allow_nan=False).encode(), b"\n", *parts]
    with suppress(OSError):
        from tracker.files import make_private, write_atomically

        make_private(folder)
        write_atomically(_entry(folder, digest), b"".join([digest_of(body).encode(), b"\n", *body]))
        _prune(folder)


def _is_whole(file: BinaryIO) -> bool:
    """Whether a file holds what its first line is the digest of; it then stands behind that line."""
    digest, start = file.readline(), file.tell()
    whole = digest.rstrip() == digest_of(chunks_of(file)).encode()
    file.seek(start)
    return whole


def _parts(file: BinaryIO, sizes: Sequence[int]) -> Iterator[bytes]:
    """The rest of a file in parts of these sizes; raises ValueError where they do not add up to it."""
    for size in sizes:
        part = file.read(size)
        if len(part) != size:
            raise ValueError("some of it is missing")
        yield part
    if file.read(1):
        raise ValueError("there is more than that")


def _entry(folder: Path, digest: str) -> Path:
    return folder / f"plan-{digest[:32]}-{RULES}-{shape()}.cache"


def _prune(folder: Path) -> None:
    entries = sorted(folder.glob("plan-*"), key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in entries[KEPT:]:
        entry.unlink(missing_ok=True)
