"""What proofs expect: each form met and missed, and what cannot be judged."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.bound import parse_bound
from tracker.domain.expectation import judge, parse_expectation
from tracker.domain.json_answer import last_document
from tracker.domain.reading import last_reading

REPORT = """\
[INFO] starting
{"summary": {"failed": 0}, "old": true}
{
  "summary": { "failed": 2, "name": "größe", "ok": true, "none": null, "2xx": 7, "a b.c": [1, 2.5] },
  "results": [ { "p95": 181.5 }, { "p95": 90 } ]
}
done in 3 s
"""


def found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.MULTILINE) is not None


def judged(expect: str, output: str | None = REPORT, code: int = 0) -> tuple[bool, str]:
    judgement = judge(parse_expectation(expect), code, output, found)
    return judgement.passed, judgement.why


@pytest.mark.parametrize(
    ("expect", "code", "passed", "why"),
    [
        ("exit 0", 0, True, "exit 0"),
        ("exit 0", 1, False, "exit 1, expected 0"),
        ("exit 3", 3, True, "exit 3"),
        ("exit 0", -11, False, "exit -11, expected 0"),
        ("match /^done/", 1, True, "exit 1, found /^done/"),
        ("match /^failed/", 0, False, "exit 0, did not find /^failed/"),
        ("no match /FATAL/", 0, True, "exit 0, did not find /FATAL/"),
        ("no match /done/", 0, False, "exit 0, found /done/"),
    ],
)
def test_codes_and_patterns(expect: str, code: int, passed: bool, why: str) -> None:
    assert judged(expect, code=code) == (passed, why)


@pytest.mark.parametrize(
    ("expect", "passed", "why"),
    [
        ("json .summary.failed == 2", True, ".summary.failed is 2"),
        ("json .summary.failed == 0", False, ".summary.failed is 2, expected == 0"),
        ("json summary.failed <= 2.0", True, "summary.failed is 2"),
        ("json .summary.failed != 2", False, ".summary.failed is 2, expected != 2"),
        ("json results[0].p95 < 182", True, "results[0].p95 is 181.5"),
        ("json .results[-1].p95 >= 91", False, ".results[-1].p95 is 90, expected >= 91"),
        ('json .summary["a b.c"][1] > 2', True, '.summary["a b.c"][1] is 2.5'),
        ("json .summary.2xx == 7", True, ".summary.2xx is 7"),
        ('json .summary.name == "größe"', True, '.summary.name is "größe"'),
        ('json .summary.name < "h"', True, '.summary.name is "größe"'),
        ("json .summary.ok == true", True, ".summary.ok is true"),
        ("json .summary.ok == 1", False, ".summary.ok is true or false, expected == 1"),
        ('json .summary.failed == "2"', False, '.summary.failed is a number, expected == "2"'),
        ("json .summary.none == null", True, ".summary.none is null"),
        ("json .summary.failed != null", True, ".summary.failed is 2"),
        ("json .summary.none < 3", False, ".summary.none is null, expected < 3"),
        ("json .summary == 2", False, ".summary is an object, expected == 2"),
        ("json .results == 2", False, ".results is a list, expected == 2"),
        ("json .results[2].p95 < 1", False, "there is no .results[2].p95 in its JSON"),
        ("json .summary[0] == 1", False, "there is no .summary[0] in its JSON"),
        ("json .old == true", False, "there is no .old in its JSON"),
    ],
)
def test_values_of_the_last_json_document(expect: str, passed: bool, why: str) -> None:
    assert judged(expect) == (passed, f"exit 0, {why}")
    assert judged(expect, code=1) == (passed, f"exit 1, {why}")


def test_a_document_may_be_the_whole_output() -> None:
    assert judged("json . == 5", " 5\n") == (True, "exit 0, . is 5")
    assert judged("json [1] == 5", "[4,\n5]") == (True, "exit 0, [1] is 5")
    assert judged("json . == 5", "5 apples") == (False, "exit 0, its output holds no JSON")


@pytest.mark.parametrize(
    "output", ["", "plain", "[INFO] x", '{"a": NaN}', '{"a": 1} trailing', '{"a": ', "{" * 9, "[" * 100_000]
)
def test_no_json_fails_with_the_reason(output: str) -> None:
    assert judged("json .a == 1", output) == (False, "exit 0, its output holds no JSON")


def test_a_text_of_nothing_but_brackets_is_given_up() -> None:
    with pytest.raises(ValueError, match="too much of its output looks like JSON and is none"):
        last_document("[\n" * 20_000)
    assert last_document("[12:30:05] fine\n" * 20_000 + "[1]\n") == [1]


def test_control_characters_in_a_value_are_not_shown_raw() -> None:
    passed, why = judged("json .a == 1", '{"a": "\\u001b]0;x\\u0007\\u202e"}')
    assert not passed
    assert why.isprintable()
    assert judged('json .a == "x"', '{"a": "\\u001b[1m\\ud800"}')[1].isprintable()


@pytest.mark.parametrize(
    ("bound", "output", "passed", "measured", "why"),
    [
        ("< 250 ms", "p95: 180 ms", True, "180 ms", "measured 180 ms"),
        ("< 250 ms", "p95: 0.18s\n\n", True, "0.18 s", "measured 0.18 s"),
        ("< 250 ms", "180\n251", False, "251 ms", "measured 251 ms, expected < 250 ms"),
        ("< 0.25 s", "took 0.18", True, "0.18 s", "measured 0.18 s"),
        (">= 99.9 %", "uptime 99.95% (30 days, 12:30:05)", False, "30 days", None),
        (">= 99.9 %", "uptime 99.95%", True, "99.95 %", "measured 99.95 %"),
        ("100..500 /min", "120 per minute", True, "120 per minute", "measured 120 per minute"),
        ("> 100 req/s", "1,200 req/s", True, "1,200 req/s", "measured 1,200 req/s"),
        ("< 5", "3 of 12 pods, restarts: 4", True, "4", "measured 4"),
        ("< 5 MB", "size -1.5e0", True, "-1.5e0 MB", "measured -1.5e0 MB"),
        ("= 0", "errors: 0.", True, "0", "measured 0"),
        ("< 5", "3 v1.2.3 sha-256 2026-11-22 p95 1st 10:20 a_7", True, "3", "measured 3"),
    ],
)
def test_the_last_number_is_held_against_the_bound(
    bound: str, output: str, passed: bool, measured: str, why: str | None
) -> None:
    judgement = judge(parse_expectation(f"number {bound}"), 0, output, found)
    if why is None:
        assert (judgement.passed, judgement.measured) == (False, None)
        assert "has another unit than the bound" in judgement.why
    else:
        assert judgement.why == f"exit 0, {why}"
        assert (judgement.passed, judgement.measured) == (passed, measured)


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("", "its output holds no number"),
        ("v2 of p95", "its output holds no number"),
        ("took 1,5 ms", "'1,5' is no measurement"),
        ("on 10.0.0.1", "'10.0.0.1' is no number"),
        ("1" * 100_000, "its last number has too many digits"),
    ],
)
def test_what_is_no_number_measures_nothing(output: str, why: str) -> None:
    judgement = judge(parse_expectation("number < 250 ms"), 0, output, found)
    assert (judgement.passed, judgement.measured) == (False, None)
    assert judgement.why.startswith(f"exit 0, {why}")


def test_a_command_that_failed_measures_nothing() -> None:
    judgement = judge(parse_expectation("number < 250 ms"), 1, "12 ms", found)
    assert (judgement.passed, judgement.measured) == (False, None)
    assert judgement.why == "exit 1, expected 0 and a number < 250 ms"


def test_too_much_output_is_judged_by_its_code_alone() -> None:
    for expect in ("match /a/", "no match /a/", "json .a == 1", "number < 1"):
        assert judged(expect, None) == (False, "exit 0, could not be judged: it printed too much")
    assert judged("exit 0", None) == (True, "exit 0")


def test_a_search_that_takes_too_long_fails_in_its_words() -> None:
    def endless(pattern: str, text: str) -> bool:
        raise TimeoutError(f"could not be judged within 10 s: /{pattern}/")

    for expect in ("match /(a+)+$/", "no match /(a+)+$/"):
        judgement = judge(parse_expectation(expect), 0, "a", endless)
        assert not judgement.passed
        assert judgement.why == "exit 0, could not be judged within 10 s: /(a+)+$/"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("fine", "'fine' is no outcome; write exit 0, match /ok/, no match /error/, json .failed == 0 or "),
        ("exit 256", "'exit 256' is no outcome"),
        ("exit", "'exit' is no outcome"),
        ("match /(/", "'(' is no regular expression"),
        ("number", "'' is no bound"),
        ("number < fast", "'< fast' is no bound"),
        ("numbers < 3", "'numbers < 3' is no outcome"),
        ("json", "begins with no path"),
        ("json == 3", "begins with no path"),
        ("json .a", "'.a' compares nothing; write json .failed == 0"),
        ("json .a = 3", "compares nothing"),
        ("json .a..b == 3", "compares nothing"),
        ("json .a[x] == 3", "compares nothing"),
        ("json .a == ok", "'ok' is no JSON value"),
        ("json .a == [1]", "'[1]' is no JSON value"),
        ("json .a == NaN", "'NaN' is no JSON value"),
        ("json .a < true", "true has no order"),
        ("json .a > null", "null has no order"),
        ("x" * 10_000, "'xxx"),
    ],
)
def test_what_is_no_expectation_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as refused:
        parse_expectation(text)
    assert len(str(refused.value)) < 300


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    for form in (text, f"json {text}", f"json .a == {text}", f"number {text}", f"match /{text}/"):
        try:
            expected = parse_expectation(form)
        except ValueError:
            continue
        assert isinstance(judge(expected, 0, text, lambda pattern, output: True).passed, bool)


@given(st.text(alphabet="0123456789.,-+e:/_ msx\n", max_size=40))
def test_any_output_has_a_reading_or_none(text: str) -> None:
    try:
        reading = last_reading(text, parse_bound("< 250 ms"))
    except ValueError:
        return
    assert reading is None or reading.split()[0] in text


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=9))
def test_documents_are_found_behind_any_line(value: object) -> None:
    import json

    text = f"[log] starting\n{json.dumps([value], indent=1)}\n"
    assert last_document(text) == [value]
