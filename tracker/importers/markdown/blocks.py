"""The blocks of a document as markdown-it tells them, at less than half of what its own parser takes.

Its rules are asked as they are, with three differences that change no answer:

- A rule is asked only where the line begins with a character that the rule can begin with. markdown-it asks
  all eleven at every line, and seven of them again at every line that might end a paragraph.
- A paragraph and a heading with a line beneath it are told apart in one pass; its rules make two.
- Only what this importer reads becomes a token: one for a paragraph, one for a row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table as table_rule
from markdown_it.token import Token
from markdown_it.utils import EnvType

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
_DELIMITERS = frozenset("|-:")
"""What the line beneath the head of a table can begin with."""
_ROW_DEPTH, _TEXT_DEPTH = 3, 1
"""How deep in a row and a paragraph markdown-it has the text that stands there."""
_BAR = re.compile(r"(?<!\\)\|")
_MOST_MISSING = 0x10000
"""Cells that rows may lack in all; a table that lacks more ends there, as it does for markdown-it."""
_SPACES = "".join(map(chr, range(0x2000, 0x200B)))
_WHITE = f" \t\n\r\x0b\x0c\u00a0\u1680\u202f\u205f\u3000\u2028\u2029{_SPACES}"
"""What markdown-it takes off both ends of a text."""


class Block(Token):
    """A token with what is read of one here; `map` are its first line, from 0, and the line behind it."""

    __slots__ = ("end",)

    end: int
    """The position of the token that closes what this one opens, or its own."""

    def __init__(self, kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> None:
        self.type = kind
        self.tag = tag
        self.nesting = nesting
        self.level = level
        self.map = None
        self.content = self.info = ""


def block_parser(deepest: int) -> MarkdownIt:
    """Return a parser of blocks, tables among them, that follows nesting down to `deepest`.

    Its tokens are of the class Block: `paragraph` and `row` (`meta["cells"]` are its texts) stand alone, the
    others are markdown-it's.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": deepest})
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block = _Blocks()
    return parser


class _Blocks(ParserBlock):
    """markdown-it's parser of blocks with other rules for tables and paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.disable("lheading")
        self.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
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
        state = _State(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


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
        anywhere = [rule.fn for rule in rules if rule.name not in _BEGINNINGS]
        told = {
            char: [rule.fn for rule in rules if char in _BEGINNINGS.get(rule.name, char)]
            for char in set("".join(_BEGINNINGS.values()))
        }

        def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            at = state.bMarks[line] + state.tShift[line]
            for rule in told.get(state.src[at : at + 1], anywhere):  # noqa: SIM110 - a generator takes longer
                if rule(state, line, end, silent):
                    return True
            return False

        return ask


class _State(StateBlock):
    """markdown-it's state, with tokens that know where they end."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._open: list[Block] = []

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Block:
        if nesting < 0:
            self.level -= 1
        token = Block(ttype, tag, nesting, self.level)
        token.end = len(self.tokens)
        if nesting > 0:
            self.level += 1
            self._open.append(token)
        elif nesting < 0:
            self._open.pop().end = token.end
        self.tokens.append(token)
        return token


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
    text = _line(state, line)
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
    text = _line(state, first) if end == first + 1 else state.getLines(first, end, state.blkIndent, False)
    return text.strip(_WHITE)


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    at = state.bMarks[first + 1] + state.tShift[first + 1]
    if state.src[at : at + 1] not in _DELIMITERS or not table_rule(state, first, end, True):
        return False
    return silent or _rows(state, first, end)


def _rows(state: StateBlock, first: int, end: int) -> bool:
    """The rows of a table whose head is known to be one; each has as many cells as the head."""
    (ends,) = state.md.block.ruler.getRules("blockquote")
    kept, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    cells = _cells(_line(state, first))
    width, missing, line = len(cells), 0, first + 2
    _row(state, first, cells)
    while line < end and state.sCount[line] >= state.blkIndent and not ends(state, line, end, True):
        text = _line(state, line)
        cells = _cells(text)
        missing += width - len(cells)
        if not text.strip(_WHITE) or state.is_code_block(line) or missing > _MOST_MISSING:
            break
        _row(state, line, [*cells[:width], *[""] * (width - len(cells))])
        line += 1
    state.push("table_close", "table", -1)
    opening.map = [first, line]
    state.parentType, state.line = kept, line
    return True


def _cells(text: str) -> list[str]:
    """What the bars of a line part; nothing before the first and behind the last is no cell."""
    text = text.strip(_WHITE)
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
    token.meta = {"cells": [cell.strip(_WHITE) for cell in cells]}


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
