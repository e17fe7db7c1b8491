from __future__ import annotations

import pytest

from tests.planfile.texts import HEAD, ONE_ITEM, lines, problems, read

ITEM_ERRORS = [
    ('efort = "2h"', "7:1", "unknown key 'efort' (did you mean effort?)"),
    ('effort = "2 parsecs"', "7:10", "effort: '2 parsecs' is no effort"),
    ("effort = 5", "7:10", "effort: has to be text, not a number"),
    ('severity = "hihg"', "7:12", "severity: 'hihg' is unknown (did you mean high?)"),
    ('severity = "x"', "7:12", "severity: 'x' is unknown; write one of critical, high, medium, low, info"),
    ('kind = "bugg"', "7:8", "(did you mean bug?)"),
    ('priority = "info"', "7:12", "priority: 'info' is unknown"),
    ('blocker = "yes"', "7:11", "blocker: has to be true or false, not text"),
    ('phase = "nwo"', "7:9", "phase: no phase 'nwo' (did you mean now?)"),
    ('area = "d b"', "7:8", "area: no area 'd b'"),
    ('after = ["A"]', "7:9", "after: A cannot come after itself"),
    ('after = ["B"]', "7:10", "after: no item 'B'"),
    ('after = "A"', "7:9", "after: has to be a list, not text"),
    ('files = ["../secret"]', "7:10", "files: '../secret' is no path inside the repository"),
    ('files = ["a.ts", "b.ts:9-3"]', "7:18", "files: '9-3' is no range of lines"),
    ("source = [1, 0]", "7:10", "source: 0 is no line number"),
    ('source = "17-x"', "7:10", "source: '17-x' is no list of lines"),
    ('due = "2026-02-30"', "7:7", "due: '2026-02-30' is no date; write 2026-01-31"),
    ("due = 2026-02-03T10:00:00", "7:7", "due: has to be a date, not a date with a time"),
    ("due = 0001-01-01", "7:7", "due: 0001-01-01 is out of range"),
    ("needs = { ops = 0 }", "7:17", "needs: 0 is out of range; write 1 to 1,000"),
    ("needs = { ops = 1.5 }", "7:17", "needs: has to be a whole number, not a number"),
    ("lifts = { db = 11 }", "7:16", "lifts: 11 is out of range; write 0 to 10"),
    ("lifts = { dbs = 8 }", "7:17", "lifts: no area 'dbs' (did you mean db?)"),
    ("lifts = { db = nan }", "7:16", "lifts: nan is out of range"),
    ("limit = { curent = '1' }", "7:11", "unknown key 'curent' (did you mean current?)"),
    ("limit = 3", "7:9", "limit: has to be a table, not a number"),
    ("deferred = { }", "7:12", "deferred: has to say until `when`, or a date of `review`"),
    ("deferred = { review = 'soon' }", "7:23", "review: 'soon' is no date"),
    ("status = 'opne'", "7:10", "status: 'opne' is unknown (did you mean open?)"),
    ("requires = 'prof'", "7:12", "requires: 'prof' is unknown (did you mean proof?)"),
    (
        "was = ['old']",
        "7:8",
        "was: 'old' is no item id: capitals, digits and -, at most 32 (did you mean OLD?)",
    ),
    ("was = ['A']", "7:8", "was: A is the item's own id"),
    ("checks = ['x', 4]", "7:16", "checks: has to be text or a table, not a number"),
    ("checks = [{ id = 'x' }]", "7:11", "[item.A.checks] has no text"),
    ("checks = [{ id = 'x', text = '1' }, { id = 'X', text = '2' }]", "7:44", "id: 'X' stands twice"),
    ("checks = [{ text = 'x', item = 'A' }]", "7:11", "item: a check of A cannot wait for A itself"),
    ("checks = [{ text = 'x', item = 'Z' }]", "7:32", "item: no item 'Z'"),
    ("checks = ['']", "7:11", "text: is empty"),
    ("snippet = [{ lang = 'sh' }]", "7:12", "[item.A.snippet] has no code"),
    ("snippet = [{ code = 'x', role = 'old' }]", "7:33", "role: 'old' is unknown"),
    ("proof = [{ run = 'x', expect = 'match /(/' }]", "7:32", "expect: '(' is no regular expression"),
    ("proof = [{ run = 'x', expect = 'exit 300' }]", "7:32", "expect: 'exit 300' is no outcome"),
    ("proof = [{ run = 'x', expect = 'fine' }]", "7:32", "expect: 'fine' is no outcome"),
    ("proof = [{ run = 'x', expect = 'json .a == ok' }]", "7:32", "expect: 'ok' is no JSON value"),
    ("proof = [{ run = 'x', expect = 'number < fast' }]", "7:32", "expect: '< fast' is no bound"),
    ("proof = [{ run = 'x', expect = 'number < 1', target = 'z' }]", "7:55", "target: no target 'z'"),
    ("proof = [{ run = '' }]", "7:18", "run: is empty"),
    ("proof = [{ expect = 'exit 0' }]", "7:10", "[item.A.proof] has no run"),
    ("proof = [{ run = 'x', cwd = '/etc' }]", "7:29", "cwd: '/etc' is no path inside the repository"),
    (
        "proof = [{ run = 'x', timeout = '9y' }]",
        "7:33",
        "timeout: '9y' is no time limit; write 30s, 2m or 1h",
    ),
    ("proof = [{ run = 'x', timeout = '25h' }]", "7:33", "timeout: 90000.0 is out of range"),
]


