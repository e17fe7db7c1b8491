"""The bytes of a document as lines of text, with the damage of wrong encodings repaired.

Reviews travel through editors that read UTF-8 as Mac Roman or Windows-1252 and save the result, sometimes
twice, sometimes for a part of the file only. So the repair (by ftfy) is tried line by line, and within a
line word by word where the line as a whole cannot be mended. The number of lines never changes: line 17 of
the result is line 17 of the file, because everything drafted points back by line.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from tracker.domain.frozen import frozen
from tracker.domain.text import REPLACEMENT, clean
from tracker.errors import UsageError
from tracker.importers.markdown.patterns import regex

MAX_BYTES = 1_000_000
MAX_LINES = 10_000
"""More than any review; a document above it is a log or a dump, and is refused."""

_LONGEST_REPAIRED = 10_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BREAK = regex(r"\r\n|\r|\n")
_INVISIBLE = regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x20)])
_BINARY_SHARE = 0.02
_MAC_LIKELY = regex("[\x8a\x8e\x8f\x9a\x9f\x87\x88\x8d\x90]")
"""Bytes that stand for ä é è ö ü á à ç ê in Mac Roman and for next to nothing in Windows-1252 text."""
_WINDOWS_LIKELY = regex("[\xe0-\xef\xf1-\xf6\xf8-\xfe\xc0-\xcf\xd1-\xd6\xd8-\xdf\x91-\x97\x80\x85]")

_MOST_LAYERS = 3
"""How often a text may have been read and saved in a wrong encoding."""


_TAKEN_FOR = (
    *(
        "latin-1",
        "cp1252",
        "cp1250",
        "cp1251",
        "cp1253",
        "cp1254",
        "cp1257",
        "iso8859-2",
        "mac-roman",
        "cp437",
    ),
)
"""Encodings that editors take UTF-8 for, as far as ftfy knows them."""


def _letters(encoding: str, first: int, last: int) -> str:
    """The letters that some bytes are in an encoding, as they stand in a class of characters."""
    return re.escape(bytes(range(first, last + 1)).decode(encoding, "ignore"))


_BEHIND_CAPITALS = "‘’“”‚„–—…•‹›«»\u00a0"
"""What may well follow a capital letter: `“MAÇÔ is a word in quotes, and no misread `Ô`."""


def _runs(encoding: str) -> re.Pattern[str]:
    """What symbols (E2, F0), accented letters (C2 to C5), Cyrillic words (D0, D1) look like in `encoding`."""

    def letters(first: int, last: int) -> str:
        found = _letters(encoding, first, last)
        return f"[{found}]" if found else "(?!)"

    more = letters(0x80, 0xBF)
    accented = f"{letters(0xC2, 0xC5)}{more}"
    if encoding == "cp1252":
        accented = f"{letters(0xC2, 0xC3)}(?![{_BEHIND_CAPITALS}]){more}"
    return re.compile(
        rf"{letters(0xE2, 0xE2)}{letters(0x80, 0xAF)}{more}|"
        rf"{letters(0xF0, 0xF0)}{letters(0x90, 0x9F)}{more}{more}|"
        rf"{letters(0xEF, 0xEF)}{letters(0xB8, 0xB8)}{letters(0x8F, 0x8F)}|{accented}|"
        rf"(?:{letters(0xD0, 0xD1)}{more}){{3,}}"
    )


def _sequences(encoding: str) -> str:
    """What any two, three and four bytes of UTF-8 look like in `encoding`, even if some of them were lost."""
    more = _letters(encoding, 0x80, 0xBF) + "\x1a\ufffd"
    gap = more if encoding == "mac-roman" else f"{more} "
    leads = (_letters(encoding, *bounds) for bounds in ((0xC0, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4)))
    two, three, four = (f"[{lead}]" for lead in leads)
    return f"{two}[{more}]|{three}[{gap}]{{2}}|{four}[{gap}]{{3}}"


_RUNS = {encoding: _runs(encoding) for encoding in ("mac-roman", "cp1252")}


_SIGNS = "\x80-\u24ff\u25a0-\u25ff\uf8ff\ufb00-\ufb06\ufffd"
_DRAWN = "\u2500-\u259f"
_DOUBTFUL = regex(f"[{_SIGNS}{_DRAWN}]{{2}}(?<![{_DRAWN}]{{2}})|[\x80-\x9fŒœÂÃ]")
"""What every repair begins with: two letters or signs in a row that are no drawing, or one of a few."""


@lru_cache(maxsize=1)
def _misread() -> re.Pattern[str]:
    """What UTF-8 that was taken for something else has in it; it takes long, and is asked last."""
    return re.compile("|".join([*map(_sequences, _TAKEN_FOR), "[\x80-\x9fÂÃ\ufffd]"]))


@frozen
class Decoded:
    """The lines of a document, the first being line 1, and the numbers of those that were repaired."""

    lines: tuple[str, ...]
    repaired: tuple[int, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Return the lines of the document; raises UsageError for what is no text or beyond the limits."""
    if len(data) > MAX_BYTES:
        raise UsageError(
            f"{name} has {len(data):,} bytes; a review may have at most {MAX_BYTES:,}",
            hint="Cut out the part that states findings and import that.",
        )
    text = _text(data, name)
    raw = _BREAK.split(text) if "\r" in text else text.split("\n")
    if len(raw) > MAX_LINES:
        raise UsageError(f"{name} has {len(raw):,} lines; a review may have at most {MAX_LINES:,}")
    mended = raw if text.isascii() else [repaired(line) for line in raw]
    pairs = enumerate(zip(raw, mended, strict=True), 1)
    changed = () if mended == raw else tuple(number for number, (was, now) in pairs if was != now)
    return Decoded(tuple(map(clean if text.isascii() else _shown, mended)), changed)


def repaired(line: str) -> str:
    """Return one line with its mojibake undone; text that is in order comes back as it was."""
    if line.isascii() or len(line) > _LONGEST_REPAIRED or not _DOUBTFUL.search(line):
        return line
    mended = _repaired_runs(line)
    if _DOUBTFUL.search(mended) and _misread().search(mended):
        mended = _repaired_by_ftfy(line)
    return _one_line(mended, line)


def _repaired_by_ftfy(line: str) -> str:
    """Undo what is more than single symbols."""
    import ftfy  # takes longer to load than a review takes to read, and most need it not

    for _ in range(_MOST_LAYERS):
        before = line
        line = _repaired_runs(ftfy.fix_encoding(line))
        if line == before:
            break
    return line


def _repaired_runs(line: str) -> str:
    """Undo what is too short or too mixed for ftfy to be sure of: single symbols read as another encoding."""
    for encoding, pattern in _RUNS.items():
        line = pattern.sub(lambda found, encoding=encoding: _reread(found[0], encoding), line)  # type: ignore[misc]
    return line


def _reread(run: str, encoding: str) -> str:
    try:
        return run.encode(encoding).decode("utf-8")
    except UnicodeError:
        return run


def _one_line(mended: str, line: str) -> str:
    """A repair never brings a line break: the line below would be counted twice."""
    return line if _BREAK.search(mended) else mended


def _shown(line: str) -> str:
    return clean(line if line.isascii() else _INVISIBLE.sub("", line))


def _text(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _wide(data):
        return data.decode(encoding, "replace")
    head = data[:100_000]
    if len(head) - len(head.translate(None, _CONTROLS)) > _BINARY_SHARE * len(head) + 8:
        raise UsageError(f"{name} is no text", hint="Import the document as Markdown or plain text.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_mixed(line) for line in re.split(b"\r\n|\r|\n", data))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    head = data[:2000]
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * pairs and odd < 0.05 * pairs else ""


def _mixed(line: bytes) -> str:
    """One line of a file that is not UTF-8 throughout."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(line)


def _single_byte(line: bytes) -> str:
    """Windows-1252, unless the bytes make sense in Mac Roman only."""
    plain = line.decode("latin-1")
    if len(_MAC_LIKELY.findall(plain)) > len(_WINDOWS_LIKELY.findall(plain)):
        return line.decode("mac-roman")
    return line.decode("cp1252", "replace").replace("\ufffd", REPLACEMENT)
