"""Text that came from a plan, a commit or a file name, made safe to show.

A raw ESC reaches the terminal through every library that draws text, and bidi marks make a line read as
something else, so they are replaced once, where text enters, not at each place that draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # zero-width, bidi, line separators, BOM
    "\ud800-\udfff]"  # lone surrogates
)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ESCAPES = (
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # colours, cursor movements
    "|\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)?"  # titles, links, the clipboard
    "|\x1b[ -/]*[0-~]"
)


def clean(text: str) -> str:
    """Return `text` with control, bidi, zero-width and surrogate characters replaced; newlines stay."""
    if text.isprintable():  # as nearly all of it is, and nothing that is unsafe
        return text
    return re.sub(_UNSAFE, REPLACEMENT, text.replace("\r\n", "\n"))


def without_escapes(text: str) -> str:
    """Return what a program printed as a reader of a terminal would see it: no colours, a line for each
    return of the carriage, then cleaned.
    """
    if "\x1b" in text:
        text = re.sub(_ESCAPES, "", text)
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def json_escaped(text: str) -> str:
    """Return JSON with escapes in the place of what `clean` replaces: it says the same, safe to show."""
    if text.isascii() and "\x7f" not in text:  # the other control characters JSON escapes anyway
        return text
    return re.sub(_UNSAFE, lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space folded to one space."""
    return " ".join(clean(text).split())


def slug(text: str, limit: int = 32) -> str:
    """Return `text` as a lower-case id of letters, digits and dashes, cut at a word where it can be."""
    return dashed(re.findall(r"[a-z0-9]+", text.casefold()), limit) or "x"


def dashed(words: Sequence[str], limit: int) -> str:
    """Return as many of the words with dashes between as fit; where not even one does, what fits of them."""
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word
        if len(longer) > limit:
            break
        out = longer
    return out or "".join(words)[:limit]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, whatever its case, or None when nothing is close."""
    import difflib  # only who mistypes waits for it

    by_fold = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ` (did you mean X?)` for the nearest known name, or an empty string."""
    found = nearest(name, known)
    return f" (did you mean {found}?)" if found else ""


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return `1 item` or `2 items`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
