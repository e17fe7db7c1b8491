"""Draw pictures of every screen and form from the real app, on the demo's sandbox, with the clock frozen.

Run it from the root of the repository. `python docs/draw_pictures.py` draws those of the README as SVG into
docs/pictures/. `--all DIR` draws every one, in each theme at both sizes, to look at; `--png` draws the same
as PNG beside it, where chromium is there; `--only`, `--theme` and `--size` narrow it down. Look at each
picture before committing it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.import_entry import importer
from screens.picker import PickerScreen
from screens.session import Session
from screens.theme import THEMES
from tracker.service.demo import make_sandbox, prepare_demo
from tracker.service.demo_story import TEAM
from tracker.service.reviews.reviewing import Request
from tracker.service.tracker import Tracker
from tracker.service.workspace import found_plans
from tracker.settings.values import Settings
from tracker.settings.writing import own_file, set_value

NOW = datetime(2025, 12, 19, 15, 0, tzinfo=UTC)
PICTURES = Path(__file__).resolve().parent / "pictures"
SIZES = ((80, 24), (160, 45))
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_TEXT = "text:"
_FILTERS = {"urgent": "is:ready severity:critical", "mine": "owner:me"}
REVIEW = Path(__file__).resolve().parent / "examples" / "review.md"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the keys pressed before (`text:` puts text in), the size in cells, the theme."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (110, 34)
    theme: str = THEMES[0].name
    begin: str = "board"
    """The screen that the app begins with: board or import."""

    @property
    def file(self) -> str:
        """The name of its file where there are others of the same."""
        return f"{self.name}-{'x'.join(map(str, self.size))}-{self.theme.removeprefix('tracker-')}"


def at(item: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that go to an item on the board, and those pressed there."""
    return ("colon", f"{_TEXT}{item}", "enter", *keys)


SHOWN = (
    Picture("board-wide", size=(160, 40)),
    Picture("board-narrow", size=(80, 24)),
    Picture("detail", at("SEC-SECRETS", "enter"), size=(110, 40)),
    Picture("readiness", ("o",)),
    Picture("forecast", ("f",)),
    Picture("timeline", ("t",)),
    Picture("history", ("K",)),
    Picture("import", ("n",), size=(150, 40), begin="import"),
    Picture("resolve", ("r",)),
    Picture("link", ("l",)),
)
"""Those of the README."""

EVERY = (
    Picture("board"),
    Picture("board-status", ("g",)),
    Picture("board-marked", ("space", "space")),
    Picture("board-moving", ("m", "right")),
    Picture("board-filter", ("slash", f"{_TEXT}is:ready", "enter")),
    Picture("board-wrong-filter", ("slash", f"{_TEXT}severity:urgent")),
    Picture("detail", at("SEC-SECRETS", "enter")),
    Picture("lines", at("SEC-SECRETS", "enter", "o")),
    Picture("readiness", ("o",)),
    Picture("forecast", ("f",)),
    Picture("what-if-wrong", ("f", "w", f"{_TEXT}SEC-SECRETS done")),
    Picture("what-if", ("f", "w", f"{_TEXT}close SEC-SECRETS", "enter")),
    Picture("phases", ("t",)),
    Picture("checklists", ("c",)),
    Picture("history", ("K",)),
    Picture("commit", ("K", "enter")),
    Picture("journal", ("at",)),
    Picture("help", ("question_mark",)),
    Picture("picker", ("P",)),
    Picture("palette", ("ctrl+p",)),
    Picture("import", ("down",), begin="import"),
    Picture("import-item", ("n", "tab"), begin="import"),
    Picture("form-draft", ("down", "e"), begin="import"),
    Picture("form-path", ("I",)),
    Picture("form-resolve", ("r",)),
    Picture("form-verify", at("SEC-SECRETS", "v")),
    Picture("form-evidence", ("e",)),
    Picture("form-link", ("l",)),
    Picture("form-link-items", ("K", "l")),
    Picture("form-block", ("b", "enter")),
    Picture("form-defer", ("d",)),
    Picture("form-assign", ("a",)),
    Picture("form-accept-risk", ("A", "enter")),
    Picture("form-reject", ("X",)),
    Picture("form-reopen", ("R",)),
    Picture("form-note", ("w",)),
    Picture("form-estimate", ("E", f"{_TEXT}soon")),
    Picture("form-actual", ("H",)),
    Picture("form-ticks", at("SEC-SECRETS", "T")),
    Picture("form-export", ("x",)),
    Picture("form-save-filter", ("slash", f"{_TEXT}is:ready", "enter", "ctrl+s")),
    Picture("form-saved-filters", ("F",)),
)
"""All screens and forms that keys lead to."""


