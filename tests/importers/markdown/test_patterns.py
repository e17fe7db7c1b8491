"""Patterns that are compiled late find what compiled ones find, and most are not compiled at all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers.markdown import effort, roles
from tracker.importers.markdown.hints import alternatives, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.role_words import ROLE_WORDS
from tracker.importers.markdown.words import fold, sentence_end

DOCUMENTS = sorted((Path(__file__).parent.parent / "documents").glob("*.md"))
LINES = {fold(line.strip("#*-> ")) for path in DOCUMENTS for line in path.read_text("utf-8").split("\n")}
TEXT = "fix a1, b22 and a3"
TEXTS = st.text("aZ1 .!?;。！？；\n\t-é", max_size=30)
COUNT_COMPILED = """
import gc
from tracker.importers.markdown import blocks, decoding, drafting
from tracker.importers.markdown.read import read_markdown
from tracker.importers.markdown.patterns import _Late
read_markdown({text!r}, "review")
late = [each for each in gc.get_objects() if isinstance(each, _Late)]
print(len(late), sum("compiled" in vars(each) for each in late))
"""


@pytest.mark.parametrize("name", ["search", "match", "fullmatch"])
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_a_late_pattern_matches_what_the_compiled_one_matches(name: str, flags: int) -> None:
    late, compiled = regex(r"[A-Z]([0-9]+)", flags), re.compile(r"[A-Z]([0-9]+)", flags)
    for text in (TEXT, TEXT.upper(), "a1", "A1", ""):
        for _ in range(2):  # the first call is another one
            found, expected = getattr(late, name)(text), getattr(compiled, name)(text)
            assert (found and found.groups()) == (expected and expected.groups())


def test_a_late_pattern_parts_and_replaces_as_the_compiled_one_does() -> None:
    late, compiled = regex(r"[a-z](\d)"), re.compile(r"[a-z](\d)")
    assert late.pattern == compiled.pattern
    assert late.split(TEXT, maxsplit=1) == compiled.split(TEXT, maxsplit=1)
    assert late.sub(r"<\1>", TEXT) == compiled.sub(r"<\1>", TEXT)
    assert late.findall(TEXT, 6) == compiled.findall(TEXT, 6)
    assert [each.span() for each in late.finditer(TEXT)] == [each.span() for each in compiled.finditer(TEXT)]


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("a")


def test_a_short_document_needs_few_of_the_patterns() -> None:
    text = b"# Review\n\n## Findings\n\n- No backups (high)\n"
    counted = subprocess.run(
        [sys.executable, "-c", COUNT_COMPILED.format(text=text)], capture_output=True, text=True, check=True
    )
    known, compiled = map(int, counted.stdout.split())
    assert known > 300
    assert 0 < compiled < known / 2


def test_the_first_heading_of_a_process_is_read_like_any_other() -> None:
    asked = "from tracker.importers.markdown.roles import role_of; print(role_of('Findings').name)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "WORK"


@given(TEXTS)
def test_sentences_are_parted_as_by_looking_behind_each_letter(text: str) -> None:
    assert sentence_end(text).split(text) == re.split(r"(?<=[.!?])\s+|(?<=[。！？])", text)


@given(TEXTS)
def test_a_wide_semicolon_parts_efforts_as_well(text: str) -> None:
    ends = effort._sentence_end(text).finditer(text)
    assert [end.span() for end in ends] == [
        end.span() for end in re.finditer(r"(?<=[.!?])\s+|(?<=[。；！？])", text)
    ]


@pytest.mark.parametrize("role", list(ROLE_WORDS))
def test_what_a_heading_says_is_found_by_the_word_it_begins_with(role: str) -> None:
    source = "".join(part.strip() for part in ROLE_WORDS[role].split("\n"))
    terms = [each for each in alternatives(source) if not is_wide(each)]
    whole = re.compile(f"(?:{'|'.join(terms)})(?![^\\W_])")
    narrow = roles._patterns()[roles.Role(role)][1]
    assert {line for line in LINES if narrow.match(line)} == {line for line in LINES if whole.match(line)}
