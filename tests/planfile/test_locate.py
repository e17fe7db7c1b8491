from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from tests.planfile.documents import documents
from tracker.planfile.locate import KeyPath, Places, find_spans

TEXT = '''\
# comment [not.a.table]
top = 1
"quoted key".'lit eral'.bare = """multi
[not.a.header]
fake = 1 \\""" still """"
dates = [ 1979-05-27 07:32:00, 1979-05-27T07:32:00Z, # ] in a comment
  07:32:00,
]
  [ item . "A-1" ]   # spaces
  title = 'a # "b'
inline = { a = { b = [1, { c = "]}" }] }, d.e = true }
[[item."A-1".snippet]]
code = """"""
[[item."A-1".snippet]]
code = ''\'
x = 1
\'\'\''
[item."A-1".snippet.deep]
z = 1
'''

PLACES: list[tuple[KeyPath, tuple[int, int]]] = [
    (("top",), (2, 7)),
    (("quoted key", "lit eral", "bare"), (3, 32)),
    (("dates", 0), (6, 11)),
    (("dates", 1), (6, 32)),
    (("dates", 2), (7, 3)),
    (("item", "A-1"), (9, 12)),
    (("item", "A-1", "title"), (10, 11)),
    (("item", "A-1", "inline", "a", "b", 1, "c"), (11, 32)),
    (("item", "A-1", "inline", "d", "e"), (11, 49)),
    (("item", "A-1", "snippet", 0, "code"), (13, 8)),
    (("item", "A-1", "snippet", 1, "code"), (15, 8)),
    (("item", "A-1", "snippet", 1, "deep", "z"), (19, 5)),
    (("item", "A-1", "missing"), (9, 12)),
    (("nowhere", 3), (1, 1)),
]


@pytest.mark.parametrize(("path", "place"), PLACES)
def test_values_are_found_whatever_form_they_are_written_in(path: KeyPath, place: tuple[int, int]) -> None:
    tomllib.loads(TEXT)
    assert Places(TEXT, [path]).at(path) == place


def test_keys_are_found() -> None:
    places = Places(TEXT, [("item", "A-1", "title"), ("quoted key",)])
    assert places.at(("item", "A-1", "title"), on_key=True) == (10, 3)
    assert places.at(("quoted key", "lit eral"), on_key=True) == (3, 14)


def leaves(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


@given(documents())
def test_the_span_of_every_value_is_that_value(text: str) -> None:
    spans = find_spans(text)
    for path, value in leaves(tomllib.loads(text)):
        span = spans[path]
        assert tomllib.loads(f"x = {text[span.start : span.end]}") == {"x": value}


@given(documents())
def test_the_line_of_every_key_contains_it(text: str) -> None:
    found = [path for path, _ in leaves(tomllib.loads(text)) if isinstance(path[-1], str)]
    places = Places(text, found)
    for path in found:
        line, column = places.at(path, on_key=True)
        rest = text.split("\n")[line - 1][column - 1 :]
        assert str(tomllib.loads(rest.partition("=")[0] + "= 0")).startswith(str({path[-1]: 0})[:-4])


@given(documents(), st.data())
def test_looking_for_one_key_finds_what_looking_for_all_finds(text: str, data: st.DataObject) -> None:
    every = [path for path, _ in leaves(tomllib.loads(text))]
    if every:
        path = data.draw(st.sampled_from(every))
        assert Places(text, [path]).at(path) == Places(text, every).at(path)


@given(st.text(max_size=60))
def test_nothing_crashes_the_scanner(text: str) -> None:
    assert isinstance(find_spans(text), dict)
    assert Places(text, [("a",)]).at(("a",)) >= (1, 1)


def test_nesting_as_deep_as_toml_reads_it_is_survived() -> None:
    text = "a = 1\nx = " + "[" * 400 + "]" * 400
    tomllib.loads(text)
    assert ("a",) in find_spans(text)


def test_what_tomlkit_writes_is_found_too() -> None:
    text = tomlkit.dumps({"a": {"b": [{"c": "x\ny"}], "d e": 'q"'}})
    assert {("a", "b", 0, "c"), ("a", "d e")} <= find_spans(text).keys()
