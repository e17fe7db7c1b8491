"""Terms that are compiled by the word they begin with find what one pattern of all of them finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.importers.markdown import horizons
from tracker.importers.markdown.hints import alternatives
from tracker.importers.markdown.terms import Terms
from tracker.importers.markdown.words import fold

DOCUMENTS = sorted((Path(__file__).parent.parent / "documents").glob("*.md"))
LINES = {fold(line.strip("#*-> ")) for path in DOCUMENTS for line in path.read_text("utf-8").split("\n")}


def test_a_term_is_found_where_its_word_stands() -> None:
    terms = Terms(["next (?:week|month)", "weeks? 3"], r"\b")
    found = terms.search("not in next year, but in the next week")
    assert found is not None
    assert (found.start(), found[0]) == (29, "next week")
    assert terms.match("in weeks 3 to 4", 3)
    assert not terms.match("in weeks 3 to 4")
    assert not terms.search("midweek 3")


def test_the_first_term_wins_that_fits() -> None:
    long_first, short_first = Terms(["now and then", "now"], r"\b"), Terms(["now", "now and then"], r"\b")
    found = [terms.match("now and then") for terms in (long_first, short_first)]
    assert [each and each[0] for each in found] == ["now and then", "now"]


def test_a_term_has_to_begin_with_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        Terms([r"\d+ days"], r"\b")


def test_a_bracket_in_a_class_of_characters_parts_nothing() -> None:
    assert alternatives(r"after [^):]*|a(?:b|[(|]c)|\(d|e") == ["after [^):]*", "a(?:b|[(|]c)", r"\(d", "e"]


def test_phases_are_found_as_by_one_pattern_of_them() -> None:
    names = re.compile(rf"(\()?(?:{horizons._NAMED}|{horizons._DAYS})(?(1)\)|\b)")
    numbers = re.compile(rf"{horizons._NUMBERED}|{horizons._CJK}")
    places = [(line, at) for line in LINES for at in range(min(len(line), 30))]
    for pattern, ask in ((names, horizons._name), (numbers, horizons._number)):
        found = {place for place in places if ask(*place)}
        assert found == {place for place in places if pattern.match(*place)}
