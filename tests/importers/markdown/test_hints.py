"""What is not asked of a text would have found nothing in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tracker.importers.markdown import (
    by_state,
    cited,
    claims,
    effort,
    metadata,
    ordering,
    passing,
    prose,
    remarks,
    remedy,
    roles,
    severity,
    stages,
    states,
)
from tracker.importers.markdown.hints import Wording, bit_of_words, hints
from tracker.importers.markdown.words import Lexicon, fold

DOCUMENTS = sorted((Path(__file__).parent.parent / "documents").glob("*.md"))
SEARCHED = (cited, claims, effort, metadata, ordering, passing, remedy, severity)
MATCHED = (by_state, prose, remarks, roles, stages, states)
"""Modules whose wordings are asked at the beginning of a text."""
WORDINGS = {
    f"{module.__name__}.{name}": found
    for module in (*SEARCHED, *MATCHED)
    for name, found in vars(module).items()
    if isinstance(found, Wording)
}


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def found_by(ask: Callable[[str], re.Match[str] | None], texts: Iterable[str]) -> dict[str, tuple[int, int]]:
    """What is found, and where, in those of the texts that have it."""
    return {text: found.span() for text in texts if (found := ask(text))}


@pytest.mark.parametrize("name", WORDINGS)
def test_wordings_find_what_their_patterns_find(name: str) -> None:
    wording = WORDINGS[name]
    pattern = re.compile(wording.source)
    texts = {fold(text) for path in DOCUMENTS for line in lines(path) for text in (line, line.strip("#*-> "))}
    assert found_by(wording.match, texts) == found_by(pattern.match, texts)
    if not name.startswith(tuple(f"{module.__name__}." for module in MATCHED)):
        assert found_by(wording.search, texts) == found_by(pattern.search, texts)


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        (r"\b(?:must|needs? to)\b", ["it must go", "need to go", "needs to go"], ["mustard", "the need"]),
        (r"(?:very )?(?:late|soon)|遅い", ["late", "very soon", "これは遅い"], ["very", "遅"]),
        (r"^\W*won't fix", ["- won't fix"], ["wont fix", "will not fix"]),
        (
            r"\b(?:no go|go ahead)\b",
            ["go no go", "a go-ahead: go ahead"],
            ["no, go", "forgo ahead", "ago ahead"],
        ),
        (r"half[- ]day|hal(?:b|ber) tag", ["half-day", "halber tag"], ["halves", "tag"]),
    ],
)
def test_what_a_wording_finds(pattern: str, found: list[str], not_found: list[str]) -> None:
    wording = Wording(pattern)
    assert all(wording.search(text) for text in found)
    assert not any(wording.search(text) for text in not_found)


@pytest.mark.parametrize("pattern", [r"\d+ days", r".*late", r"(?=late)", r"(late"])
def test_a_pattern_has_to_begin_with_a_word(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"no word|does not end"):
        Wording(pattern)


def test_what_stands_before_needs_no_word() -> None:
    wording = Wording(r"(?:all|any) rest", before=r"^\W*\d*\s*")
    assert wording.match("- 3 all rest")
    assert not wording.match("- 3 no rest")


def test_a_text_has_the_bits_of_its_words_and_no_others() -> None:
    one, other = bit_of_words(["aardvark"]), bit_of_words(["zebra"])
    assert hints("an aardvark, not two") & one
    assert not hints("an aardvark, not two") & other
    assert hints("動物") & one & other == one & other


def test_a_lexicon_is_asked_where_it_has_a_word() -> None:
    lexicon = Lexicon({True: "no longer, gone"})
    assert lexicon.first("it is no longer there") == (True, 6, 15)
    assert hints("it is no problem") & lexicon.bit
    assert lexicon.first("it is no problem") is None
    assert not hints("it is a problem") & lexicon.bit
