"""Textual's style sheet with less to do at a time: what is known stays known, and what nobody asks for waits.

Textual reads all sheets twice as it starts, and when a widget comes it looks up the styles of every part that
the widget could ever draw. With the dozens of parts that a board has, that takes longer than a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_SOURCES = 256
"""Sheets whose rules are remembered: each widget of Textual's own has one."""


class PatientStylesheet(Stylesheet):
    """Reads a sheet once for the same colours, and looks up the styles of a widget's parts as it draws them.

    It takes the place of a few methods of Textual's own, for which there is no public way.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache.maxsize = _SOURCES

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours, where they are others."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what was not read with these colours yet."""
        self.parse()

    def _process_component_classes(self, node: DOMNode) -> None:
        names = node._get_component_classes()
        looks = node._component_styles
        if isinstance(looks, _Looks):
            others = [look for look in looks.values() if self._is_other_now(look)]
            if others:
                node.refresh()
        elif names:
            node._component_styles = _Looks(names, partial(self._look, node))

    def _look(self, node: DOMNode, name: str) -> RenderStyles:
        """The styles of a part: those of a child of that class, were there one."""
        part = DOMNode(classes=name)
        part._attach(node)
        self.apply(part)
        return part.styles

    def _is_other_now(self, look: RenderStyles) -> bool:
        """Look the styles of a part up again, and tell whether they are others.

        The part stays: it refers to itself, and a new one each time would leave as much garbage as a screen.
        """
        part = look.base.node
        assert part is not None
        before = look.base.get_rules()
        look.base.reset()
        self.apply(part)
        return look.base.get_rules() != before


class _Looks(dict[str, RenderStyles]):
    """The styles of a widget's parts, each looked up when it is first asked for."""

    def __init__(self, names: Collection[str], find: Callable[[str], RenderStyles]) -> None:
        super().__init__()
        self._names, self._find = names, find

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __missing__(self, name: str) -> RenderStyles:
        found = self[name] = self._find(name)
        return found