@pytest.mark.parametrize(("line", "place", "message"), ITEM_ERRORS)
def test_each_slip_in_an_item_is_placed_and_explained(line: str, place: str, message: str) -> None:
    tables = "[phase.now]\n[area.db]\n"
    found = lines(f"{ONE_ITEM}{line}\n{tables}")
    assert len(found) == 1
    assert found[0].startswith(f"plan.toml:{place}: error: ")
    assert message in found[0]


TABLE_ERRORS = [
    ("[items.X]", "5:2", "unknown table or key 'items' (did you mean item?)"),
    ("[item]\nX = 3", "6:5", "item.X: has to be a table, not a number"),
    (
        "[item.db-pool]\ntitle = 'x'",
        "5:7",
        "'db-pool' is no item id: capitals, digits and -, at most 32 (did you mean DB-POOL?)",
    ),
    ("[item.A]", "5:7", "[item.A] has no title"),
    ("[item.A]\ntitle = ' '", "6:9", "title: is empty"),
    ("[phase.now]\n[phase.Now]", "6:8", "'Now' differs from 'now' by case alone; rename one of them"),
    ("[phase.'a b']", "5:8", "'a b' is no id: letters, digits, - and _, at most 48 (did you mean a-b?)"),
    ("[phase.p]\neffort = '3-1d'", "6:10", "effort: '3-1d' runs backwards"),
    ("[area.a]\nscore = 10.5", "6:9", "score: 10.5 is out of range; write 0 to 10"),
    ("[area.a]\nscore = [7, inf]", "6:13", "score: inf is out of range"),
    ("[area.a]\nweight = -1", "6:10", "weight: -1 is out of range"),
    (
        "[area.a]\nweight = 0xffffffffffffffffffffffff",
        "6:10",
        "weight: a number of many digits is out of range",
    ),
    ("[area.a]\nweight = true", "6:10", "weight: has to be a number, not true or false"),
    ("[gate.g]\nblock_on = ['hgih']", "6:13", "block_on: 'hgih' is unknown (did you mean high?)"),
    ("[gate.g]\nphases = ['x']", "6:11", "phases: no phase 'x'"),
    ("[gate.g]\nchecklists = ['x']", "6:15", "checklists: no checklist 'x'"),
    ("[gate.g]\ntargets = ['x']", "6:12", "targets: no target 'x'"),
    (
        "[gate.g]\nsign_off = ['led']\n[signoff.lead]",
        "6:13",
        "sign_off: no signoff role 'led' (did you mean lead?)",
    ),
    ("[gate.g]\nevidence_max_age = '90 fortnights'", "6:20", "evidence_max_age: '90 fortnights' is no age"),
    ("[gate.g]\nmin_score = 70", "6:13", "min_score: 70 is out of range; write 0 to 10"),
    ("[sla]\nhihg = '7d'", "6:1", "unknown key 'hihg' (did you mean high?)"),
    ("[sla]\nhigh = '0d'", "6:8", "high: '0d' is no time at all"),
    ("[sla]\nhigh = '99999y'", "6:8", "high: '99999y' is more than"),
    ("[checklist.c.checks]\nx = { text = 'X', item = 'Q' }", "6:26", "item: no item 'Q'"),
    ("[checklist.c.checks]\n'a b' = 'X'", "6:1", "'a b' is no id"),
    ("[target.t]", "5:9", "[target.t] has no bound"),
    ("[target.t]\nbound = 'fast'", "6:9", "bound: 'fast' is no bound; write < 250 ms"),
    ("[target.t]\nbound = '< 1'\narea = 'x'\nitem = 'Y'", "7:8", "area: no area 'x'"),
    ("[decision.d]\nitems = ['Y']", "6:10", "items: no item 'Y'"),
    ("[decision.d]\noptions = [{ for = 'x' }]", "6:12", "[decision.d.options] has no name"),
    (
        "[routine.r]\nevery = 'often'",
        "6:9",
        "every: 'often' is no age; write 12h, 90d, 6w, 3m or 1y, or one of daily",
    ),
    ("[signoff.r]\ndate = 'never'", "6:8", "date: 'never' is no date"),
    ("[team]\nengineers = 0", "6:13", "engineers: 0 is out of range; write 1 to 1,000"),
    ("[team]\nengineers = []", "6:13", "engineers: names nobody to do the work"),
    ("[team]\nengineers = [{ id = 's' }, { id = 'S' }]", "6:35", "id: 'S' stands twice"),
    ("[team]\nengineers = [{ availability = 1 }]", "6:14", "[team.engineers] has no id"),
    ("[team]\nengineers = [{ id = 's', availability = 1.5 }]", "6:41", "availability: 1.5 is out of range"),
    ("[team]\nengineers = [{ id = 's', away = ['2025-10-22..2025-10-20'] }]", "6:34", "runs backwards"),
    ("[team]\nworkdays = []", "6:12", "workdays: names no day to work on"),
    ("[team]\nworkdays = ['mon', 'tues']", "6:20", "workdays: 'tues' is unknown (did you mean tue?)"),
    ("[team]\nhours_per_day = 25", "6:17", "hours_per_day: 25 is out of range"),
    ("[team]\nsizes = { S = 'XL' }", "6:15", "sizes: 'XL' is no effort"),
    ("[plan.claims]\nverdict = 'redy'", "6:11", "verdict: 'redy' is unknown (did you mean ready?)"),
    ("[plan.claims]\nitems = { totl = 3 }", "6:11", "items: 'totl' is unknown (did you mean total?)"),
    ("[plan.claims]\ntime_to_ready = ['1h', 'soon']", "6:24", "time_to_ready: 'soon' is no effort"),
]


