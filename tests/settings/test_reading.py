"""The settings file: what is sound of it holds, and everything else is told with its place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from tracker.settings.checks import filter_faults
from tracker.settings.errors import SettingsError
from tracker.settings.place import settings_file
from tracker.settings.reading import LARGEST_FILE, Reading, read_content, read_settings
from tracker.settings.template import TEMPLATE
from tracker.settings.values import BoardLook, Settings

EVERYTHING = """\
theme = "light"
actor = " Ada  Lovelace "
color = "never"

[board]
grouping = "owner"
folded = true
detail = false

[keys]
"act.start" = "S"
board.down = ["down", "j"]
board.undo = "u,ctrl+z"
board.left = ","

[filters]
Mine = "is:mine"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for settings."""
    return tmp_path / "config.toml"


def read(file: Path, text: str | bytes) -> Reading:
    """Write a settings file and read it."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(file)


def told(reading: Reading) -> list[str]:
    """The problems without the path."""
    return [str(problem).removeprefix(f"{reading.path}:") for problem in reading.problems]


def test_everything_that_can_be_set(file: Path) -> None:
    reading = read(file, EVERYTHING)
    assert reading.problems == ()
    assert reading.settings == Settings(
        "light",
        "Ada Lovelace",
        "never",
        BoardLook("owner", folded=True, detail=False),
        {
            "act.start": ("S",),
            "board.down": ("down", "j"),
            "board.undo": ("u", "ctrl+z"),
            "board.left": (",",),
        },
        {"mine": "is:mine"},
    )


@pytest.mark.parametrize("text", [None, "", "# nothing\n", TEMPLATE])
def test_without_a_setting_all_is_as_usual(file: Path, text: str | None) -> None:
    reading = read_settings(file) if text is None else read(file, text)
    assert (reading.settings, reading.problems) == (Settings(), ())
    reading.require("actor")
    assert read_settings(None).settings == Settings()


def test_what_the_template_shows_is_sound(file: Path) -> None:
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines() if " = " in line or line[:3] == "# ["]
    reading = read(file, "\n".join(lines))
    assert reading.problems == ()
    assert reading.settings.filters == {"mine": "is:mine is:open"}
    assert reading.settings.keys["board.down"] == ("down", "j")
    assert reading.settings.board == BoardLook()


def test_all_problems_are_told_at_once_with_their_places(file: Path) -> None:
    reading = read(
        file,
        'thme = "x"\ntheme = "drak"\ncolor = 1\n[board]\ngruping = "x"\nfolded = "yes"\ngrouping = "onwer"\n'
        '[keys]\nact.start = 3\nact.link = []\n"act.note" = "n"\nact.note = "m"\n'
        '[filters]\n"a b" = "x"\nc = ""\nD = "x"\nd = "y"\n[bord]\n',
    )
    assert told(reading) == [
        "1:1: error: unknown table or key 'thme' (did you mean theme?)",
        "2:9: error: theme: 'drak' is unknown (did you mean dark?)",
        "3:9: error: color: has to be text, not a number",
        "5:1: error: unknown key 'gruping' (did you mean grouping?)",
        "6:10: error: folded: has to be true or false, not text",
        "7:12: error: grouping: 'onwer' is unknown (did you mean owner?)",
        "9:13: error: act.start: has to be a key or a list of keys, not a number",
        "10:12: error: act.link: names no key",
        "11:14: error: act.note: stands twice",
        "14:9: error: 'a b' is no name for a filter; use letters, digits and dashes",
        "15:5: error: c: is empty",
        "17:5: error: d: stands twice",
        "18:2: error: unknown table or key 'bord' (did you mean board?)",
    ]
    assert reading.settings == Settings(keys={"act.note": ("m",)}, filters={"d": "x"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = ", "1:9: error: broken TOML: Invalid value"),
        (b"\xff\xfea\x00", " error: is UTF-16; save it as UTF-8"),
        (b'actor = "\xff"', "1:10: error: is not UTF-8 from here on; save it as UTF-8"),
        ("keys = 3", "1:8: error: keys: has to be a table, not a number"),
        ("[filters]\nx = [1]", "2:5: error: x: has to be text, not a list"),
        ("x" * (LARGEST_FILE + 1), " error: is too large for settings"),
    ],
)
def test_what_cannot_be_read_is_told(file: Path, text: str | bytes, said: str) -> None:
    assert told(read(file, text)) == [said]


