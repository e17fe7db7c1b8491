"""How commands are called: common options, which plan, which database, who acts, colours, widths."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call
from tracker.cli.main import run


def test_common_options_stand_before_or_after_the_command(tracker: Call, repository: Path) -> None:
    (repository / "sub").mkdir()
    other = PLAN.replace('"shop"', '"other"').replace("POOL", "PUDDLE")
    (repository / "sub" / "other.toml").write_text(other)
    for words in (("--plan", "sub/other.toml", "list"), ("list", "--plan", "sub/other.toml")):
        assert "PUDDLE" in tracker(*words).out
    assert "PUDDLE" in tracker("list", "--plan", str(repository / "sub" / "other.toml")).out


def test_plans_by_id_by_environment_and_shipped(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tracker("status", "--line", "--plan", "shop").out.startswith("✗ shop")
    assert tracker("--plan", "signalcast", "status", "--line").out.startswith("✗ signalcast")
    monkeypatch.setenv("TRACKER_PLAN", "takeone")
    assert "takeone" in tracker("status", "--line").out
    assert "shop" in tracker("status", "--line", "--plan", "shop").out
    assert "did you mean shop" in tracker("list", "--plan", "shp", code=2).err
    assert tracker("list", "--plan", "no/such.toml", code=4).out == ""


def test_several_plans_ask_which_one(tracker: Call, repository: Path) -> None:
    (repository / "plans").mkdir()
    (repository / "plans" / "b.toml").write_text(PLAN.replace('"shop"', '"other"'))
    ran = tracker("list", code=2)
    assert "there are 2 plans here: shop, other" in ran.err
    assert "--plan ID" in ran.err
    assert tracker("list", "--plan", "other").lines
    assert "board needs a terminal" in tracker("app", code=2).err


def test_no_plan_says_how_to_get_one(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").unlink()
    ran = tracker("list", code=2)
    assert "there is no plan here" in ran.err
    assert "tracker init" in ran.err
    assert "signalcast" in ran.err


def test_from_a_folder_below_the_root(
    tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "src")
    tracker("start", "POOL")
    assert (repository / ".tracker" / "tracker.db").exists()
    assert (repository / ".tracker" / ".gitignore").read_text() == "*\n"


def test_the_database_by_option_and_environment(
    tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker("start", "POOL", "--db", "a.db")
    monkeypatch.setenv("TRACKER_DB", f"sqlite:///{repository}/b.db")
    tracker("start", "DOCS")
    assert (repository / "a.db").exists()
    assert (repository / "b.db").exists()
    assert not (repository / ".tracker").exists()
    assert "POOL" in tracker("log", "--db", "a.db").out
    assert "postgresql databases are not supported" in tracker("list", "--db", "postgresql://x/y", code=2).err
    assert "there is no folder" in tracker("start", "TLS", "--db", "no/such/x.db", code=6).err


@pytest.mark.parametrize("place", ["nope.db", "no/such/x.db"])
def test_what_is_read_is_there_if_it_was_named(
    tracker: Call, process: Call, repository: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    for words in (["status", "--line"], ["list"], ["show", "POOL"], ["gate"], ["log"], ["audit"], ["export"]):
        assert "there is no database" in tracker(*words, "--db", place, code=6).err
    assert "there is no database" in tracker("doctor", "--db", place).out
    monkeypatch.setenv("TRACKER_DB", place)
    assert process(code=6).err.splitlines()[-1].startswith("  hint: the first act makes it")
    assert not (repository / place).exists()
    assert not (repository / "no").exists()


def test_what_is_usual_need_not_be_there(tracker: Call, process: Call, repository: Path) -> None:
    assert "(P50)" in process("status").out
    assert "there is no database" not in tracker("doctor").out
    assert tracker("check", "--db", "nope.db").out
    assert not list(repository.rglob("*.db"))
    tracker("start", "POOL", "--db", "new.db")
    assert "(P50)" in process("status", "--db", "new.db").out


def test_who_acts(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker("note", "POOL", "-m", "1", "--as", "Bob\x1b")
    tracker("note", "POOL", "-m", "2")
    monkeypatch.delenv("TRACKER_ACTOR")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Git Person")
    tracker("note", "POOL", "-m", "3")
    actors = [event["actor"] for event in tracker("log", "--json").json["events"]]
    assert actors == ["Git Person", "ada", "Bob\N{REPLACEMENT CHARACTER}"]


def test_colours(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = tracker("list").out
    for words in (("--color", "always", "list"), ("list", "--color", "always")):
        assert "\x1b[" in tracker(*words).out
    assert tracker("list").out == plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in tracker("list").out
    assert tracker("list", "--color", "never").out == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert tracker("list").out == plain
    assert "\x1b[" in tracker("list", "--color", "always").out
    assert "Invalid value for '--color'" in tracker("list", "--color", "red", code=2).err


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
def test_tables_keep_to_the_width(tracker: Call, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    whole = tracker("list").lines
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = tracker("list").lines
    assert [line.split()[1] for line in lines] == [line.split()[1] for line in whole]
    assert all(len(line) <= max(columns, 52) for line in lines)
    assert any("…" in line for line in lines) == (columns < 60)
    for words in (["show", "POOL"], ["status", "--line"], ["board"], ["score"], ["doctor"]):
        assert tracker(*words).out


def test_a_bad_clock_is_a_usage_error(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "yesterday")
    assert "TRACKER_NOW is no ISO 8601 time" in tracker("list", code=2).err


def test_an_unknown_command_names_the_nearest(tracker: Call) -> None:
    assert "Did you mean start?" in tracker("strat", code=2).err
    assert "See tracker --help" in tracker("qqqqqq", code=2).err
    assert "No such option" in tracker("list", "--nope", code=2).err
    assert "Missing option" in tracker("block", "POOL", code=2).err
    assert "Missing argument" in tracker("start", code=2).err


def test_a_defect_is_one_line_and_debug_shows_it(
    tracker: Call, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("tracker.cli.context.CliContext.board", broken)
    assert tracker("list", code=70).err == (
        "tracker: this should not have happened: ZeroDivisionError: oops\n  hint: run it again with --debug\n"
    )
    assert run(["list", "--debug"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" in err
    assert "hint" not in err


def test_debug_keeps_the_exit_code(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--debug", "show", "NOPE"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert "tracker: no item is called NOPE" in err


def test_help_has_a_short_option_everywhere(tracker: Call) -> None:
    assert tracker("-h").out == tracker("--help").out
    assert tracker("evidence", "add", "-h").out == tracker("evidence", "add", "--help").out


def test_plans_of_one_id_are_told_apart_by_their_files(tracker: Call, repository: Path) -> None:
    (repository / "plans").mkdir()
    (repository / "plans" / "b.toml").write_text(PLAN)
    for words in (("list",), ("list", "--plan", "shop")):
        assert f"--plan FILE: {repository / 'plan.toml'}, " in tracker(*words, code=2).err
    assert tracker("list", "--plan", "plans/b.toml").lines
    assert len(tracker("check").lines) >= 2


def test_an_interruption_is_130(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.cli.context.CliContext.board", interrupted)
    assert "interrupted" in tracker("list", code=130).err
