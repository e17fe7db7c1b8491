"""Titles are compared by the words they share, in the same way in every process."""

from __future__ import annotations

import pytest

from tracker.importers.markdown.similar import Titles, words_of

APART = ["apple bridge castle", "dragon engine forest", "garden harbor island"]


def titles_of(*titles: str, texts: tuple[str, ...] = (), fixes: tuple[str, ...] = ()) -> Titles:
    none = ("",) * len(titles)
    return Titles(titles, texts or none, fixes or none)


def test_titles_without_a_word_in_common_are_no_pair() -> None:
    titles = titles_of(*APART)
    assert list(titles.pairs()) == []
    assert list(titles.retold()) == []


def test_each_pair_comes_once_whatever_the_number_of_words_it_shares() -> None:
    titles = titles_of("apple bridge", "bridge apple castle", "castle dragon")
    (one, two), *others = ((pair[:2], pair[2]) for pair in titles.pairs())
    assert [one, *(each[0] for each in others)] == [(0, 1), (1, 2)]
    assert titles.shared(0, 1) == 2
    assert titles.contained(0, 1) == pytest.approx(1)
    likeness, shared, by_fix = two
    assert (0 < likeness < 1, shared, by_fix) == (True, 2, 0)


def test_titles_of_the_same_words_are_wholly_alike() -> None:
    ((_, _, (likeness, shared, _)),) = titles_of("apple bridge", "bridge apple").pairs()
    assert likeness == pytest.approx(1)
    assert shared == 2


def test_a_word_that_many_titles_have_pairs_none_of_them() -> None:
    assert len(list(titles_of(*["apple"] * 40).pairs())) == 40 * 39 / 2
    assert list(titles_of(*["apple"] * 41).pairs()) == []


def test_a_fix_is_compared_with_the_title_of_the_other() -> None:
    titles = "apple bridge castle", "apple engine forest", "apple harbor island"
    alike = titles_of(*titles, fixes=("", titles[0], titles[0])).pairs()
    by_fix = {(first, second): found for first, second, (_, _, found) in alike}
    assert by_fix[0, 1] == by_fix[0, 2] == pytest.approx(1)
    assert 0 < by_fix[1, 2] < 0.5
    assert {found for _, _, (_, _, found) in titles_of(*titles).pairs()} == {0}


def test_a_text_that_tells_half_of_the_words_of_a_title_tells_it() -> None:
    six, others = "apple bridge castle dragon engine forest", "a king, a queen, a jester, a horse, a moat"
    half = titles_of(six, "garden", texts=("", f"a castle, an apple and a bridge, {others}"))
    assert list(half.retold()) == [(0.5, 0, 1)]
    third = titles_of(six, "garden", texts=("", f"a castle and an apple, {others}"))
    assert list(third.retold()) == []


def test_what_is_retold_comes_in_the_order_of_words() -> None:
    words = [f"{first}{second}mark" for first in "bcdfgh" for second in "klmnpq"]
    titles = titles_of(" ".join(words), *words, texts=("", *([" ".join(words)] * len(words))))
    assert [other for _, title, other in titles.retold() if title == 0] == list(range(1, len(words) + 1))
    assert words_of(" ".join(words)) == tuple(words)


def test_a_name_whose_letters_part_it_is_one_word() -> None:
    assert words_of("Create GitHub release")[0] == "github"
    assert words_of("dropDatabase") != words_of("dropdatabase")


@pytest.mark.parametrize(
    ("finding", "step"),
    [
        ("НЕТ ШИФРОВАНИЯ", "Настроить шифрование"),
        ("Нет мониторинга маяка", "Настроить monitoring маяка"),
        ("Проблемы с маяками", "Улучшить маяк"),
        ("Нет тестов насоса", "Добавить tests насоса"),
        ("Нет документации", "Расширить documentation"),
    ],
)
def test_russian_cases_and_borrowed_words_are_the_same_words(finding: str, step: str) -> None:
    assert set(words_of(finding)) == set(words_of(step)) != set()


def test_words_that_tell_little_name_a_thing_together() -> None:
    assert words_of("No code review") == words_of("Introduce a code review process")[:2] != ()
    assert words_of("Review the code of the pump")[-1] not in words_of("No code review")
    assert words_of("Missing support") == ()


@pytest.mark.parametrize("syllable", ["нова", "ing", "ами"])
def test_endings_without_an_end_are_no_word_to_shorten(syllable: str) -> None:
    (word,) = words_of(syllable * 5000)
    assert word == syllable * 5000
