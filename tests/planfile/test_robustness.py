from __future__ import annotations

import json
from typing import Any

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planfile.documents import documents
from tests.planfile.test_reading import FULL
from tracker.planfile.load import read_plan
from tracker.planfile.problem import BadPlanError

WORDS = """
plan team gate sla area phase item checklist target decision routine schema signoff id title claims
score items engineers away source effort after files checks proof snippet lifts needs deferred was
text A b run expect timeout bound options sizes weight due every limit severity
"""
NAMES = st.sampled_from(WORDS.split())
LEAVES = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        ["1-2d", "< 3 ms", "90d", "A", "match /(/", "match /a{999999999999}/", "2025-01-01..", "..", "high"]
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)


def only_bad_plan_errors(data: bytes) -> None:
    try:
        read_plan(data, "plan.toml")
    except BadPlanError as error:
        caught = error
    else:
        return
    assert any(problem.level == "error" for problem in caught.problems)
    assert len(str(caught).split("\n")) == len(caught.problems)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    only_bad_plan_errors(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    only_bad_plan_errors(text.encode("utf-8", "replace"))


@given(documents())
def test_any_toml(text: str) -> None:
    only_bad_plan_errors(text.encode())


@given(st.dictionaries(NAMES, TREES, max_size=8))
def test_any_tables_of_the_names_that_plans_use(tree: dict[str, Any]) -> None:
    only_bad_plan_errors(tomlkit.dumps({**tree, "schema": 1}).encode())


@given(st.data())
@settings(max_examples=100)
def test_a_good_plan_with_a_slip_anywhere(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 20)))
    slip = data.draw(
        st.sampled_from(["", "\n", '"', "]", "= 3", "[x]\n", "\\", "nan", json.dumps("x" * 500)])
    )
    only_bad_plan_errors((FULL[:start] + slip + FULL[end:]).encode())
