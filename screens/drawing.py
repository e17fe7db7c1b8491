"""How a screen is drawn without holding the event loop: a few lines at a time, and shown once all are drawn.

Textual draws everything that changed in one go, which for a whole screen takes longer than a frame. Here the
lines are drawn ahead, in steps between which keys are answered; what was drawn is remembered by the widgets
themselves, so that showing it takes little more than writing it to the terminal. Half a screen is never seen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip
from textual.widget import Widget, _RenderCache

if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[Any]
else:
    _Screen = object

_AT_ONCE = 600
"""Cells, a tenth of a large screen, that are drawn in one go: to look at the time would cost more."""
_STEP = 0.004
"""Seconds of drawing after which others have their turn."""
_LINES = 16
"""Lines that are drawn between two looks at the time."""
_PATIENCE = 25
"""Steps after which all is drawn at once, since it goes on changing all the while."""


class DrawnInSteps(_Screen):
    """A screen, or a form over one, that holds the event loop for no longer than a few lines take.

    It takes the place of a few methods of Textual's own, for which there is no public way.
    """

    _steps = 0
    """How many times something was drawn since something was shown; none while there is nothing to draw."""

    def _compositor_refresh(self) -> None:
        """Draw what changed, then show it; Textual calls this, and would do both at once."""
        if self.app.is_inline or not self.is_current:
            super()._compositor_refresh()
            return
        self._dirty_widgets.clear()  # the compositor knows by now where they are
        if not self._steps:
            self._draw_soon()

    def _draw_soon(self) -> None:
        self._steps += 1
        asyncio.get_running_loop().call_soon(self._draw_on)

    def _draw_on(self) -> None:
        """Draw for a moment, and show it if that was all."""
        try:
            with self._context():
                self._draw_step()
        except Exception as error:  # as Textual does where it draws
            self.app._handle_exception(error)

    def _draw_step(self) -> None:
        until = perf_counter() + _STEP
        changed = sum(region.area for region in self._compositor._dirty_regions)
        if self.is_current and changed > _AT_ONCE and self._steps < _PATIENCE:
            for widget, lines in self._undrawn():
                widget.render_lines(lines)
                if perf_counter() > until:
                    self._draw_soon()
                    return
        self._steps = 0
        if self.app._batch_count:
            self.call_later(self._compositor_refresh)
        else:
            later = frozenset(self._dirty_widgets)  # changed between the steps, which Textual does not expect
            super()._compositor_refresh()
            self._dirty_widgets |= later

    def _undrawn(self) -> Iterator[tuple[Widget, Region]]:
        """Yield a few lines of a widget at a time that changed, are in sight, and are not drawn yet."""
        compositor = self._compositor
        changed = list(compositor._dirty_regions)
        for widget, (region, clip) in list(compositor.visible_widgets.items()):
            seen = region.intersection(clip)
            parts = [part for each in changed if (part := each.intersection(seen))]
            if parts and not widget.BLANK:
                first, end = min(part.y for part in parts), max(part.bottom for part in parts)
                for y in range(first - region.y, end - region.y, _LINES):
                    lines = Region(0, y, region.width, min(_LINES, end - region.y - y))
                    if not _is_drawn(widget, lines):
                        yield widget, lines

    def _render_content(self) -> None:
        """Draw what is below a form line by line, as it is asked for; Textual does all of it at once."""
        screens, color = self.app.screen_stack, self.styles.background
        place = screens.index(self) if self in screens else 0
        if place and color.a < 1:
            below = screens[place - 1]
            lines = _Dimmed(below._compositor.render_strips(), color, self.rich_style)
            self._render_cache = _RenderCache(self.size, lines)
            self._dirty_regions.clear()
        else:
            super()._render_content()


def _is_drawn(widget: Widget, lines: Region) -> bool:
    """Tell whether a widget remembers how these lines look."""
    known = widget._styles_cache
    return known._width == lines.width and all(
        y in known._cache and not known.is_dirty(y) for y in lines.line_range
    )


class _Dimmed(list[Strip]):
    """Lines of a screen below another, dimmed when they are looked at."""

    def __init__(self, lines: Sequence[Strip], color: Color, ground: Style) -> None:
        super().__init__(lines)
        self._color, self._ground = color, ground
        self._styles: dict[Style | None, Style | None] = {}

    def __getitem__(self, y: int) -> Strip:  # type: ignore[override]
        strip = super().__getitem__(y)
        return Strip([Segment(text, self._dim(style)) for text, style, _ in strip], strip.cell_length)

    def _dim(self, style: Style | None) -> Style | None:
        """As Textual dims a screen, once for each style."""
        if style not in self._styles:
            (dimmed,) = BackgroundScreen.process_segments([Segment(" ", style)], self._color)
            self._styles[style] = self._ground + (dimmed.style or Style())
        return self._styles[style]