@pytest.mark.parametrize(("tables", "place", "message"), TABLE_ERRORS)
def test_each_slip_in_another_table_is_placed_and_explained(tables: str, place: str, message: str) -> None:
    found = lines(f"{HEAD}{tables}\n")
    assert found[0].startswith(f"plan.toml:{place}: error: ")
    assert message in found[0]


def test_all_errors_are_reported_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        'schema = 1\n[plan]\nid = "a b"\n[area.x]\nscore = 11\n[item.A]\ntitle = 3\nefort = "1h"\n[item.B]\n'
    )
    assert [(problem.line, problem.column) for problem in found] == [
        (2, 2),
        (3, 6),
        (5, 9),
        (7, 9),
        (8, 1),
        (9, 7),
    ]


def test_the_message_has_one_line_for_each_error() -> None:
    assert len(lines(HEAD + "[area.a]\nx = 1\ny = 2\n")) == 2


def test_columns_count_characters() -> None:
    assert problems(HEAD + '[item.A]\nlimit = { current = "ééé", x = 1 }\ntitle = "x"\n')[0].column == 28


def test_a_bad_item_does_not_make_references_to_it_wrong() -> None:
    found = lines(ONE_ITEM + 'after = ["B"]\n[item.B]\n')
    assert found == ["plan.toml:8:7: error: [item.B] has no title"]