def in_all_looks(pictures: Sequence[Picture]) -> Iterator[Picture]:
    """Yield each picture at both sizes in every theme."""
    for size in SIZES:
        for theme in THEMES:
            for picture in pictures:
                yield replace(picture, size=size, theme=theme.name)


def made_app(tracker: Tracker, begin: str) -> TrackerApp:
    """Return the app as a user has it who saved two filters."""
    settings = Settings(filters=_FILTERS)
    for name, query in _FILTERS.items():
        set_value(own_file(), f"filters.{name}", query)
    session = Session(tracker, actor=TEAM[0], clock=lambda: NOW, settings=settings)
    workspace = replace(tracker.workspace, plan_name=None)
    make = importer(workspace, actor=TEAM[0], clock=lambda: NOW, settings=settings)

    def first() -> Screen[None]:
        return make(Request(Path(REVIEW.name))) if begin == "import" else BoardScreen(session)

    def picker() -> Screen[None]:
        elsewhere = replace(workspace, root=workspace.root.parent)
        return PickerScreen(elsewhere, found_plans(elsewhere), actor=TEAM[0], clock=lambda: NOW)

    return TrackerApp(first, picker, importing=make)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker runs and what they posted was handled."""
    await pilot.pause()
    while running := [worker for worker in pilot.app.workers if worker.is_running]:
        await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
        await pilot.pause()
    await pilot.pause()


async def drawn(tracker: Tracker, picture: Picture) -> str:
    """Open the app, press the keys, return the picture as SVG."""
    app = made_app(tracker, picture.begin)
    app.theme = picture.theme
    app.animation_level = "none"
    async with app.run_test(size=picture.size) as pilot:
        await settled(pilot)
        for key in picture.keys:
            if key.startswith(_TEXT) and isinstance(entry := app.screen.focused, Input):
                entry.cursor_blink = False
                entry.insert_text_at_cursor(key.removeprefix(_TEXT))
            else:
                await pilot.press(key)
            await settled(pilot)
        return app.export_screenshot(title="tracker", simplify=True)


def to_png(svg: Path) -> None:
    """Draw an SVG as PNG beside it, with a browser where there is one."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise SystemExit(f"none of {', '.join(_BROWSERS)} is there to draw {svg.name} as PNG")
    box = svg.read_text(encoding="utf-8").partition('viewBox="')[2].partition('"')[0].split()
    width, height = (round(float(number)) for number in box[2:])
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={width},{height}"]
    place = svg.with_suffix(".png").absolute()
    command = [browser, *options, f"--screenshot={place}", svg.absolute().as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def draw(pictures: Sequence[tuple[Picture, str]], folder: Path, *, png: bool) -> None:
    """Draw pictures under names into a folder, on one sandbox."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tracker-pictures-") as name:
        os.environ |= {"HOME": name, "XDG_STATE_HOME": f"{name}/state", "XDG_CONFIG_HOME": f"{name}/config"}
        os.environ |= {"XDG_CACHE_HOME": f"{name}/cache"}
        tracker, _ = prepare_demo(make_sandbox(Path(name, "signalcast")), NOW)
        os.chdir(tracker.workspace.root)
        shutil.copy(REVIEW, REVIEW.name)
        for picture, file in pictures:
            shutil.rmtree(Path(name, "state"), ignore_errors=True)
            place = folder / f"{file}.svg"
            place.write_text(asyncio.run(drawn(tracker, picture)), encoding="utf-8")
            if png:
                to_png(place)
            print(place)


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--all", type=Path, metavar="DIR", help="draw every picture in every look, into DIR")
    parser.add_argument("--png", action="store_true", help="draw PNGs beside the SVGs; needs chromium")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these pictures alone")
    parser.add_argument("--theme", help="this theme alone, as in dark")
    parser.add_argument("--size", help="this size alone, as in 80x24")
    wanted = parser.parse_args()
    shown = [(picture, picture.name) for picture in SHOWN]
    if wanted.all:
        shown = [(picture, picture.file) for picture in in_all_looks(EVERY)]
        look = "-".join(filter(None, (wanted.size, wanted.theme)))
        shown = [(picture, file) for picture, file in shown if look in file]
    chosen = [(picture, file) for picture, file in shown if not wanted.only or picture.name in wanted.only]
    draw(chosen, (wanted.all or PICTURES).absolute(), png=wanted.png)


if __name__ == "__main__":
    main()
