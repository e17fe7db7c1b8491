"""A commit message cut into the messages it is made of.

A squash merge carries the messages of the commits it stands for, each with trailers of its own, while git
sees those of the last paragraph only. An ordinary message is one section.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_QUOTED_LINE = re.compile(r"\s*>")
_BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")
_HIDING = re.compile(r"\n\s*(?:>|```|~~~)")
_HIDDEN = "\0"
_GIT_SQUASH = "Squashed commit of the following:"
_MOST_COMMITS = 1_000
_GIT_COMMIT = re.compile(r"^commit [0-9a-f]{40,64}[ \t]*$", re.MULTILINE)
_FORGE_COMMIT = re.compile(r"(?<=\n\n)\* |^-{5,}[ \t]*\n", re.MULTILINE)


def sections(message: str) -> tuple[str, ...]:
    """Return the messages within `message`, at least one; lines that are code or a quotation are hidden.

    A hidden line keeps its place as a line that is neither blank nor a trailer.
    """
    text = _readable(without_blank_start(message.replace("\r\n", "\n").replace("\0", "")))
    if _GIT_SQUASH in text:
        head, *commits = _GIT_COMMIT.split(text, _MOST_COMMITS)
        return (head, *(_unindented(commit) for commit in commits))
    return tuple(_FORGE_COMMIT.split(text, _MOST_COMMITS)) if "\n* " in text or "\n-----" in text else (text,)


def without_blank_start(message: str) -> str:
    """Return a message from its title on, as git takes it: blank lines before it are none of it."""
    return _BLANK_START.sub("", message)


def _readable(text: str) -> str:
    if not _HIDING.search(f"\n{text}"):  # `^` would be tried at every letter
        return text
    lines = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        hidden = bool(fence or mark or _QUOTED_LINE.match(line))
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        lines.append(_HIDDEN if hidden and line.strip() else line)
    return "\n".join(lines)


def _unindented(commit: str) -> str:
    """The message of one commit as `git log` prints it: without its header, and without the indentation."""
    _, _, message = commit.partition("\n\n")
    return re.sub(r"^ {1,4}", "", message, flags=re.MULTILINE)
