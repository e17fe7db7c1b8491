"""One setting is changed, and not another byte."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import UsageError
from tracker.settings import writing
from tracker.settings.errors import SettingsError
from tracker.settings.parsing import parse_value, shown_value, value_of
from tracker.settings.reading import read_settings
from tracker.settings.values import Settings
from tracker.settings.writing import Value, own_file, set_value, unset

WRITTEN = """\
# mine
theme   = 'light'      # for the day

[keys]    # by hand
board.down = ["down",  "j"]  # vi
# "act.link" = "K"

[filters]
mine = "is:mine" # often
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file as somebody wrote it."""
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN)
    return path


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("theme", "dark", "'light'", '"dark"'),
        ("actor", "Ada", "# for the day\n", '# for the day\nactor = "Ada"\n'),
        ("keys.board.down", "n", '["down",  "j"]', '"n"'),
        ("keys.act.start", ("S", "ctrl+s"), "# vi\n", '# vi\n"act.start" = ["S", "ctrl+s"]\n'),
        ("filters.mine", "is:ready", '"is:mine"', '"is:ready"'),
        ("filters.MINE", "is:ready", '"is:mine"', '"is:ready"'),
        ("filters.früh", "x", "# often\n", '# often\n"früh" = "x"\n'),
        ("board.folded", True, "# often\n", "# often\n\n[board]\nfolded = true\n"),
    ],
)
def test_only_the_one_setting_changes(file: Path, name: str, value: Value, before: str, after: str) -> None:
    set_value(file, name, value)
    assert file.read_text() == WRITTEN.replace(before, after)
    assert read_settings(file).problems == ()


def test_what_is_set_to_what_it_is_writes_nothing(file: Path) -> None:
    changed = file.stat().st_mtime_ns
    set_value(file, "theme", "light")
    assert (file.stat().st_mtime_ns, file.read_text()) == (changed, WRITTEN)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("theme", "theme   = 'light'      # for the day\n"),
        ("keys.board.down", 'board.down = ["down",  "j"]  # vi\n'),
        ("filters.mine", 'mine = "is:mine" # often\n'),
    ],
)
def test_a_setting_goes_with_its_line(file: Path, name: str, line: str) -> None:
    assert unset(file, name)
    assert file.read_text() == WRITTEN.replace(line, "")
    assert not unset(file, name)


@pytest.mark.parametrize(
    "text", ["board.folded = true\n", "a.b = 1\nboard.folded = true\nboard.detail = true"]
)
def test_a_dotted_setting_goes_with_the_table_it_implies(file: Path, text: str) -> None:
    file.write_text(text)
    assert unset(file, "board.folded")
    assert file.read_text() == text.replace("board.folded = true\n", "")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", 'theme = "dark"\n'),
        ("[keys]\n", 'theme = "dark"\n\n[keys]\n'),
        ("# mine\n\n[keys]\n", '# mine\n\ntheme = "dark"\n\n[keys]\n'),
        ("# of keys\n[keys]\n", 'theme = "dark"\n\n# of keys\n[keys]\n'),
        ("# mine\n", '# mine\ntheme = "dark"\n'),
        ('board.folded = true\r\ncolor = "auto"\r\n', None),
        ('color = "auto"', 'color = "auto"\ntheme = "dark"'),
    ],
)
def test_the_first_of_its_kind_finds_a_place(file: Path, text: str, after: str | None) -> None:
    file.write_bytes(text.encode())
    set_value(file, "theme", "dark")
    expected = after or 'board.folded = true\r\ncolor = "auto"\r\ntheme = "dark"\r\n'
    assert file.read_bytes() == expected.encode()


def test_a_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "config.toml"
    set_value(file, "filters.mine", "is:mine")
    assert file.read_text() == '[filters]\nmine = "is:mine"\n'
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [found.name for found in file.parent.iterdir()] == ["config.toml"]


def test_a_link_is_followed(tmp_path: Path, file: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    set_value(link, "theme", "dark")
    assert link.is_symlink()
    assert 'theme   = "dark"' in file.read_text()


def test_a_value_that_would_not_load_is_refused(file: Path) -> None:
    with pytest.raises(SettingsError, match=r"theme: 'x' is unknown.*stays as it was"):
        set_value(file, "theme", "x")
    with pytest.raises(SettingsError, match="taken"):
        set_value(
            file,
            "keys.x",
            "y",
            lambda reading: reading.checked([("keys.x", "taken")] * reading.has("keys.x")),
        )
    with pytest.raises(UsageError, match=r"no setting is called kyes.x \(did you mean keys\?\)"):
        set_value(file, "kyes.x", "y")
    assert file.read_text() == WRITTEN


def test_a_file_with_a_mistake_can_be_mended_and_a_broken_one_cannot(file: Path) -> None:
    file.write_text("theme = 3\ncolor = 4\n")
    set_value(file, "color", "never")
    set_value(file, "theme", "dark")
    assert file.read_text() == 'theme = "dark"\ncolor = "never"\n'
    file.write_text("theme = \n")
    with pytest.raises(SettingsError, match="1:9: error: broken TOML"):
        set_value(file, "theme", "dark")
    with pytest.raises(SettingsError, match="broken TOML"):
        unset(file, "theme")
    assert file.read_text() == "theme = \n"


def test_what_somebody_else_wrote_meanwhile_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(folder: Path) -> None:
        file.write_text("color = 'never'\n")

    monkeypatch.setattr(writing, "make_private", meanwhile)
    with pytest.raises(SettingsError, match="changed by somebody else meanwhile"):
        set_value(file, "theme", "dark")
    assert file.read_text() == "color = 'never'\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        set_value(tmp_path / "file" / "config.toml", "theme", "dark")


def test_who_has_no_home_has_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_file().name == "config.toml"
    monkeypatch.setattr(writing, "settings_file", lambda: None)
    with pytest.raises(SettingsError, match="no home folder"):
        own_file()


@given(st.text(), st.sampled_from(["filters.x", "actor"]))
def test_any_text_comes_back_as_it_is_shown(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    try:
        value = parse_value(name, [text])
    except UsageError:
        return
    file = tmp_path_factory.mktemp("any") / "config.toml"
    file.write_text(WRITTEN)
    set_value(file, name, value)
    assert value_of(read_settings(file).settings, name) == value
    assert tomllib.loads(file.read_text())["theme"] == "light"


@pytest.mark.parametrize(
    ("name", "words", "value", "shown"),
    [
        ("theme", ["high-contrast"], "high-contrast", "high-contrast"),
        ("board.folded", ["YES"], True, "true"),
        ("board.detail", ["off"], False, "false"),
        ("actor", ["Ada", "Lovelace"], "Ada Lovelace", "Ada Lovelace"),
        ("keys.board.down", ["down", "j"], ("down", "j"), "down j"),
        ("keys.board.down", [","], ",", ","),
        ("filters.x", ["is:open", "-tag:later"], "is:open -tag:later", "is:open -tag:later"),
    ],
)
def test_words_of_a_command_line(name: str, words: list[str], value: Value, shown: str) -> None:
    parsed = parse_value(name, words)
    assert parsed == value
    assert shown_value(parsed if isinstance(parsed, (str, bool)) else tuple(parsed)) == shown


@pytest.mark.parametrize(
    ("name", "words"), [("board.folded", ["maybe"]), ("color", ["red"]), ("keys.x", [""])]
)
def test_words_that_are_no_value_are_refused(name: str, words: list[str]) -> None:
    with pytest.raises(UsageError, match=f"{name}: "):
        parse_value(name, words)


def test_what_has_no_value_is_shown_as_nothing() -> None:
    assert shown_value(value_of(Settings(), "theme")) == ""
    assert value_of(Settings(), "keys.x") is None
    assert value_of(Settings(), "board.detail") is True
