"""`tracker config`: shown, changed, checked; and what other commands make of the settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from screens.own import Own
from tests.cli.conftest import Call
from tests.cli.test_completion import Completed, completed
from tests.cli.test_imports import HEAVY

__all__ = ["completed"]  # a fixture

BROKEN = 'theme = "drak\n'


@pytest.fixture
def file(isolated_environment: Path) -> Path:
    """Where the settings lie; the folder is there, the file is not."""
    place = isolated_environment / "config" / "remediation-tracker" / "config.toml"
    place.parent.mkdir(parents=True)
    return place


def test_settings_with_where_each_comes_from(
    tracker: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRACKER_ACTOR")
    shown = {
        row["key"]: (row["value"], row["source"]) for row in tracker("config", "--json").json["settings"]
    }
    assert shown["theme"] == ("dark", "default")
    assert shown["actor"][1] == "git, or the login"
    file.write_text('color = "never"\nactor = "ada"\n[board]\nfolded = true\n[keys]\nact.start = "S"\n')
    ran = tracker("config", "--json").json
    assert (ran["path"], ran["exists"], ran["problems"]) == (str(file), True, [])
    shown = {row["key"]: (row["value"], row["source"]) for row in ran["settings"]}
    assert shown == {
        "theme": ("monochrome", "config.toml:1"),
        "actor": ("ada", "config.toml:2"),
        "color": ("never", "config.toml:1"),
        "board.grouping": ("severity", "default"),
        "board.folded": (True, "config.toml:4"),
        "board.detail": (True, "default"),
        "keys.act.start": (["S"], "config.toml:6"),
    }
    text = tracker("config")
    assert text.lines[0] == str(file)
    assert ["keys.act.start", "S", "config.toml:6"] in [line.split() for line in text.lines]


def test_what_is_nearer_than_the_file_wins(
    tracker: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('actor = "ada"\ntheme = "light"\n')

    def source(name: str, *options: str) -> tuple[str, str]:
        found = tracker(*options, "config", "get", name, "--json").json
        return found["value"], found["source"]

    assert source("actor") == ("ada", "TRACKER_ACTOR")
    assert source("actor", "--as", "kim") == ("kim", "--as")
    assert source("theme") == ("light", "config.toml:2")
    assert source("theme", "--color", "never") == ("monochrome", "--color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert source("theme") == ("monochrome", "NO_COLOR")
    assert source("color") == ("never", "NO_COLOR")
    file.write_text('color = "always"\ntheme = "light"\n')
    assert source("theme") == ("light", "config.toml:2")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    file.write_text("")
    assert source("color") == ("always", "FORCE_COLOR")


def test_set_get_and_unset(tracker: Call, file: Path) -> None:
    ran = tracker("config", "set", "filters.mine", "is:open", "severity:critical,high", "-tag:later")
    assert (ran.out, ran.err) == ("", "set filters.mine to is:open severity:critical,high -tag:later\n")
    assert tracker("config", "get", "filters.mine").out == "is:open severity:critical,high -tag:later\n"
    assert tracker("config", "set", "keys.board.down", "down", "n", code=2).out == ""
    tracker("config", "set", "keys.board.down", "down")
    assert file.read_text().endswith('[keys]\n"board.down" = "down"\n')
    assert tracker("config", "get", "keys.board.down").out == "down\n"
    assert tracker("config", "unset", "keys.board.down").err == "took keys.board.down out\n"
    assert tracker("config", "get", "keys.board.down").out == "down j\n"
    assert tracker("config", "unset", "keys.board.down", code=1).err == "keys.board.down is not set\n"
    assert tracker("config", "get", "filters.other", code=1).out == ""
    assert tracker("config", "get", "theme").out == "dark\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["get", "them"], "no setting is called them (did you mean theme?)"),
        (["set", "board", "x"], "no setting is called board"),
        (["unset", "filter.x"], "no setting is called filter.x (did you mean filters?)"),
        (["set", "theme", "drak"], "theme: 'drak' is unknown (did you mean dark?)"),
        (["set", "keys.act.strat", "S"], "nothing is called act.strat (did you mean act.start?)"),
        (["set", "keys.act.start", "r"], "act.start: r is taken there by act.resolve"),
        (["set", "keys.act.start", "ctl+s"], "act.start: 'ctl+s' is no key (did you mean ctrl+s?)"),
        (["set", "filters.x", "sevrity:high"], "x: unknown filter sevrity: (did you mean severity?)"),
        (["set", "filters.x", "@x"], "x: in @x: the saved filter @x names itself"),
        (["get", "keys.act.strat"], "nothing is called act.strat (did you mean act.start?)"),
    ],
)
def test_what_would_not_load_is_refused(tracker: Call, file: Path, arguments: list[str], said: str) -> None:
    assert said in tracker("config", *arguments, code=2).err
    assert not file.exists()


def test_check_tells_everything_and_names_the_file(tracker: Call, file: Path) -> None:
    assert tracker("config", "check").err == f"{file}: is not there, which is sound\n"
    file.write_text('theme = "light"\n')
    assert tracker("config", "check").err == f"{file}: is sound\n"
    file.write_text('thme = "x"\n[keys]\nact.start = "r"\nquux = "y"\n[filters]\na = "is:raedy"\n')
    ran = tracker("config", "check", code=2)
    assert [line.removeprefix(f"{file}:") for line in ran.err.splitlines()] == [
        "1:1: error: unknown table or key 'thme' (did you mean theme?)",
        "3:13: error: act.start: r is taken there by act.resolve (Call the work done, with its evidence); "
        "bind that anew as well",
        "4:8: error: nothing is called quux",
        "6:5: error: a: no item is ever 'raedy' (did you mean ready?)",
        "4 problems; what is sound holds all the same",
    ]
    found = tracker("config", "check", "--json", code=2).json
    assert (found["ok"], found["problems"][0]["line"], len(found["problems"])) == (False, 1, 4)


def test_the_path(tracker: Call, file: Path) -> None:
    assert tracker("config", "path").out == f"{file}\n"
    assert tracker("config", "path", "--json").json == {"schema": 1, "path": str(file), "exists": False}


def test_keys_are_listed_with_what_was_changed(tracker: Call, file: Path) -> None:
    file.write_text('[keys]\nact.start = ["S", "ctrl+e"]\n')
    lines = [line.split(maxsplit=3) for line in tracker("config", "keys").lines]
    assert ["*", "act.start", "S", "Ctrl+E Take the item up"] in [
        [*line[:3], " ".join(line[3].split())] for line in lines if line[0] == "*"
    ]
    assert ["act.resolve", "r"] in [line[:2] for line in lines]
    found = {row["id"]: row for row in tracker("config", "keys", "--json").json["bindings"]}
    assert found["act.start"]["keys"] == ["S", "ctrl+e"]
    assert found["act.start"]["changed"]
    assert not found["act.resolve"]["changed"]
    assert {"page.close", "form.keep", "app.palette", "journal.undo-to", "filter.clear"} <= set(found)
    assert all(row["does"] for row in found.values())


def test_edit_opens_the_editor_and_looks_at_what_came_of_it(
    tracker: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = file.parent / "editor.py"
    script.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[-1])\n"
        "assert '# theme' in p.read_text()\np.write_text(sys.argv[1])\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script} 'theme = \"light\"'")
    monkeypatch.setenv("EDITOR", "not-this-one")
    tracker("config", "edit")
    assert file.read_text() == 'theme = "light"'
    assert tracker("config", "get", "theme").out == "light\n"
    file.unlink()
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script} 'theme = \"lihgt\"'")
    assert "did you mean light?" in tracker("config", "edit", code=2).err
    monkeypatch.setenv("VISUAL", "not-there")
    assert "not-there cannot be started" in tracker("config", "edit", code=2).err
    monkeypatch.setenv("VISUAL", "false")
    assert "false ended with 1" in tracker("config", "edit", code=2).err


def test_a_saved_filter_is_a_word_of_a_query(tracker: Call, file: Path) -> None:
    file.write_text('[filters]\nmine = "phase:now -is:blocked"\nboth = "@mine severity:critical"\n')

    def ids(*query: str) -> list[str]:
        return [item["id"] for item in tracker("list", "--json", *query).json["items"]]

    assert ids("@mine") == ids("phase:now", "-is:blocked") == ["POOL"]
    assert ids("@both") == ids("@MINE") == ["POOL"]
    assert "POOL" not in ids("--", "-@mine")
    assert ids("@mine", "TLS") == []
    assert tracker("board", "@mine", "--json").json["groups"][0]["items"][0]["id"] == "POOL"
    assert [item["id"] for item in tracker("next", "@mine", "--json").json["items"]] == ["POOL"]
    report = tracker("export", "-f", "csv", "--only", "@mine").out
    assert "POOL" in report
    assert "DOCS" not in report
    assert ids("@scope/package") == []
    ran = tracker("list", "@mien", code=2)
    assert "no filter is saved as @mien (did you mean mine?)" in ran.err
    assert "saved: @mine, @both" in ran.err


def test_a_filter_that_the_plan_does_not_understand_is_named(tracker: Call, file: Path) -> None:
    file.write_text('[filters]\nsoon = "phase:soon"\n')
    assert "in @soon: no phase is called soon" in tracker("list", "@soon", code=2).err


def test_is_mine_in_a_saved_filter_is_who_asks(tracker: Call, file: Path) -> None:
    tracker("assign", "TLS", "--to", "ada")
    file.write_text('[filters]\nours = "is:mine"\n')
    assert [item["id"] for item in tracker("list", "--json", "@ours").json["items"]] == ["TLS"]


@pytest.mark.parametrize(
    ("line", "index", "found"),
    [
        ("tracker list @m", 2, {"@mine", "@more"}),
        ("tracker next @MI", 2, {"@mine"}),
        ("tracker config get th", 3, {"theme"}),
        ("tracker config unset filters.", 3, {"filters.mine", "filters.more"}),
        ("tracker config set keys.act.sta", 3, {"keys.act.start"}),
        ("tracker config ch", 2, {"check"}),
    ],
)
def test_completion_knows_names(
    completed: Completed, file: Path, line: str, index: int, found: set[str]
) -> None:
    file.write_text('[filters]\nmine = "is:mine"\nmore = "is:open"\n')
    assert completed(line, index) == found


def test_completion_is_silent_with_broken_settings(completed: Completed, file: Path) -> None:
    file.write_text(BROKEN)
    assert completed("tracker list @", 2) == set()


def test_broken_settings_stop_nothing_that_does_without(tracker: Call, file: Path) -> None:
    file.write_text(BROKEN)
    ran = tracker("list")
    assert len(ran.lines) == 4
    warned = [line for line in ran.err.splitlines() if "config.toml" in line]
    assert warned == [
        f"tracker: {file}:1:14: error: broken TOML: Illegal character '\\n'; going on without it"
    ]
    assert "POOL" in tracker("start", "POOL").out
    file.write_text('theme = "drak"\n[keys]\nact.x = 3\n')
    assert (
        f"{file}:1:9: error: theme: 'drak' is unknown (did you mean dark?), and 1 more" in tracker("list").err
    )
    assert "config.toml" not in tracker("list", "--json").err


def test_broken_settings_stop_what_cannot_do_without(
    tracker: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(BROKEN)
    assert f"{file}:1:14: error: broken TOML" in tracker("list", "@mine", code=2).err
    monkeypatch.delenv("TRACKER_ACTOR")
    refused = tracker("start", "POOL", code=2)
    assert f"{file}:1:14" in refused.err
    assert "tracker config edit" in refused.err
    assert tracker("--as", "kim", "start", "POOL").code == 0
    file.write_text('theme = 3\nactor = "ada"\n')
    tracker("start", "TLS")
    assert "ada" in tracker("log", "TLS").out


def test_doctor_tells_of_the_settings(tracker: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_ACTOR")

    def told() -> list[str]:
        found = tracker("doctor", "--json").json["findings"]
        return [each["text"] for each in found if each["remedy"] == "tracker config edit"]

    file.write_text('[keys]\nquux = "y"\n')
    assert told() == [f"{file}:2:8: error: nothing is called quux"]
    file.write_text(BROKEN)
    assert told() == [f"{file}:1:14: error: broken TOML: Illegal character '\\n'"]
    file.write_text('[keys]\nact.start = "S"\n')
    assert told() == []


def test_the_actor_of_the_settings_acts(tracker: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_ACTOR")
    file.write_text('actor = "lovelace"\n')
    tracker("start", "POOL")
    assert "lovelace" in tracker("log", "POOL").out
    tracker("--as", "kim", "note", "POOL", "-m", "hm")
    assert "kim" in tracker("log", "POOL").out


@pytest.mark.parametrize(
    ("settings", "environment", "options", "colored"),
    [
        ("", {}, [], False),
        ('color = "always"', {}, [], True),
        ('color = "always"', {"NO_COLOR": "1"}, [], True),
        ('color = "never"', {"FORCE_COLOR": "1"}, [], False),
        ('color = "always"', {}, ["--color", "never"], False),
        ('color = "never"', {}, ["--color", "always"], True),
        ('color = "auto"', {"FORCE_COLOR": "1"}, [], True),
    ],
)
def test_colors(
    tracker: Call,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: str,
    environment: dict[str, str],
    options: list[str],
    colored: bool,
) -> None:
    file.write_text(settings)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in tracker(*options, "list").out) is colored


@pytest.mark.parametrize(
    ("text", "environment", "options", "theme", "plain"),
    [
        ('theme = "light"\n', {}, [], "light", False),
        ('theme = "light"\n', {"NO_COLOR": "1"}, [], "light", True),
        ('theme = "light"\ncolor = "always"\n', {"NO_COLOR": "1"}, [], "light", False),
        ('theme = "light"\n', {}, ["--color", "never"], "light", True),
        (BROKEN, {}, [], None, False),
    ],
)
def test_the_app_begins_with_what_is_sound(
    tracker: Call,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    environment: dict[str, str],
    options: list[str],
    theme: str | None,
    plain: bool,
) -> None:
    begun: list[tuple[Own, str]] = []

    def run(*arguments: object, actor: str, own: Own, **more: object) -> int:
        begun.append((own, actor))
        return 0

    monkeypatch.delenv("TRACKER_ACTOR")
    monkeypatch.setattr("tracker.cli.opening.on_terminal", lambda: True)
    monkeypatch.setattr("screens.app.run", run)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    file.write_text(text)
    ran = tracker(*options, "app")
    ((own, actor),) = begun
    assert (own.settings.theme, own.plain) == (theme, plain)
    assert actor
    assert ("broken TOML" in own.trouble) is ("broken TOML" in ran.err) is (text == BROKEN)


def test_settings_are_read_without_anything_heavy(repository: Path, file: Path) -> None:
    file.write_text('theme = "light"\n[filters]\nmine = "is:open"\n[keys]\nact.start = "S"\n')
    probe = (
        "import sys\nfrom tracker.cli.main import run\n"
        "code = run(['list', '@mine']) + run(['config', 'path'])\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)\nsys.exit(code)"
    )
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == ""
