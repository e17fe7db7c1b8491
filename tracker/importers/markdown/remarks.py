"""Remarks on findings that stand elsewhere: `**On 3.** ...`, `Sur P-01 : ...`, `### More on finding 10`.

They say more of a finding and are none, as does what is headed `About the case list` beneath a table of
findings. Each gives its lines and its text to the one that it names.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.plan import Lines
from tracker.importers.markdown import filerefs
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.similar import words_of
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import ANY_ID
from tracker.importers.markdown.words import fold

_ON = (
    r"(?:(?:(?:more|further|notes?|remarks?|comments?|details?|addendum) )?(?:on|re|about|regarding|"
    r"concerning|"
    r"to|ad)|(?:mehr |bemerkung(?:en)? |anmerkung(?:en)? )?(?:zu[mr]?|betreffend|betrifft)|"
    r"(?:remarques? |plus )?(?:sur|concernant|a propos de)|(?:mas )?(?:sobre|acerca de|respecto a)|su|"
    r"riguardo a|over|met betrekking tot|do|odnosnie|dotyczy|к|по|о)\b[\s:]"
)
_THING = (
    r"(?:findings?|issues?|items?|points?|no|nr|number|befund|punkt|nummer|constat|numero|hallazgo|punto|"
    r"achado|"
    r"ponto|rilievo|bevinding|punt|ustaleni[ae]|punktu|замечани[юе]|пункту?)[.\s#]"
)
_NUMBERED = Wording(rf"\W*{_ON}\s*(?:{_THING}\s*)?#?(\d{{1,3}})\W*\Z")
_NAMED = regex(rf"\W*(?:{_ON}\s*(?:{_THING}\s*)?)?")
_ABOUT = Wording(
    r"\W*(?:about|more (?:about|on)|a propos (?:de|du|des)|acerca de|a proposito d\w+|uber)(?: (?:the|"
    r"die|den|das|"
    r"la|le|les|el|los|las|il|lo))? "
)
_DIGIT = regex(r"\d")
_SAYING = regex(r"\w")


def remarked(text: str) -> str | None:
    """Return the name of the finding that a heading or lead announces a remark on (`P-01`, `#3`), or None."""
    if not _DIGIT.search(text):
        return None
    folded = fold(text)
    if number := _NUMBERED.match(folded):
        return f"#{int(number[1])}"
    before = _NAMED.match(folded)
    named = ANY_ID.match(text, before.end()) if before else None
    return named[1] if named and not _SAYING.search(text, named.end()) else None


def about(text: str) -> str:
    """Return what a heading announces a remark on in words: `About the case list`; or nothing."""
    found = _ABOUT.match(fold(text))
    return text[found.end() :] if found else ""


def named_by(statement: Statement, others: Sequence[Statement]) -> tuple[str, ...]:
    """Return the id of the one finding beside a remark that is called by all its telling words."""
    words = frozenset(words_of(about(statement.title)))
    beside = [each for each in others if each.id and each.around.headings == statement.around.headings]
    found = [each.id for each in beside if each.id and words <= frozenset(words_of(each.title))]
    return (found[0],) if len(words) > 1 and len(found) == 1 else ()


def remark(line: Line, name: str, told: Sequence[Line], around: Around, lines: Lines) -> Statement:
    """Return the statement that a remark, headed by `line`, makes of the finding called `name`.

    Without a name it is of the one that its heading describes.
    """
    text = " ".join(each.text for each in told).removeprefix(line.lead).strip(" :.–—-")
    return Statement(
        title=line.lead or line.text,
        lines=lines,
        around=Around(role=Role.SUMMARY, headings=around.headings),
        files=tuple(filerefs.in_lines(told)),
        facts={"note": text} if text else {},
        mentions=(name,) if name else (),
        remark=True,
    )
