"""Remarks on findings that stand elsewhere: `**On 3.** ...`, `Sur P-01 : ...`, `### More on finding 10`.

They say more of a finding and are none. Each gives its lines and its text to the one that it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.plan import Lines
from tracker.importers.markdown import filerefs
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import ANY_ID
from tracker.importers.markdown.words import fold

_ON = (
    r"(?:(?:(?:more|further|notes?|remarks?|comments?|details?|addendum) )?(?:on|re|about|regarding|"
    r"concerning|"
    r"to|ad)|(?:mehr |bemerkung(?:en)? |anmerkung(?:en)? )?(?:zu[mr]?|betreffend|betrifft)|"
    r"(?:remarques? |plus )?(?:sur|concernant|a propos de)|(?:mas )?(?:sobre|acerca de|respecto a)|su|"
    r"riguardo a|over|met betrekking tot|do|odnosnie|dotyczy|к|по|о)[\s:]"
)
_THING = (
    r"(?:findings?|issues?|items?|points?|no|nr|number|befund|punkt|nummer|constat|numero|hallazgo|punto|"
    r"achado|"
    r"ponto|rilievo|bevinding|punt|ustaleni[ae]|punktu|замечани[юе]|пункту?)[.\s#]"
)
_NUMBERED = regex(rf"\W*{_ON}\s*(?:{_THING}\s*)?#?(\d{{1,3}})\W*")
_NAMED = regex(rf"\W*(?:{_ON}\s*(?:{_THING}\s*)?)?")
_DIGIT = regex(r"\d")
_SAYING = regex(r"\w")


def remarked(text: str) -> str | None:
    """Return the name of the finding that a heading or lead announces a remark on (`P-01`, `#3`), or None."""
    if not _DIGIT.search(text):
        return None
    folded = fold(text)
    if number := _NUMBERED.fullmatch(folded):
        return f"#{int(number[1])}"
    before = _NAMED.match(folded)
    named = ANY_ID.match(text, before.end()) if before else None
    return named[1] if named and not _SAYING.search(text, named.end()) else None


def remark(line: Line, name: str, told: Sequence[Line], around: Around, lines: Lines) -> Statement:
    """Return the statement that a remark, headed by `line`, makes of the finding called `name`."""
    text = " ".join(each.text for each in told).removeprefix(line.lead).strip(" :.–—-")
    return Statement(
        title=line.lead or line.text,
        lines=lines,
        around=Around(role=Role.SUMMARY, headings=around.headings),
        files=tuple(filerefs.in_lines(told)),
        facts={"note": text} if text else {},
        mentions=(name,),
        remark=True,
    )