def test_a_place_that_is_no_file_is_told(file: Path) -> None:
    file.mkdir()
    assert told(read_settings(file)) == [" error: is not a regular file"]
    assert read_settings(file / "below" / "it").problems == ()
    file.rmdir()
    file.symlink_to("nowhere")
    assert told(read_settings(file)) == [" error: is a link that leads nowhere"]


@pytest.mark.parametrize(
    ("text", "needed", "stops"),
    [
        ("theme =", ("actor",), True),
        ("actor = 3", ("actor",), True),
        ("actor = 3", ("filters", "x"), False),
        ('[filters]\na = 1\nx = "y"', ("filters", "a"), True),
        ('[filters]\na = 1\nx = "y"', ("filters", "x"), False),
        ("filters = 1", ("filters", "x"), True),
        ("theme = 3", ("actor",), False),
    ],
)
def test_only_who_needs_what_is_wrong_is_stopped(
    file: Path, text: str, needed: tuple[str, ...], stops: bool
) -> None:
    reading = read(file, text)
    if not stops:
        reading.require(*needed)
        return
    with pytest.raises(SettingsError, match=str(file)) as caught:
        reading.require(*needed)
    assert caught.value.exit_code == 2
    assert caught.value.hint == "tracker config edit opens the file"


def test_what_others_find_is_told_at_its_place_in_the_order_of_the_file(file: Path) -> None:
    reading = read(file, 'theme = 1\n[keys]\nact.start = "q"\n"act.x" = "y"\n[filters]\nA = "sevrity:x"\n')
    faults = [*filter_faults(reading.settings.filters), ("keys.act.x", "no"), ("keys.act.start", "taken")]
    assert told(reading.checked(faults)) == [
        "1:9: error: theme: has to be text, not a number",
        "3:13: error: taken",
        "4:11: error: no",
        "6:5: error: a: unknown filter sevrity: (did you mean severity?)",
    ]
    assert reading.line_of("keys.act.start") == 3
    assert reading.has("filters.a")
    assert not reading.has("filters.b")


def test_control_characters_never_come_out(file: Path) -> None:
    reading = read_content(file, b'actor = "a\\u001b[31mb"\n[filters]\n"x\\u001by" = "z"\n')
    assert reading.settings.actor == "a\N{REPLACEMENT CHARACTER}[31mb"
    assert "\x1b" not in str(reading.problems[0])


@pytest.fixture
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.mark.parametrize(
    ("platform", "under_home"),
    [
        ("linux", ".config/remediation-tracker"),
        ("freebsd14", ".config/remediation-tracker"),
        ("darwin", "Library/Application Support/remediation-tracker"),
        ("win32", "AppData/Local/remediation-tracker"),
    ],
)
@pytest.mark.usefixtures("_no_settings")
def test_each_system_has_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, under_home: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings_file() == tmp_path / under_home / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "else"))
    assert settings_file() == tmp_path / "else" / "remediation-tracker" / "config.toml"


@pytest.mark.skipif(sys.platform != "linux", reason="platformdirs looks at the system it runs on")
def test_the_place_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for base in (str(tmp_path / "a"), ""):
        monkeypatch.setenv("XDG_CONFIG_HOME", base)
        folder = platformdirs.user_config_path("remediation-tracker", appauthor=False)
        assert settings_file() == folder / "config.toml"


@pytest.mark.usefixtures("_no_settings")
def test_a_user_without_a_home_has_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert settings_file() is None
    assert read_settings(settings_file()).settings == Settings()
