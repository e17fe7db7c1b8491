"""A full disk is nobody's mistake, and is told apart from a bad place."""

from __future__ import annotations

import errno
import os

import pytest

from tracker.errors import StoreError, TrackerError, UsageError
from tracker.service.unwritten import unwritten


@pytest.mark.parametrize(
    ("code", "kind", "hint"),
    [
        (errno.ENOSPC, StoreError, "free some space"),
        (errno.EDQUOT, StoreError, "free some space"),
        (errno.EFBIG, StoreError, "free some space"),
        (errno.EIO, StoreError, "look at the disk"),
        (errno.EROFS, StoreError, "look at the disk"),
        (errno.EACCES, UsageError, "name a place"),
        (errno.EISDIR, UsageError, "name a place"),
    ],
)
def test_every_reason_has_its_error_and_its_hint(code: int, kind: type[TrackerError], hint: str) -> None:
    error = unwritten("report.md", OSError(code, os.strerror(code)))
    assert type(error) is kind
    assert str(error) == f"report.md cannot be written: {os.strerror(code)}"
    assert (error.hint or "").startswith(hint)
    assert (error.hint or "").endswith("nothing was written")
