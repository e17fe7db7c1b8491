"""The blocks of a document as markdown-it tells them, at less than half of what its own parser takes.

Its rules are asked as they are, with differences that change no answer:

- A rule is asked only where the line begins with a character that the rule can begin with. markdown-it asks
  all eleven at every line, and seven of them again at every line that might end a paragraph.
- A paragraph and a heading with a line beneath it are told apart in one pass; its rules make two.
- Only what this importer reads becomes a token: one for a paragraph, for a row of a table, for an entry of a
  list that is a line of text (`list_rule`).
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, code
from markdown_it.rules_block.table import table as table_rule
from markdown_it.token import Token
from markdown_it.utils import EnvType

from tracker.importers.markdown.list_rule import horizontal_rule, list_rule
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tokens import State, begins_at, text_of, trimmed

_Rule = Callable[[StateBlock, int, int, bool], bool]
_BEGINNINGS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The characters that what a rule finds can begin with; a rule that is not named is asked at any."""
_DELIMITERS = regex(r"[|:-][|: \t-]*(?=\n|\Z)")
"""The line beneath the head of a table."""
_ROW_DEPTH, _TEXT_DEPTH = 3, 1
"""How deep in a row and a paragraph markdown-it has the text that stands there."""
_BAR = regex(r"(?<!\\)\|")
_MOST_MISSING = 0x10000
"""Cells that rows may lack in all; a table that lacks more ends there, as it does for markdown-it."""
_DEEPEST_INDENT = 3
"""What is indented by more is code."""


def block_parser(deepest: int) -> MarkdownIt:
    """Return a parser of blocks, tables among them, that follows nesting down to `deepest`.

    It takes lines that end in a newline and hold no control characters, as `decoding` leaves them. Its tokens
    are of the class Block: `paragraph` and `row` (`meta["cells"]` are its texts) stand alone, the
    others are markdown-it's.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": deepest})
    parser.core.ruler.enableOnly(["block"])
    parser.block = _Blocks()
    return parser


class _Blocks(ParserBlock):
    """markdown-it's parser of blocks with other rules for tables, lists and paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.disable("lheading")
        self.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        self.ruler.at("hr", horizontal_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
        self.ruler.at("list", list_rule, {"alt": ["paragraph", "reference", "blockquote"]})
        self.ruler.at("paragraph", _paragraph)
        self.ruler = _ByCharacter(self.ruler)

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],  # noqa: N803 - as markdown-it names it
    ) -> list[Token] | None:
        """Add the tokens of `src`."""
        state = State(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - as above
        """Add the tokens of some lines, up to one that is indented less than what they stand in."""
        (ask,) = self.ruler.getRules()
        line = startLine
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                return
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                return
            ask(state, line, endLine, False)
            line = state.line
            if line < endLine and state.isEmpty(line):  # it may be the last one of a quotation
                state.line = line = line + 1


class _ByCharacter(Ruler[_Rule]):
    """Chains of one rule each, which asks those of its rules that the line can be one for."""

    def __init__(self, ruler: Ruler[_Rule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        chains = {"", *(name for rule in self.__rules__ for name in rule.alt)}
        self._asking = {chain: [self._asker(chain)] for chain in chains}

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803 - as markdown-it names it
        """Return the one rule that stands for those of a chain."""
        return self._asking[chainName]

    def _asker(self, chain: str) -> _Rule:
        rules = [rule for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
        rules = [rule for rule in rules if rule.name != "code"]  # asked first, and of no line but its own
        anywhere = [rule.fn for rule in rules if rule.name not in _BEGINNINGS]
        told = {
            char: [rule.fn for rule in rules if char in _BEGINNINGS.get(rule.name, char)]
            for char in set("".join(_BEGINNINGS.values()))
        }

        def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            if state.sCount[line] - state.blkIndent > _DEEPEST_INDENT:
                return not chain and code(state, line, end, silent)
            at = state.bMarks[line] + state.tShift[line]
            for rule in told.get(state.src[at : at + 1], anywhere):  # noqa: SIM110 - a generator takes longer
                if rule(state, line, end, silent):
                    return True
            return False

        return ask


def _paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A paragraph, of all lines that no other rule takes, or a heading with a line of `=` or `-` beneath."""
    (ends,) = state.md.block.ruler.getRules("paragraph")
    state.parentType = "paragraph"
    line = first + 1
    while line < end and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        if indent <= 3:
            if indent >= 0 and (mark := _underlining(state, line)):
                return _headed(state, first, line, mark)
            if state.sCount[line] >= 0 and ends(state, line, end, True):
                break
        line += 1
    state.line = line
    token = state.push("paragraph", "p", 0)
    token.level += _TEXT_DEPTH
    token.map = [first, line]
    token.content = _text(state, first, line)
    return True


def _underlining(state: StateBlock, line: int) -> str:
    """The mark that a line consists of, if it is one that makes a heading of the lines above."""
    text = text_of(state, line)
    mark = text[:1]
    return mark if mark in ("-", "=") and not text.rstrip(" \t").strip(mark) else ""


def _headed(state: StateBlock, first: int, line: int, mark: str) -> bool:
    tag = "h1" if mark == "=" else "h2"
    state.line = line + 1
    state.push("heading_open", tag, 1).map = [first, line + 1]
    token = state.push("inline", "", 0)
    token.map = [first, line]
    token.content = _text(state, first, line)
    state.push("heading_close", tag, -1)
    return True


def _text(state: StateBlock, first: int, end: int) -> str:
    text = text_of(state, first) if end == first + 1 else state.getLines(first, end, state.blkIndent, False)
    return trimmed(text)


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    beneath = _DELIMITERS.match(state.src, begins_at(state, first + 1))
    if not beneath or not table_rule(state, first, end, True):
        return False
    return silent or _rows(state, first, end)


def _rows(state: StateBlock, first: int, end: int) -> bool:
    """The rows of a table whose head is known to be one; each has as many cells as the head."""
    (ends,) = state.md.block.ruler.getRules("blockquote")
    kept, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    cells = _cells(text_of(state, first))
    width, missing, line = len(cells), 0, first + 2
    _row(state, first, cells)
    while line < end and state.sCount[line] >= state.blkIndent and not ends(state, line, end, True):
        text = text_of(state, line)
        cells = _cells(text)
        missing += width - len(cells)
        if not trimmed(text) or state.is_code_block(line) or missing > _MOST_MISSING:
            break
        _row(state, line, [*cells[:width], *[""] * (width - len(cells))])
        line += 1
    state.push("table_close", "table", -1)
    opening.map = [first, line]
    state.parentType, state.line = kept, line
    return True


def _cells(text: str) -> list[str]:
    """What the bars of a line part; nothing before the first and behind the last is no cell."""
    text = trimmed(text)
    cells = [each.replace("\\|", "|") for each in _BAR.split(text)] if "\\" in text else text.split("|")
    if cells[0] == "":
        del cells[0]
    if cells and cells[-1] == "":
        del cells[-1]
    return cells


def _row(state: StateBlock, line: int, cells: list[str]) -> None:
    token = state.push("row", "tr", 0)
    token.level += _ROW_DEPTH
    token.map = [line, line + 1]
    token.meta = {"cells": list(map(trimmed, cells))}
