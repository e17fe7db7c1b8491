"""What a document is, told from its bytes; and broken or hostile ones, which are errors and never crashes."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import TrackerError, UsageError
from tracker.importers import limits
from tracker.importers.json_reading import Located, load_json
from tracker.importers.registry import FORMATS, detect, read


@pytest.mark.parametrize(
    ("text", "name", "format_"),
    [
        ("# Review\n\n- [ ] do it\n", "review.md", "markdown"),
        ("[x] done\n", "x", "markdown"),
        ("[link](https://x.org) first\n", "x", "markdown"),
        ("{braces} first\n", "x", "markdown"),
        ("", "x", "markdown"),
        ("Prose, with commas, and more.\nAnd a second, line.\n", "x", "markdown"),
        ("| Title | Severity |\n|---|---|\n| T | high |\n", "x.md", "markdown"),
        ("Title: a review, in short\n\nSeverity, it says.\n", "x", "markdown"),
        ("title,severity\nT,high\n", "x", "csv"),
        ("title;severity\nT;high\n", "review.md", "csv"),
        ("title\nT\n", "x.csv", "csv"),
        ("title\nT\n", "x.md", "markdown"),
        ('{"runs": []}', "x", "sarif"),
        ('\ufeff {"runs": []}', "x", "sarif"),
        ('{"plan-of-action-and-milestones": {}}', "x", "oscal-poam"),
        ('{"results": []}', "x", "defectdojo"),
        ('{"findings": [{"title": "T", "severity": "High"}]}', "x", "defectdojo"),
        ('[{"title": "T", "severity": "High"}]', "x", "defectdojo"),
        ('[{"number": 1, "title": "T"}]', "x", "github"),
        ('{"total_count": 1, "items": [{"number": 1, "title": "T"}]}', "x", "github"),
        ("[]", "x", "github"),
        ('{"schema": 1, "items": []}', "x", "tracker-json"),
    ],
)
def test_the_format_is_told_from_content(text: str, name: str, format_: str) -> None:
    assert detect(text.encode(), name) == format_
    assert format_ in FORMATS


def test_wide_encodings_of_json() -> None:
    assert detect('{"runs": []}'.encode("utf-16"), "x") == "sarif"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b'{"x": 1}', "x", "JSON of no known shape"),
        (b"[[1]]", "x", "JSON of no known shape"),
        (b"3", "x.json", "JSON of no known shape"),
        (b'{"runs": [,]}', "x", r"x:1:11: broken JSON"),
        (b'{"runs":\n [1,]}', "x", r"x:2:4: broken JSON"),
        (b'{"runs": []', "x", "broken JSON"),
        (b'{"runs": []} x', "x", "broken JSON"),
        (b"not json", "x.json", "broken JSON"),
        (b'{"a":' * 100_000, "x", "nested too deeply"),
        (b'{"a":' + b"[" * 100_000, "x", "nested too deeply"),
        (b'{"a":' + b"9" * 5000 + b"}", "x", "broken JSON"),
        (b'{"a": "\xff"}', "x", "neither UTF-8 nor UTF-16"),
    ],
)
def test_broken_json_is_an_error_with_its_place(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        detect(data, name)


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean sarif") as caught:
        read(b"{}", "x", "sariff")
    assert "markdown" in (caught.value.hint or "")


def test_a_document_of_another_format_than_was_said() -> None:
    with pytest.raises(UsageError, match="no SARIF"):
        read(b"[]", "x", "sarif")


def test_columns_belong_to_tables() -> None:
    with pytest.raises(UsageError, match="in a table only"):
        read(b"{}", "x", "sarif", {"a": "title"})


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_DOCUMENT", 10)
    with pytest.raises(UsageError, match="larger than"):
        read(b'{"runs": [] }', "x", "sarif")


def test_too_many_results_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ITEMS", 1)
    runs: list[object] = [{"results": [{}, {}]}]
    with pytest.raises(UsageError, match="more than the 1 that are read"):
        read(json.dumps({"runs": runs}).encode(), "x", "sarif")


WORDS = "runs results items findings schema number title severity tool rules id message locations"
KEYS = st.sampled_from(WORDS.split())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_any_json_reads_as_python_reads_it(value: object, indent: int | None, escaped: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=escaped)
    data = text.encode("utf-8", "surrogatepass")
    assert load_json(data, "x") == json.loads(text)


@given(st.binary(max_size=60) | st.text('[]{}",:0 a\\\n', max_size=40).map(str.encode))
def test_any_bytes_are_json_to_both_or_to_neither(data: bytes) -> None:
    try:
        expected = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, UnicodeDecodeError):
        with pytest.raises(UsageError):
            load_json(data, "x")
    else:
        assert repr(load_json(data, "x")) == repr(expected)


def test_objects_know_their_lines() -> None:
    found = load_json(b'{\n"a": [\n{},\n{"b":\n1}\n]\n}', "x")
    assert isinstance(found, Located)
    assert found.lines == (1, 7)
    assert [each.lines for each in found["a"]] == [(3, 3), (4, 5)]


@given(
    st.dictionaries(
        KEYS,
        JSON,
        max_size=6,
    ),
    st.sampled_from([name for name in FORMATS if name not in ("markdown", "csv")]),
)
def test_any_values_under_known_keys(value: object, format_: str) -> None:
    for document in (
        value,
        [value],
        {"runs": [value]},
        {"results": [value]},
        {"schema": 1, "items": [value]},
    ):
        with suppress(TrackerError):
            read(json.dumps(document).encode(), "x", format_)