class TestSchema:
    def test_missing(self) -> None:
        found = lines('[plan]\nid = "p"\ntitle = "P"\n')
        assert found == ["plan.toml:1:1: error: schema is missing; write schema = 1 at the top"]

    def test_newer_is_the_only_error(self) -> None:
        text = "schema = 2\n[plan]\nfuture = true\n"
        message = "written for schema 2; this tracker reads schema 1: update the tracker"
        assert lines(text) == [f"plan.toml:1:10: error: {message}"]

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("0", "there is no schema 0; write schema = 1"),
            ('"1"', "has to be a whole number, not text"),
            ("true", "has to be a whole number, not true or false"),
        ],
    )
    def test_nonsense(self, value: str, message: str) -> None:
        assert message in lines(ONE_ITEM.replace("schema = 1", f"schema = {value}"))[0]


class TestIds:
    def test_former_id_that_is_somebodys_id(self) -> None:
        found = lines(ONE_ITEM + 'was = ["B"]\n[item.B]\ntitle = "x"\n')
        assert found == ["plan.toml:7:8: error: was: B already names B"]

    def test_former_id_of_two_items(self) -> None:
        found = lines(ONE_ITEM + 'was = ["OLD"]\n[item.B]\ntitle = "x"\nwas = ["OLD"]\n')
        assert found == ["plan.toml:10:8: error: was: OLD already names A"]

    def test_reference_by_a_former_id_names_the_present_one(self) -> None:
        found = lines(ONE_ITEM + 'was = ["OLD"]\n[item.B]\ntitle = "x"\nafter = ["OLD"]\n')
        assert found == ["plan.toml:10:10: error: after: no item 'OLD' (it is called A now)"]

    def test_toml_itself_refuses_the_same_id_twice(self) -> None:
        assert "broken TOML: Cannot declare" in lines(ONE_ITEM + '[item.A]\ntitle = "again"\n')[0]


class TestCycles:
    def test_a_cycle_is_named_once(self) -> None:
        found = lines(
            HEAD + "".join(f'[item.{a}]\ntitle="x"\nafter=["{b}"]\n' for a, b in ("AB", "BC", "CA"))
        )
        assert found == ["plan.toml:7:7: error: after: runs in a circle: A after B after C after A"]

    def test_two_knots_are_both_named(self) -> None:
        entries = "".join(
            f'[item.{one}]\ntitle="x"\nafter=["{other}"]\n' for one, other in ("AB", "BA", "CD", "DC")
        )
        assert len(lines(HEAD + entries)) == 2

    def test_a_diamond_is_no_cycle(self) -> None:
        entries = {"A": [], "B": ["A"], "C": ["A"], "D": ["B", "C"]}
        text = HEAD + "".join(f'[item.{one}]\ntitle="x"\nafter={after}\n' for one, after in entries.items())
        assert len(read(text).plan.items) == 4

    def test_a_long_chain_does_not_exhaust_the_stack(self) -> None:
        text = HEAD + "".join(f'[item.I{n}]\ntitle="x"\nafter=["I{n + 1}"]\n' for n in range(3000))
        found = lines(text + '[item.I3000]\ntitle="x"\nafter=["I0"]\n')
        assert len(found) == 1
        assert "I0 after I1" in found[0]
        assert len(found[0]) < 400


def test_thousands_of_unknown_names_are_all_reported() -> None:
    entries = "".join(f'[item.I{n}]\ntitle="x"\nafter=["J{n}"]\n' for n in range(1500))
    assert len(lines(HEAD + entries)) == 1500


def test_control_characters_do_not_reach_the_message() -> None:
    found = lines(ONE_ITEM + '"\\u001b[31m" = 1\nowner = "\\u202e"\nseverity = "\\u001b]52;c;x\\u0007"\n')
    assert not any(mark in line for line in found for mark in "\x1b\x07\u202e")
