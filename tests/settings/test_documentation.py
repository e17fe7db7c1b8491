"""The page on settings and the program say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens.keymap import key_faults, known_bindings
from tracker.settings.checks import filter_faults
from tracker.settings.names import PLAIN
from tracker.settings.parsing import value_of
from tracker.settings.reading import read_content
from tracker.settings.template import TEMPLATE
from tracker.settings.values import COLORS, THEMES, Settings

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_example_is_sound() -> None:
    reading = read_content(Path("config.toml"), EXAMPLE.encode())
    assert reading.problems == ()
    assert list(key_faults(reading.settings.keys)) == []
    assert list(filter_faults(reading.settings.filters)) == []
    assert reading.settings.keys["board.undo"] == ("u", "ctrl+z")
    assert len(reading.settings.filters) == 3


@pytest.mark.parametrize("name", PLAIN)
def test_the_example_sets_everything(name: str) -> None:
    reading = read_content(Path("config.toml"), EXAMPLE.encode())
    assert reading.has(name)
    assert value_of(reading.settings, name) != value_of(Settings(), name) or name == "color"
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("text", [EXAMPLE, TEMPLATE])
def test_what_can_be_chosen_from_is_told(text: str) -> None:
    assert ", ".join(THEMES) in text
    assert ", ".join(COLORS) in text
    assert set(re.findall(r'"((?:act|board)\.[a-z-]+)"', text)) <= set(known_bindings())
