"""Our style sheet: the same looks as Textual's, with less to do for them."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.css import stylesheet
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from screens.app import TrackerApp
from screens.stylesheet import PatientStylesheet
from tests.screens.waiting import settled

COLOURS = {"loud": "#ff0000"}
SHEET = "Parts { &:focus > .parts--a { color: green; } & > .parts--b { color: $loud; } }"


class Parts(Widget, can_focus=True):
    """A widget that is drawn in two looks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"parts--a", "parts--b"}
    refreshed = 0

    def refresh(self, *args: Any, **named: Any) -> Any:
        """Count how often it is to be drawn anew."""
        self.refreshed += 1
        return super().refresh(*args, **named)


class Hosting(App[None]):
    """An app with nothing but parts."""

    CSS = SHEET

    def __init__(self, make: type[Stylesheet]) -> None:
        super().__init__()
        self.stylesheet = make(variables=self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The one colour that the sheet names."""
        return COLOURS

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Parts()


async def seen(make: type[Stylesheet]) -> list[str]:
    """Return the looks of the parts, without the focus, with it, and once it is gone again."""
    app = Hosting(make)
    async with app.run_test() as pilot:
        found = []
        for focused in (None, app.query_one(Parts), None):
            app.screen.set_focus(focused)
            await settled(pilot)
            parts = app.query_one(Parts)
            found += [str(parts.get_component_rich_style(f"parts--{name}")) for name in "ab"]
        return found


async def test_the_looks_of_parts_are_those_that_textual_finds() -> None:
    found = await seen(PatientStylesheet)
    assert found == await seen(Stylesheet)
    assert len(set(found)) == 3  # one changes with the focus
    assert found[:2] == found[-2:]


async def test_a_part_that_nothing_asks_for_is_not_looked_up() -> None:
    app = Hosting(PatientStylesheet)
    async with app.run_test():
        parts = app.query_one(Parts)
        assert not dict(parts._component_styles)
        assert parts.get_component_styles("parts--b").color.rgb == (255, 0, 0)
        assert set(dict(parts._component_styles)) == {"parts--b"}
        with pytest.raises(KeyError):
            parts.get_component_styles("parts--unknown")


async def test_a_widget_is_drawn_anew_where_one_of_its_looks_changed_and_not_otherwise() -> None:
    app = Hosting(PatientStylesheet)
    async with app.run_test() as pilot:
        parts = app.query_one(Parts)
        parts.get_component_styles("parts--b")
        await settled(pilot)
        before = parts.refreshed
        app.stylesheet.apply(parts)
        assert parts.refreshed == before
        app.stylesheet.set_variables({**app.get_css_variables(), "loud": "#0000ff"})
        app.stylesheet.reparse()
        app.stylesheet.apply(parts)
        assert parts.refreshed > before
        assert parts.get_component_styles("parts--b").color.rgb == (0, 0, 255)


async def test_a_part_stays_when_its_looks_are_looked_up_again() -> None:
    """Each refers to itself, so that those that were replaced would wait for the collector."""
    app = Hosting(PatientStylesheet)
    async with app.run_test():
        parts = app.query_one(Parts)
        look = parts._component_styles["parts--b"]
        app.stylesheet.set_variables({**app.get_css_variables(), "loud": "#0000ff"})
        app.stylesheet.reparse()
        app.stylesheet.apply(parts)
        assert parts._component_styles["parts--b"] is look
        assert look.color.rgb == (0, 0, 255)


def test_a_sheet_is_read_once_for_the_same_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = vars(stylesheet)["parse"]

    def counted(scope: str, css: str, *args: Any, **named: Any) -> Any:
        read.append(css)
        return parse(scope, css, *args, **named)

    monkeypatch.setattr(stylesheet, "parse", counted)
    sheet = PatientStylesheet(variables=COLOURS)
    sheet.add_source(SHEET)
    sheet.parse()
    sheet.set_variables(dict(COLOURS))
    sheet.reparse()
    assert read == [SHEET]
    sheet.set_variables({"loud": "#0000ff"})
    sheet.reparse()
    assert read == [SHEET, SHEET]


def test_the_app_has_read_its_sheets_before_a_key_can_wait_for_it() -> None:
    app = TrackerApp(lambda: pytest.fail("no screen is made yet"))
    assert isinstance(app.stylesheet, PatientStylesheet)
    assert {"BoardView", "ReadinessStrip"} <= app.stylesheet.rules_map.keys()
