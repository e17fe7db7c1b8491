"""Headings that grade by a coloured sign: `🔴 Blockers`, `🟠 Soon after`, `🟢 Nice to have`.

Where several headings of a document begin with colours, these are its scale, whatever words for findings
stand beside them. A heading of anything else with such a sign (`🔴 Security`) may say how an area fares. A
wish at the green end of the scale is of its lowest grade, and stands in no phase.
"""

from __future__ import annotations

from tracker.domain.plan import Severity
from tracker.importers.markdown import horizons, severity
from tracker.importers.markdown.legend import Legend
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.words import fold

_WISH = regex(
    r"\W*(?:nice[- ]to[- ]haves?|could[- ]haves?|optional\w*|kann warten|wunschenswert\w*|"
    r"souhaitable\w*|deseable\w*|desejave\w*|auspicabil\w*|wenselijk\w*|mile widziane|желательно)\W*"
)
_ALARMS = frozenset("🚨⛔🛑")
"""Signs that stand above the colours: `🚨 Blockers`, `🟠 High`, `🟡 Medium`."""
_GRADING = frozenset({Role.WORK, Role.RISKS, Role.PLAN})


def graded(heading: str, role: Role, legend: Legend) -> Severity | None:
    """Return the grade that the sign of a heading of findings stands for, or None."""
    told = role_of(heading)
    urged = told is Role.PLAN and _usual(heading) is Severity.CRITICAL
    if role not in _GRADING or not (told in (Role.WORK, Role.RISKS) or urged) or horizons.of_heading(heading):
        return None
    return legend.rating(heading) or (_usual(heading) if _is_scale(legend) else None)


def _usual(heading: str) -> Severity | None:
    return Severity.CRITICAL if heading.lstrip()[:1] in _ALARMS else severity.colour(heading)


def _is_scale(legend: Legend) -> bool:
    """Whether the signs that the document explains stand for what they usually do: orange is high."""
    told = [(severity.colour(sign), rated) for sign, rated in legend.ratings.items()]
    return any(usual for usual, _ in told) and all(usual in (None, rated) for usual, rated in told)


def is_wish(heading: str, legend: Legend) -> bool:
    """Tell whether a heading is the lowest step of such a scale, named as a wish and by no time.

    So is a low rating with the wish in a bracket: `Low priority (nice to have)`.
    """
    graded, bracket, wish = heading.partition("(")
    if bracket and severity.only_rating(graded) and _WISH.fullmatch(fold(wish)):
        return True
    lowest = severity.colour(heading) in (Severity.LOW, Severity.INFO)
    return bool(lowest and legend.ratings and _WISH.fullmatch(fold(heading)))
