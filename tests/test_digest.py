"""The digest by which files are known: of all of the content, however it comes."""

from __future__ import annotations

import subprocess
import sys
from hashlib import blake2b
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from tracker.digest import chunks_of, digest_of


@given(st.lists(st.binary(max_size=8)))
def test_it_is_that_of_the_whole(chunks: list[bytes]) -> None:
    assert digest_of(chunks) == blake2b(b"".join(chunks), digest_size=32).hexdigest()


def test_a_file_longer_than_a_chunk_is_read_to_its_end() -> None:
    content = bytes(range(256)) * 1000
    chunks = list(chunks_of(BytesIO(content)))
    assert b"".join(chunks) == content
    assert len(chunks) > 1


def test_what_was_read_of_a_file_before_is_left_out() -> None:
    file = BytesIO(b"first\nsecond")
    file.readline()
    assert list(chunks_of(file)) == [b"second"]


def test_it_loads_no_openssl() -> None:
    script = "import sys, tracker.digest; print({'hashlib', '_hashlib', 'ssl'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
