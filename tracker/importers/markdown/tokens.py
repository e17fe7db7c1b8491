"""What the parser of blocks writes down: tokens that know where they end, and the state it works with."""

from __future__ import annotations

from itertools import accumulate
from operator import add
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

_SPACES = "".join(map(chr, range(0x2000, 0x200B)))
_WHITE = f" \t\n\r\x0b\x0c\u00a0\u1680\u202f\u205f\u3000\u2028\u2029{_SPACES}"
"""What markdown-it takes off both ends of a text."""


_INDENTING, _TAB = " \t", 4


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


class State(StateBlock):
    """markdown-it's state, with tokens that know where they end."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self._open: list[Block] = []
        self.src = src
        self._mark(src.split("\n"))

    def _mark(self, lines: list[str]) -> None:
        """Note where each line begins and ends and how far it is indented; markdown-it does it by the letter.

        A last line of white space alone is none. What is noted behind the last line is there already.
        """
        if not lines[-1].strip(_INDENTING):
            lines = lines[:-1]
        leads = [line[: len(line) - len(line.lstrip(_INDENTING))] for line in lines]
        *begins, _ = accumulate((len(line) + 1 for line in lines), initial=0)
        self.bMarks = [*begins, len(self.src)]
        self.eMarks = [*map(add, begins, map(len, lines)), len(self.src)]
        self.tShift[:0] = map(len, leads)
        self.sCount[:0] = [len(lead.expandtabs(_TAB)) for lead in leads]
        self.bsCount[:0] = [0] * len(lines)
        self.lineMax = len(lines)

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


def begins_at(state: StateBlock, line: int) -> int:
    """Return where in the source the first character of a line stands that is no space."""
    return state.bMarks[line] + state.tShift[line]


def text_of(state: StateBlock, line: int) -> str:
    """Return the text of a line from its first character on."""
    return state.src[begins_at(state, line) : state.eMarks[line]]


def trimmed(text: str) -> str:
    """Return a text without what markdown-it calls white at its ends."""
    return text.strip(_WHITE)
