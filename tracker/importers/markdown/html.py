"""HTML inside a document, read as text: tables, lists and headings become what they would be in Markdown.

Nothing is run and nothing is fetched; scripts, styles and comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from tracker.domain.text import clean
from tracker.importers.markdown.inline import Line, plain_line
from tracker.importers.markdown.spans import Span
from tracker.importers.markdown.tree import Block, Entry, Listing, Paragraph, Row, Table

_BREAKING = frozenset(
    {"p", "div", "br", "summary", "details", "section", "blockquote", "dt", "dd", "tr", "ul"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "b", "strong", "th", "dt"})
_SILENT = frozenset({"script", "style", "template", "head"})
_STRUCK = frozenset({"s", "del", "strike"})


_LONGEST = 60_000
"""A larger piece is taken line by line as it is: the parser slows down on what is hardly HTML."""


def html_blocks(html: str, first: int) -> Iterator[Block]:
    """Yield the tables, lists and paragraphs of a piece of HTML that begins on line `first`."""
    if len(html) > _LONGEST:
        lines = (clean(line).strip() for line in html.split("\n"))
        yield from (Paragraph((plain_line(line, first + at),)) for at, line in enumerate(lines) if line)
        return
    reader = _Reader(first)
    reader.feed(_without_declarations(html))
    reader.close()
    yield from reader.blocks()


def _without_declarations(html: str) -> str:
    """HTML without comments and declarations, line breaks kept; one that never ends takes the rest."""
    found: list[str] = []
    at = 0
    while (begin := min((p for p in (html.find("<!", at), html.find("<?", at)) if p >= 0), default=-1)) >= 0:
        end_mark = "-->" if html.startswith("<!--", begin) else ">"
        end = html.find(end_mark, begin + 2)
        found.append(html[at:begin])
        if end < 0:
            return "".join(found)
        found.append("\n" * html.count("\n", begin, end))
        at = end + len(end_mark)
    return "".join([*found, html[at:]])


class _Reader(HTMLParser):
    """Gathers lines, rows and entries in the order they come; unclosed tags do no harm."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first
        self._found: list[Block] = []
        self._spans: list[Span] = []
        self._rows: list[Row] = []
        self._cells: list[Line] = []
        self._entries: list[Entry] = []
        self._open: dict[str, int] = {}
        self._in_entry = False

    def blocks(self) -> list[Block]:
        """Return what was found; whatever is still open ends here."""
        self._end_row()
        self._end_table()
        self._end_entry()
        self._end_list()
        self._end_line()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "tr":
                self._end_line()
                self._end_row()
            case "td" | "th":
                self._spans.clear()
            case "li":
                self._end_entry()
                self._end_line()
                self._in_entry = True
            case "input" if dict(attrs).get("type") == "checkbox":
                self._spans.append(Span("[x] " if "checked" in dict(attrs) else "[ ] "))
            case _ if tag in _BREAKING or tag in _HEADINGS - {"b", "strong", "th"}:
                self._break()
        self._open[tag] = self._open.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        self._open[tag] = max(0, self._open.get(tag, 0) - 1)
        match tag:
            case "td" | "th":
                self._cells.append(self._line())
            case "tr":
                self._end_row()
            case "table":
                self._end_table()
            case "li":
                self._end_entry()
            case "ul" | "ol":
                self._end_entry()
                self._end_list()
            case _ if tag in _BREAKING or tag in _HEADINGS - {"b", "strong"}:
                self._break()

    def handle_data(self, data: str) -> None:
        if any(self._open.get(tag) for tag in _SILENT):
            return
        strong = any(self._open.get(tag) for tag in _HEADINGS)
        struck = any(self._open.get(tag) for tag in _STRUCK)
        for at, piece in enumerate(data.split("\n")):
            if at and not (self._in_entry or self._inside("td", "th")):
                self._end_line()
            if piece.strip() or self._spans:
                self._spans.append(Span(clean(piece), strong, struck, bool(self._open.get("code"))))

    def _inside(self, *tags: str) -> bool:
        return any(self._open.get(tag) for tag in tags)

    def _break(self) -> None:
        if self._in_entry or self._inside("td", "th"):
            self._spans.append(Span(" "))
        else:
            self._end_line()

    def _line(self) -> Line:
        line = Line(self._number(), tuple(self._spans))
        self._spans = []
        return line

    def _number(self) -> int:
        return self._first + self.getpos()[0] - 1

    def _end_line(self) -> None:
        if "".join(span.text for span in self._spans).strip():
            self._found.append(Paragraph((self._line(),)))
        self._spans = []

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append(Row(tuple(self._cells), self._cells[0].number))
        self._cells = []

    def _end_table(self) -> None:
        self._end_row()
        if self._rows:
            rows = tuple(self._rows)
            self._found.append(Table(rows[0], rows[1:], rows[0].number, rows[-1].number))
        self._rows = []

    def _end_entry(self) -> None:
        if self._in_entry and "".join(span.text for span in self._spans).strip():
            line = self._line()
            self._entries.append(Entry((line,), (), None, line.number, line.number))
        self._in_entry = False

    def _end_list(self) -> None:
        if self._entries:
            entries = tuple(self._entries)
            self._found.append(Listing(False, entries, entries[0].first, entries[-1].last))
        self._entries = []
