"""Lists as markdown-it tells them, with one token for an entry that is a line of text and nothing else.

Nearly every entry is. markdown-it opens it, parses what is in it as a document of its own, asks of the next
line in three ways whether it ends the paragraph, and closes it; here a pattern tells that the text can begin
nothing but a paragraph, and a look at the next line that the paragraph ends. Any other entry is parsed the
long way.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from markdown_it.rules_block import StateBlock

from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tokens import begins_at, trimmed

_MARKER = regex(r"(?:([0-9]{1,9})[.)]|[-+*])(?=[ \t\n]|\Z)")
_RULE = regex(r"([-*_])(?:[ \t]*+\1){2,}+[ \t]*+(?=\n|\Z)")
_TEXT = regex(
    r" {1,4}((?:[^\W\d_]|[^\x00-\x7f]|[\"'(/$@]|[*_]{1,3}[^\W_]|`[^`\n]|[0-9]++[^0-9.)\n]|"
    r"\[[^\[\]\\\n]*\](?!:))[^\n]*)"
)
"""A text that begins a paragraph whatever stands beneath it: no list, code, heading, link definition."""
_TEXT_DEPTH = 2
"""How much deeper than its entry markdown-it has the text of one."""
_DEEPEST_INDENT = 3
_Behind: TypeAlias = tuple[int, re.Match[str] | None]
"""The line behind an entry, and the marker of the entry that may begin there."""


def list_rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A list of entries that are marked alike."""
    marker = None if state.is_code_block(first) else _MARKER.match(state.src, begins_at(state, first))
    if not marker or _goes_on(state, first) or (silent and not _may_interrupt(state, first, marker)):
        return False
    if silent:
        return True
    kind, tag = ("ordered_list", "ol") if marker[1] else ("bullet_list", "ul")
    opening = state.push(f"{kind}_open", tag, 1)
    around, state.parentType = state.parentType, "list"
    line = _entries(state, first, end, marker)
    state.parentType, state.line = around, line
    state.push(f"{kind}_close", tag, -1)
    opening.map = [first, line]
    return True


def horizontal_rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A line across the page."""
    if state.is_code_block(first) or not _RULE.match(state.src, begins_at(state, first)):
        return False
    if not silent:
        state.line = first + 1
        state.push("hr", "hr", 0).map = [first, first + 1]
    return True


def _goes_on(state: StateBlock, line: int) -> bool:
    """Whether a line that looks like an entry is so far indented that it goes on with the one above it."""
    indent = state.sCount[line]
    return state.listIndent >= 0 and indent - state.listIndent > _DEEPEST_INDENT and indent < state.blkIndent


def _may_interrupt(state: StateBlock, line: int, marker: re.Match[str]) -> bool:
    """Whether a list may begin here: right after a line of a paragraph it counts from 1 and is not empty."""
    if state.parentType != "paragraph" or state.sCount[line] < state.blkIndent:
        return True
    counts = not marker[1] or int(marker[1]) == 1
    return counts and state.skipSpaces(marker.end()) < state.eMarks[line]


def _entries(state: StateBlock, line: int, end: int, marker: re.Match[str]) -> int:
    """Add the entries of a list; return the line behind them."""
    sign = marker[0][-1]
    while True:
        line, following = _short_entry(state, line, end, marker) or _entry(state, line, end, marker)
        if following is None or state.sCount[line] < state.blkIndent or following[0][-1] != sign:
            return line
        if _RULE.match(state.src, following.start()):
            return line
        marker = following


def _short_entry(state: StateBlock, line: int, end: int, marker: re.Match[str]) -> _Behind | None:
    """Add an entry that is a line of text; return what is behind it, or None where it may be more."""
    text = _TEXT.match(state.src, marker.end())
    if not text or state.level + 1 >= state.md.options.maxNesting:
        return None
    indent, after = state.sCount[line] + text.start(1) - marker.start(), line + 1
    following = _marker(state, after, end)
    if after < end and state.isEmpty(after):
        after = after + 1 if after + 1 == end else state.skipEmptyLines(after)
        following = _marker(state, after, end)
    elif after < end and following is None:
        return None
    if after < end and state.sCount[after] >= indent:
        return None
    token = state.push("entry", "li", 0)
    token.level += _TEXT_DEPTH
    token.map = [line, line + 1]
    token.content, token.info = trimmed(text[1]), marker[1] or ""
    return after, following


def _marker(state: StateBlock, line: int, end: int) -> re.Match[str] | None:
    """The marker of an entry that a line may begin: such a line ends the text of the entry above it."""
    if line >= end:
        return None
    indent = state.sCount[line]
    shallow = indent - state.blkIndent <= _DEEPEST_INDENT
    outside = indent < 0  # behind a quotation, whose text goes on there
    return _MARKER.match(state.src, begins_at(state, line)) if shallow and not outside else None


def _entry(state: StateBlock, line: int, end: int, marker: re.Match[str]) -> _Behind:
    """Add an entry with whatever stands in it; return what is behind it."""
    begun, behind = state.tShift[line], state.sCount[line] + len(marker[0])
    at, indent = _content(state, line, marker.end(), behind)
    empty = at >= state.eMarks[line]
    opening = state.push("list_item_open", "li", 1)
    opening.info = marker[1] or ""
    kept = state.listIndent, state.blkIndent, state.sCount[line]
    spaces = 1 if empty or indent - behind > _DEEPEST_INDENT + 1 else indent - behind
    state.listIndent, state.blkIndent = state.blkIndent, behind + spaces
    state.tShift[line], state.sCount[line] = at - state.bMarks[line], indent
    if empty and state.isEmpty(line + 1):  # what stands beneath an empty line is no part of the entry
        state.line = min(line + 2, end)
    else:
        state.md.block.tokenize(state, line, end)
    state.listIndent, state.blkIndent, state.sCount[line] = kept
    state.tShift[line] = begun
    state.push("list_item_close", "li", -1)
    opening.map = [line, state.line]
    return state.line, _marker(state, state.line, end)


def _content(state: StateBlock, line: int, at: int, indent: int) -> tuple[int, int]:
    """Where what follows a marker begins, in the source and as an indent, its tabs expanded."""
    while at < state.eMarks[line] and (char := state.src[at]) in " \t":
        indent += 1 if char == " " else 4 - (indent + state.bsCount[line]) % 4
        at += 1
    return at, indent
