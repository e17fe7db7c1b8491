"""One source line of running text, with what was marked in it: strong, struck, code and links.

Every line of a paragraph is read by itself, so that what is said in it keeps its line number; reviews
write label after label into one paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from tracker.domain.frozen import Remembering, frozen
from tracker.importers.markdown.keeping import kept
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.spans import Span, simple_spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST_PARSED = 4000
"""A longer line is taken as plain text: marks nested into one another are what makes parsers slow."""
_MOST_BRACKETS = 100
_MARKED = regex(r"[*_`~\[<&\\]")
"""What running text needs to hold for there to be anything to parse in it."""
_TAG = regex(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_RUN_IN = regex(r"^(\s*)[*_](?![*_\s])([^*_]{2,40}[.:：])[*_](?=\s|$)")
"""An emphasised beginning with a full stop heads the text after it as a strong one does: `*Cause.* ...`."""
_NUMBERING = regex(r"\s*\(?(?:[A-Z]{1,4}-?)?\d{1,2}(?:\.\d{1,2}){0,2}[.):]?\s*$")
"""A number or id before the strong text heads it, as a mark would."""
_STRIKING = frozenset({"s", "del", "strike"})
_STRENGTHENING = frozenset({"b", "strong", "th", "summary"})
_LETTER = regex(r"\w")
_strong, _struck = attrgetter("strong"), attrgetter("struck")
_STOP_INSIDE = regex(r"\.\w")
_MARKS = regex(r"\*\*|__|~~")
_TEXTS = frozenset({"text", "text_special"})


@frozen
class Line(Remembering):
    """One line of running text; `number` is its line in the document, from 1."""

    number: int
    spans: tuple[Span, ...]

    @kept
    def raw(self) -> str:
        """The line without any mark."""
        spans = self.spans
        return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])

    @kept
    def text(self) -> str:
        """The line without any mark, white space folded."""
        spans = self.spans
        return " ".join((spans[0].text if len(spans) == 1 else self.raw).split())

    @kept
    def has_strong(self) -> bool:
        """Whether any of it is strong."""
        return any(map(_strong, self.spans))

    @kept
    def has_struck(self) -> bool:
        """Whether any of it is struck through."""
        return any(map(_struck, self.spans))

    @kept
    def may_name_files(self) -> bool:
        """Whether any of it can name a file: code, a link, or text with a full stop inside of a word."""
        for span in self.spans:  # noqa: SIM110 - asked of every line; a generator takes longer
            if span.code or span.href or stops_inside(span.text):
                return True
        return False

    @kept
    def struck(self) -> bool:
        """Whether all that the line says is struck through; a mark or an id may stand outside."""
        if not self.has_struck:
            return False
        inside = sum(len(span.text.strip()) for span in self.spans if span.struck)
        outside = sum(len(_LETTER.findall(span.text)) for span in self.spans if not span.struck)
        return inside > 0 and outside <= max(8, inside // 2)

    @kept
    def lead(self) -> str:
        """The strong text that the line begins with, a mark before it passed over; or nothing."""
        if not self.has_strong:
            return ""
        found: list[str] = []
        for span in self.spans:
            if span.strong and span.text.strip():
                found.append(span.text)
            elif not found and _NUMBERING.match(span.text):
                continue
            elif span.text.strip() and (found or _LETTER.search(span.text)):
                if not (found and span.code and span is not self.spans[-1] and self._strong_after(span)):
                    break
                found.append(span.text)
        return " ".join("".join(found).split())

    @kept
    def after_lead(self) -> str:
        """What follows the strong text at the beginning."""
        at = self.text.find(self.lead) if self.lead else -1
        return self.text[at + len(self.lead) :].strip() if at >= 0 else self.text

    @kept
    def hrefs(self) -> tuple[str, ...]:
        """The targets of links."""
        return tuple(dict.fromkeys([span.href for span in self.spans if span.href]))

    def _strong_after(self, span: Span) -> bool:
        rest = self.spans[self.spans.index(span) + 1 :]
        return bool(rest) and rest[0].strong


class _Plain(Line):
    """A line without marks: it has the answers to what is asked of them from its class, and one run of text.

    Nearly all lines and cells are of this class, and hardly any is asked for its runs.
    """

    has_strong = has_struck = struck = False
    lead = ""
    hrefs = ()

    @kept
    def spans(self) -> tuple[Span, ...]:
        return (Span(self.raw),)

    @kept
    def text(self) -> str:
        return " ".join(self.raw.split())

    @kept
    def may_name_files(self) -> bool:
        return stops_inside(self.raw)

    def __reduce__(self) -> tuple[Callable[[str, int], Line], tuple[str, int]]:
        return plain_line, (self.raw, self.number)


_set_number: Callable[[Line, int], None] = vars(Line)["number"].__set__


@lru_cache(maxsize=1)
def inline_parser() -> MarkdownIt:
    """Return the parser of running text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("strikethrough")


def stops_inside(text: str) -> bool:
    """Tell whether a full stop stands inside of a word, as in the name of a file."""
    return "." in text and _STOP_INSIDE.search(text) is not None


def is_marked(text: str, start: int = 0) -> bool:
    """Tell whether there is anything to parse in a text from a position on."""
    return _MARKED.search(text, start) is not None


def read_line(text: str, number: int) -> Line:
    """Return one source line with its marks."""
    if not _MARKED.search(text):
        return plain_line(text.strip(), number)
    if run_in := _RUN_IN.match(text):
        text = f"{run_in[1]}**{run_in[2]}**{text[run_in.end() :]}"
    if len(text) > _LONGEST_PARSED or text.count("[") > _MOST_BRACKETS:
        return plain_line(text.strip(), number)
    spans = simple_spans(text)
    if spans and len(spans) == 1 and not spans[0].code:
        return plain_line(spans[0].text, number)
    return Line(number, spans or tuple(parsed_spans(text)))


def plain_line(text: str, number: int) -> Line:
    """Return a line of text that holds no marks."""
    line = object.__new__(_Plain)
    _set_number(line, number)
    line.__dict__["raw"] = text
    return line


def parsed_spans(text: str) -> Iterator[Span]:
    """Yield the runs of a line as the parser tells them; an empty one stands where a mark meets the end."""
    tokens: list[Token] = []
    parser = inline_parser()
    parser.inline.parse(text, parser, {}, tokens)
    strong = struck = 0
    href: str | None = None
    for is_text, run in groupby(tokens, lambda token: token.type in _TEXTS):
        if is_text:
            joined = "".join(token.content for token in run)
            yield Span(_MARKS.sub("", joined), strong > 0, struck > 0, href=href)
            continue
        for token in run:
            match token.type:
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
