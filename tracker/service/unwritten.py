"""What to say of a file that could not be written: whose fault it is, and that nothing of it is there."""

from __future__ import annotations

import errno

from tracker.errors import StoreError, TrackerError, UsageError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BROKEN = (errno.EIO, errno.EROFS)


def unwritten(place: object, error: OSError) -> TrackerError:
    """Return the error to raise: StoreError where the disk is full or fails, else UsageError."""
    said = f"{place} cannot be written: {error.strerror or error}"
    if error.errno in _NO_ROOM:
        return StoreError(said, hint="free some space; nothing was written")
    if error.errno in _BROKEN:
        return StoreError(said, hint="look at the disk, or name another place; nothing was written")
    return UsageError(said, hint="name a place that can be written; nothing was written")
