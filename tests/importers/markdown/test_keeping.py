"""What is worked out of a value is worked out once, and changes nothing that the value says."""

from __future__ import annotations

import copy
import pickle

from tracker.domain.frozen import Remembering, frozen
from tracker.importers.markdown.inline import Line, plain_line, read_line
from tracker.importers.markdown.keeping import kept
from tracker.importers.markdown.spans import Span

asked: list[str] = []


@frozen
class Word(Remembering):
    text: str

    @kept
    def length(self) -> int:
        """How long it is."""
        asked.append(self.text)
        return len(self.text)


def test_a_property_is_worked_out_once_for_each_value() -> None:
    asked.clear()
    one, other = Word("one"), Word("three")
    assert [one.length, one.length, other.length] == [3, 3, 5]
    assert asked == ["one", "three"]
    assert Word.length.__doc__ == "How long it is."


def test_what_is_kept_is_no_part_of_a_value() -> None:
    one = Word("one")
    assert one.length == 3
    assert one == Word("one")
    assert repr(one) == repr(Word("one"))


def test_a_line_without_marks_says_what_any_line_of_its_words_says() -> None:
    plain, other = plain_line("No backups of a.py.", 3), Line(3, (Span("No backups of a.py."),))
    assert plain == read_line("No backups of a.py.", 3)
    assert (plain.number, plain.spans) == (other.number, other.spans)
    for name in ("raw", "text", "lead", "struck", "has_strong", "has_struck", "hrefs", "after_lead"):
        assert getattr(plain, name) == getattr(other, name)
    assert copy.copy(plain) == pickle.loads(pickle.dumps(plain)) == plain
    assert plain.may_name_files
    assert not plain_line("No backups.", 3).may_name_files
