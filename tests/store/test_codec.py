"""States survive being stored."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.helpers import steady
from tracker.domain.effort import Effort
from tracker.domain.state import (
    Acceptance,
    CommitLink,
    Deferral,
    Evidence,
    ItemState,
    Measurement,
    Note,
    PlanState,
    Role,
    Signature,
    Status,
)
from tracker.domain.text import clean
from tracker.store.codec import (
    UNREADABLE,
    decode_items,
    decode_plan,
    dumps,
    encode_item,
    encode_plan,
    loads,
    stored,
)

text = st.text(max_size=12).map(clean)
maybe_text = st.none() | text
zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-11))])
times = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=zones)
days = st.dates(min_value=date(2000, 1, 1))
hours = st.floats(0, 1e5)

links = st.builds(CommitLink, text, st.sampled_from(Role), text, text, times, text, maybe_text)
proofs = st.builds(Evidence, text, text, text, times, text, maybe_text, st.none() | st.booleans(), maybe_text)
states = st.builds(
    ItemState,
    status=st.sampled_from(Status),
    claimed=st.booleans(),
    reason=maybe_text,
    blocked=maybe_text,
    owner=maybe_text,
    owner_set=st.booleans(),
    effort=st.none() | st.builds(Effort, hours, hours, st.none() | hours, text),
    actual_hours=st.none() | hours,
    ticks=st.dictionaries(text, st.booleans(), max_size=3),
    commits=st.lists(links, max_size=2).map(tuple),
    branches=st.lists(text, max_size=2).map(tuple),
    evidence=st.lists(proofs, max_size=2).map(tuple),
    notes=st.lists(st.builds(Note, text, text, times), max_size=2).map(tuple),
    acceptance=st.none() | st.builds(Acceptance, text, text, days),
    deferral=st.none() | st.builds(Deferral, maybe_text, st.none() | days),
    duplicate_of=maybe_text,
    started_at=st.none() | times,
    resolved_at=st.none() | times,
    resolved_by=maybe_text,
    verified_at=st.none() | times,
    verified_by=maybe_text,
    updated_at=st.none() | times,
)
plan_states = st.builds(
    PlanState,
    measurements=st.dictionaries(text, st.builds(Measurement, text, st.booleans(), text, times), max_size=3),
    signatures=st.dictionaries(text, st.builds(Signature, text, text, times), max_size=3),
    ticks=st.dictionaries(st.tuples(text, text), st.booleans(), max_size=3),
)


@steady
@given(st.lists(states, max_size=4))
def test_item_states_round_trip(found: list[ItemState]) -> None:
    assert decode_items([encode_item(state) for state in found]) == found


@steady
@given(plan_states)
def test_plan_states_round_trip(state: PlanState) -> None:
    assert decode_plan(encode_plan(state)) == state


def test_defaults_take_no_room() -> None:
    assert encode_item(ItemState()) == "{}"


def test_equal_values_have_equal_texts() -> None:
    assert dumps({"b": 1, "a": [1.5, None]}) == dumps({"a": (1.5, None), "b": 1}) == '{"a":[1.5,null],"b":1}'


def test_no_number_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON"):
        dumps({"hours": float("nan")})


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"status":"gone"}', '{"unknown":1}', '{"notes":[["x"]]}', "{},{}", "null"]
)
def test_what_is_no_state_is_not_read(broken: str) -> None:
    with pytest.raises(UNREADABLE):
        decode_items([broken])


@steady
@given(st.text())
def test_whatever_is_decoded_is_safe_to_show(hostile: str) -> None:
    for ascii_only in (True, False):
        assert loads(json.dumps({hostile: [hostile]}, ensure_ascii=ascii_only)) == {
            clean(hostile): [clean(hostile)]
        }


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda parts: st.lists(parts, max_size=2) | st.dictionaries(st.text(), parts, max_size=2),
    max_leaves=6,
)


@steady
@given(st.dictionaries(st.text(), anything, max_size=3))
def test_a_payload_is_at_once_what_it_will_be_read_as(payload: dict[str, object]) -> None:
    told, kept = stored(payload)
    assert kept == loads(told)


@pytest.mark.parametrize(
    ("payload", "shared"),
    [
        ({"sha": "a" * 40, "hours": 1.5, "again": True, "of": None}, True),
        ({"batches": ["a"]}, False),
        ({"days": ("a", "b")}, False),
        ({"text": "red \x1b[31m"}, False),
        ({"text": "\u202e"}, False),
        ({"of": Role.REFS}, False),
    ],
)
def test_only_a_flat_and_safe_payload_is_shared(payload: dict[str, object], shared: bool) -> None:
    assert (stored(payload)[1] is payload) is shared
