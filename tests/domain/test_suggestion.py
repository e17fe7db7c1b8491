"""How likely commits are, and why: the plain cases as a reader would put them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.commit import Commit
from tracker.domain.fileref import parse_fileref
from tracker.domain.suggestion import Candidate, best_of, is_likely, likeliest, score, suggestion
from tracker.domain.touch import Reach, Touch

NOW = datetime(2026, 3, 1, tzinfo=UTC)
POOL = {"pool": 1.0, "connection": 0.8}


def commit(subject: str = "Change it", *, days_ago: int = 1, sha: str = "a" * 40) -> Commit:
    at = NOW - timedelta(days=days_ago)
    return Commit(sha, (), "Ada", "ada@example.org", at, at, subject)


def candidate(
    *reaches: Reach,
    subject: str = "Change it",
    words: dict[str, float] | None = None,
    files: int = 1,
    references: int = 4,
    made: Commit | None = None,
) -> Candidate:
    touches = tuple(
        Touch(parse_fileref(f"src/f{number}.ts:{number + 1}-9"), reach)
        for number, reach in enumerate(reaches)
    )
    return Candidate("POOL", made or commit(subject), touches, references, words or {}, files)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (candidate(Reach.LINES), candidate(Reach.FILE)),
        (candidate(Reach.FILE), candidate(Reach.FOLDER)),
        (candidate(Reach.LINES), candidate(Reach.FILE, Reach.FILE, Reach.FILE, Reach.FILE)),
        (candidate(Reach.FILE, Reach.FILE), candidate(Reach.FILE)),
        (candidate(Reach.FILE, words=POOL), candidate(Reach.FILE)),
        (candidate(Reach.FILE, words={"pool": 1.0}), candidate(Reach.FILE, words={"pool": 0.2})),
        (candidate(Reach.FILE, subject="Fix the pool"), candidate(Reach.FILE, subject="Rename the pool")),
        (candidate(Reach.LINES, files=3), candidate(Reach.LINES, files=40)),
        (candidate(Reach.FILE, files=2), candidate(Reach.LINES, files=400)),
        (candidate(Reach.LINES, words=POOL), candidate(words=POOL)),
    ],
)
def test_one_is_likelier_than_another(better: Candidate, worse: Candidate) -> None:
    assert score(better) > score(worse)


@pytest.mark.parametrize(
    ("found", "likely"),
    [
        (candidate(Reach.LINES), True),
        (candidate(Reach.FILE), True),
        (candidate(Reach.FOLDER), False),
        (candidate(Reach.FOLDER, subject="Fix it", references=1), False),
        (candidate(Reach.FOLDER, words={"pool": 1.0}), True),
        (candidate(Reach.LINES, subject="Fix formatting", files=400), False),
        (candidate(Reach.LINES, words=POOL, files=400), True),
        (candidate(words={"pool": 1.0}), False),
        (candidate(words={"pool": 1.0, "connection": 1.0}), True),
        (candidate(words=dict.fromkeys("abcdefgh", 0.05)), False),
        (candidate(subject="Fix it"), False),
    ],
)
def test_what_is_worth_a_look(found: Candidate, likely: bool) -> None:
    assert is_likely(found) is likely


reach_lists = st.lists(st.sampled_from(Reach), max_size=4)
word_maps = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0, 1), max_size=6)
subjects = st.sampled_from(["Fix it", "Change it"])


@given(reach_lists, word_maps, st.integers(1, 500), subjects, st.sampled_from(Reach))
def test_one_touch_more_never_lowers_a_score(
    reaches: list[Reach], words: dict[str, float], files: int, subject: str, more: Reach
) -> None:
    before = candidate(*reaches, words=words, files=files, subject=subject, references=5)
    after = candidate(*reaches, more, words=words, files=files, subject=subject, references=5)
    assert score(after) >= score(before)


@given(reach_lists.filter(bool), word_maps, st.integers(1, 500), subjects)
def test_hitting_the_lines_never_lowers_a_score(
    reaches: list[Reach], words: dict[str, float], files: int, subject: str
) -> None:
    before = candidate(*reaches, words=words, files=files, subject=subject)
    after = candidate(Reach.LINES, *reaches[1:], words=words, files=files, subject=subject)
    assert score(after) >= score(before)


@given(reach_lists, word_maps, st.integers(1, 500), st.integers(1, 500), subjects)
def test_more_files_never_raise_a_score(
    reaches: list[Reach], words: dict[str, float], few: int, more: int, subject: str
) -> None:
    before = candidate(*reaches, words=words, files=few, subject=subject)
    after = candidate(*reaches, words=words, files=few + more, subject=subject)
    assert score(after) <= score(before)


def test_of_equals_the_newest_comes_first() -> None:
    old, new, same = (
        candidate(Reach.FILE, made=commit(days_ago=days, sha=letter * 40))
        for days, letter in ((9, "b"), (1, "c"), (9, "a"))
    )
    best = candidate(Reach.LINES, made=commit(days_ago=99, sha="d" * 40))
    found = likeliest([old, new, best, same], 3)
    assert [each.commit.sha[0] for each in found] == ["d", "c", "a"]
    assert likeliest([], 3) == []


def test_the_reasons_say_what_was_touched_first() -> None:
    words = {"pool": 1.0, "b": 0.5, "c": 0.5, "d": 0.4, "e": 0.1}
    found = suggestion(candidate(Reach.FILE, Reach.LINES, words=words, files=40))
    assert found.reasons == ("lines 2-9 of src/f1.ts", "src/f0.ts", "words: pool, b, c, d", "one of 40 files")
    assert list(map(str, found.files)) == ["src/f1.ts:2-9", "src/f0.ts:1-9"]
    assert suggestion(candidate(words=POOL)).reasons == ("words: pool, connection",)


@pytest.mark.parametrize(
    ("file", "reach", "text"),
    [
        ("src/db.ts:12-30,45", Reach.LINES, "lines 12-30,45 of src/db.ts"),
        ("src/db.ts:7", Reach.LINES, "line 7 of src/db.ts"),
        ("src/db.ts:12-30", Reach.FILE, "src/db.ts"),
        ("src/", Reach.FOLDER, "src/"),
        ("a.ts", Reach.LINES, "a.ts"),
    ],
)
def test_a_touch_in_words(file: str, reach: Reach, text: str) -> None:
    assert Touch(parse_fileref(file), reach).text == text


def test_the_best_of_several_items_names_a_commit_once() -> None:
    lines = suggestion(candidate(Reach.LINES))
    file = suggestion(candidate(Reach.FILE))
    other = suggestion(candidate(Reach.FILE, made=commit(sha="b" * 40)))
    assert best_of([[file, other], [lines]], 2) == (lines, other)
    assert best_of([[], []], 2) == ()
