"""One source line of running text, with what was marked in it: strong, struck, code and links.

Every line of a paragraph is read by itself, so that what is said in it keeps its line number; reviews
write label after label into one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tracker.domain.frozen import Remembering, frozen

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LONGEST_PARSED = 4000
"""A longer line is taken as plain text: marks nested into one another are what makes parsers slow."""
_MOST_BRACKETS = 100
_MARKED = re.compile(r"[*_`~\[<&\\]")
"""What running text needs to hold for there to be anything to parse in it."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_STRIKING = frozenset({"s", "del", "strike"})
_STRENGTHENING = frozenset({"b", "strong", "th", "summary"})
_MARKS = re.compile(r"\*\*|__|~~")


@frozen
class Span:
    """A run of text that is marked alike."""

    text: str
    strong: bool = False
    struck: bool = False
    code: bool = False
    href: str | None = None


@frozen
class Line(Remembering):
    """One line of running text; `number` is its line in the document, from 1."""

    number: int
    spans: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        """The line without any mark, white space folded."""
        return " ".join("".join(span.text for span in self.spans).split())

    @cached_property
    def struck(self) -> bool:
        """Whether all that the line says is struck through; a mark or an id may stand outside."""
        inside = sum(len(span.text.strip()) for span in self.spans if span.struck)
        outside = sum(len(re.findall(r"\w", span.text)) for span in self.spans if not span.struck)
        return inside > 0 and outside <= max(8, inside // 2)

    @cached_property
    def lead(self) -> str:
        """The strong text that the line begins with, a mark before it passed over; or nothing."""
        found: list[str] = []
        for span in self.spans:
            if span.strong and span.text.strip():
                found.append(span.text)
            elif span.text.strip() and (found or re.search(r"\w", span.text)):
                if not (found and span.code and span is not self.spans[-1] and self._strong_after(span)):
                    break
                found.append(span.text)
        return " ".join("".join(found).split())

    @cached_property
    def after_lead(self) -> str:
        """What follows the strong text at the beginning."""
        at = self.text.find(self.lead) if self.lead else -1
        return self.text[at + len(self.lead) :].strip() if at >= 0 else self.text

    @cached_property
    def hrefs(self) -> tuple[str, ...]:
        """The targets of links."""
        return tuple(dict.fromkeys(span.href for span in self.spans if span.href))

    def _strong_after(self, span: Span) -> bool:
        rest = self.spans[self.spans.index(span) + 1 :]
        return bool(rest) and rest[0].strong


@lru_cache(maxsize=1)
def inline_parser() -> MarkdownIt:
    """Return the parser of running text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("strikethrough")


def read_line(text: str, number: int) -> Line:
    """Return one source line with its marks."""
    if len(text) > _LONGEST_PARSED or text.count("[") > _MOST_BRACKETS or not _MARKED.search(text):
        return Line(number, (Span(text.strip()),))
    return Line(number, tuple(_spans(text)))


def plain_line(text: str, number: int) -> Line:
    """Return a line of text that holds no marks."""
    return Line(number, (Span(text),))


def _spans(text: str) -> Iterator[Span]:
    tokens = inline_parser().parseInline(text)
    strong = struck = 0
    href: str | None = None
    for token in tokens[0].children or () if tokens else ():
        match token.type:
            case "text" | "text_special":
                yield Span(_MARKS.sub("", token.content), strong > 0, struck > 0, href=href)
            case "code_inline":
                yield Span(token.content, strong > 0, struck > 0, True, href)
            case "softbreak" | "hardbreak":
                yield Span(" ", strong > 0, struck > 0)
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "s_open" | "s_close":
                struck += token.nesting
            case "link_open":
                href = str(token.attrGet("href") or "") or None
            case "link_close":
                href = None
            case "image":
                yield Span(token.content, strong > 0, struck > 0)
            case "html_inline":
                change, tag = _tag(token.content)
                strong = max(0, strong + change * (tag in _STRENGTHENING))
                struck = max(0, struck + change * (tag in _STRIKING))
                if tag == "br":
                    yield Span(" ")


def _tag(html: str) -> tuple[int, str]:
    found = _TAG.match(html)
    return (-1 if found[1] else 1, found[2].lower()) if found else (0, "")
