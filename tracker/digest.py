"""The digest by which files are known again, from what every command may load.

`hashlib` loads OpenSSL with it, whatever is asked for: four megabytes and as many milliseconds, which is more
than it takes to tell that a plan is as it was. Its BLAKE2 is not from there, and as fast as any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

try:
    from _blake2 import blake2b
except ImportError:  # an interpreter that has it elsewhere
    from hashlib import blake2b

_CHUNK = 64 * 1024
_SIZE = 32


def digest_of(chunks: Iterable[bytes]) -> str:
    """Return the BLAKE2b digest of all chunks together, 64 hexadecimal digits."""
    found = blake2b(digest_size=_SIZE)
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield what is left of a file, piece by piece: of a large one no more than that is held in memory."""
    return iter(partial(file.read, _CHUNK), b"")
