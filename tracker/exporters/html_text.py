"""HTML built so that escaping cannot be forgotten: plain text becomes text, only `Markup` stays markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from tracker.domain.text import clean

NONE = "–"
"""What a cell holds that has nothing to say; on a phone it is left out."""
_VOID = frozenset({"meta", "br", "hr"})
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(element: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element; children that are no Markup are escaped, attributes always.

    Attributes are named as in Python: `class_`, `aria_label`; those that are None are left out.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(_plain(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if element in _VOID:
        return Markup(f"<{element}{given}>")
    return Markup(f"<{element}{given}>{joined(children)}</{element}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Return the parts as one piece of HTML, escaped where they are no Markup."""
    return Markup(between.join(part if isinstance(part, Markup) else escape(clean(part)) for part in parts))


def link(address: str) -> Markup:
    """Return an http(s) address as a link and anything else as code: no other scheme is ever followed."""
    if _ADDRESS.fullmatch(address):
        return tag("a", address, href=address, rel="noopener noreferrer")
    return tag("code", address)


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Return a table that scrolls by itself where it is too wide, and is a list of cards on a phone.

    A header that ends in `:` is aligned right; the first cell of a row is its heading. Roles are said,
    because browsers forget that a table is one when it is laid out as something else.
    """
    right = ["num" if name.endswith(":") else None for name in header]
    names = [name.rstrip(":") for name in header]
    head = joined(
        tag("th", name, scope="col", role="columnheader", class_=cls)
        for name, cls in zip(names, right, strict=True)
    )
    body = [_row(row, names, right) for row in rows]
    inner = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", head, role="row"), role="rowgroup"),
        tag("tbody", joined(body, "\n"), role="rowgroup"),
        role="table",
    )
    return tag("div", inner, class_="wide", role="region", aria_label=caption, tabindex="0")


def _row(row: Sequence[str], names: Sequence[str], classes: Sequence[str | None]) -> Markup:
    """A row whose cells know the name of their column, for where there is no room for columns."""
    first, *others = row
    heading = tag("th", first, scope="row", role="rowheader", class_=classes[0])
    cells = (
        tag("td", cell, role="cell", class_=_classes(cls, cell), data_label=name)
        for cell, name, cls in zip(others, names[1:], classes[1:], strict=True)
    )
    return tag("tr", heading, *cells, role="row")


def _classes(of_column: str | None, cell: str) -> str | None:
    return " ".join(name for name in (of_column, "none" if cell == NONE else None) if name) or None


def section(name: str, title: str, *blocks: str) -> Markup:
    """Return a section with a heading that names it; `name` is its address in the page."""
    heading = tag("h2", title, id=f"{name}-title")
    return tag("section", heading, joined(blocks, "\n"), id=name, aria_labelledby=f"{name}-title")


def _plain(value: str | float | None) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
