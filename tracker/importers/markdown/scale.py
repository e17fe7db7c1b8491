"""Codes by which a document grades its findings: `### 1.3 [S2] Merge is quadratic`, `- (A) No brake`.

A code that several findings share is no id of theirs. What it stands for the document says in a legend of its
own, in words (`[S1] critical`) or by the order of the codes. Lines are read with the word in the place of the
code, so that nothing after this module has to know of codes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tracker.domain.plan import Severity
from tracker.importers.markdown import severity
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of

_CODE = r"[A-Z]{1,5}[ -]?[0-5]|[A-E]|[1-5]"
_DEFINED = regex(
    rf"\s*(?:[-*+]\s+|\|\s*)[*_`]{{0,3}}[\[(]?({_CODE})[\])]?[*_`]{{0,3}}"
    r"\s*(?:[:：=|–—-]\s*|(?<=[\])*])\s*)(.+)"
)
_INLINE = regex(rf"[\[(]({_CODE})[\])]\s*[:=–—-]?\s*([^\[\]()]{{3,80}})")
_TAG = regex(
    r"((?:#{1,6}|[-*+]|\d{1,3}[.)])\s+(?:[*_]{1,2})?(?:(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]{1,4}-?\d{1,4})[.):]?\s+)?)"
    rf"[\[(]({_CODE})[\])](?=[\s*_])"
)
_CELL = r"(?<=\|)(\s*[*`]{{0,2}}\[?)({codes})(\]?[*`]{{0,2}}\s*)(?=\|)"
_FEWEST, _MOST = 3, 5
_GRADES = tuple(Severity)
"""From the worst on."""


def graded(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines with words for the codes that grade findings; the same lines where there are none."""
    tags = [tag for line in lines if (tag := _tag(line))]
    if len(tags) < _FEWEST:
        return lines
    meaning = next(_defined(lines, Counter(tags)), None) or _shared(lines)
    return [_worded(line, meaning) for line in lines] if meaning else lines


def _tag(line: str) -> str | None:
    if not _may_tag(line):
        return None
    bare = line.lstrip()
    found = _TAG.match(bare) if bare[:1] in "#-*+0123456789" and bare else None
    return found[2] if found else None


def _may_tag(line: str) -> bool:
    """Whether a line has the bracket that every tag has."""
    return "[" in line or "(" in line


def _defined(lines: Sequence[str], tags: Mapping[str, int]) -> Iterator[Mapping[str, Severity]]:
    """Yield what the codes of each legend mean that findings are tagged with.

    A legend is a line that has them all, or one entry for each beneath a heading that explains.
    """
    heading, entries = "", dict[str, str]()
    for line in [*lines, "#"]:
        if line.startswith("#") or line.rstrip().endswith(":"):
            if _is_scale(entries, tags) and role_of(heading) is Role.REFERENCE:
                yield _meant(entries)
            heading, entries = line.strip("#*: "), {}
        elif match := _DEFINED.match(line):
            entries.setdefault(match[1], match[2])
        inline = dict(_INLINE.findall(line)) if line.count("[") + line.count("(") >= _FEWEST else {}
        if _is_scale(inline, tags):
            yield _meant(inline)


def _shared(lines: Sequence[str]) -> Mapping[str, Severity]:
    """What the codes mean that stand before several headings each, in the order of their numbers."""
    counts = Counter(tag for line in lines if line.startswith("#") and (tag := _tag(line)))
    several = sum(count > 1 for count in counts.values())
    codes = dict.fromkeys(sorted(counts), "")
    return _meant(codes) if several > 1 and "[" in "".join(lines) and _is_scale(codes, counts) else {}


def _is_scale(codes: Mapping[str, str], tags: Mapping[str, int]) -> bool:
    """Whether codes count on from one another, tag findings, and mean nothing that everybody knows (`P1`)."""
    if not _FEWEST <= len(codes) <= _MOST or any(map(severity.is_level, codes)):
        return False
    if sum(code in tags for code in codes) < len(codes) - 1:
        return False
    return all(
        first[:-1] == second[:-1] and ord(second[-1]) - ord(first[-1]) == 1
        for first, second in pairwise(codes)
    )


def _meant(codes: Mapping[str, str]) -> Mapping[str, Severity]:
    """The grades of codes by their words, else from the worst on; where there are three, none is critical."""
    told = {code: severity.opening(text) for code, text in codes.items()}
    if all(told.values()):
        return {code: rated for code, rated in told.items() if rated}
    first = 1 if len(codes) == _FEWEST else 0
    return dict(zip(codes, _GRADES[first:], strict=False))


def _worded(line: str, meaning: Mapping[str, Severity]) -> str:
    """The line with the word for the code that stands before its text, or that is all a cell holds."""
    bare = line.lstrip()
    if _may_tag(line) and (tag := _TAG.match(bare)) and tag[2] in meaning:
        return f"{line[: len(line) - len(bare)]}{tag[1]}[{meaning[tag[2]]}]{bare[tag.end() :]}"
    if bare.startswith("|"):
        codes = "|".join(map(re.escape, meaning))
        return re.sub(_CELL.format(codes=codes), lambda cell: f"{cell[1]}{meaning[cell[2]]}{cell[3]}", line)
    return line
