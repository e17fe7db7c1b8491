"""Markdown of the tracker's own report back to the text it was made of: what was escaped, code, addresses."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"""
    (?P<code>(?<!`)`[^`|\\]+`(?!`))      # kept as the author wrote it
  | \\(?P<mark>[!-/:-@\[-`{-~])
  | <(?P<url>https?://[^\s<>]*)>
  | (?P<dot>&middot;)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def plain(markdown: str) -> str:
    """Return the text that one line of a report shows."""
    return _PIECE.sub(_piece, markdown)


def code_spans(markdown: str) -> list[str]:
    """Return what stands in the code spans of a line."""
    return [_unpadded(found[2]) for found in _CODE.finditer(markdown)]


def _piece(found: re.Match[str]) -> str:
    if found["dot"]:
        return "·"
    return found["code"] or found["mark"] or found["url"]


def _unpadded(body: str) -> str:
    """Without the blanks that keep a backtick of the text from its fence."""
    padded = body.startswith(" ") and body.endswith(" ") and body.strip(" `")
    return body[1:-1] if padded and (body.startswith(" `") or body.endswith("` ")) else body
