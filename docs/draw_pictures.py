"""Draw the README's pictures from the real app, on the demo's sandbox, with the clock standing still.

Run it from the root of the repository: `.venv/bin/python docs/draw_pictures.py`. It writes SVGs to
docs/pictures/; look at each one before committing it.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.session import Session
from tracker.service.demo import prepare_demo
from tracker.service.demo_story import TEAM
from tracker.service.tracker import Tracker

NOW = datetime(2025, 12, 19, 15, 0, tzinfo=UTC)
PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the terminal's size in cells, the keys pressed before."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()


SHOWN = (
    Picture("board-wide", (160, 40)),
    Picture("board-narrow", (80, 24)),
    Picture("readiness", (110, 34), ("o",)),
    Picture("forecast", (110, 34), ("f",)),
    Picture("timeline", (110, 34), ("t",)),
    Picture("resolve", (110, 34), ("r",)),
    Picture("link", (110, 34), ("l",)),
)


async def draw(tracker: Tracker, picture: Picture) -> None:
    """Open the app, press the keys, write the picture."""
    session = Session(tracker, actor=TEAM[0], clock=lambda: NOW)
    app = TrackerApp(lambda: BoardScreen(session))
    async with app.run_test(size=picture.size) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*picture.keys)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        svg = app.export_screenshot(title="tracker", simplify=True)
    (PICTURES / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Draw all pictures on one sandbox."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tracker-pictures-") as folder:
        tracker, _ = prepare_demo(Path(folder), NOW)
        for picture in SHOWN:
            asyncio.run(draw(tracker, picture))
            print(PICTURES / f"{picture.name}.svg")


if __name__ == "__main__":
    main()
