"""Stages of a plan that are named by no word for one: `Before the season`, `June to September`.

Such words say when only in a plan: elsewhere `After the outage` heads what happened. Where half of the
headings of a plan name times, so do the others beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.importers.markdown import horizons, rungs, status
from tracker.importers.markdown.hints import Wording, is_wide
from tracker.importers.markdown.horizons import Horizon
from tracker.importers.markdown.numbering import worded
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.titles import Titled
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.words import fold

_MONTHS = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|fevrier|mar(?:ch|s|z)|april|avril|may|mai|june|juni|juin|"
    r"july|juli|juillet|aug(?:ust)?|aout|sept(?:ember|embre)?|o[ck]to(?:ber|bre)|nov(?:ember|embre)?|"
    r"de[cz]ember|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|"
    r"diciembre|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|"
    r"jeudi|vendredi|lunes|martes|miercoles|jueves|viernes|maandag|dinsdag|woensdag|donderdag|vrijdag|"
    r"aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|spring|summer|autumn|fall|winter|fruhjahr|sommer|"
    r"herbst|printemps|automne|hiver|primavera|verano|otono|invierno|verao|outono|inverno|estate|autunno)"
)
_TIME = Wording(
    r"(?:before|after|during|until|till|within|once|as soon as|by the (?:end|time|start|middle)|"
    r"in the (?:first|"
    r"next|coming|second)|(?:the )?(?:first|second|third|next|coming|last) (?:few |couple of |"
    r"\w+ )?(?:days?|weeks?|"
    r"months?|quarters?|sprints?|year)|over the (?:next|coming)|vor (?:de[mnr]|ende|jahres)|"
    r"nach (?:de[mnr]|abschluss)|"
    r"wahrend|bis (?:zu[mr]|ende|mitte|anfang)|innerhalb|sobald|danach|anschliessend|"
    r"avant|apres|pendant|jusqu'\w+|d'ici|durant|antes de|antes del|despues de|despues del|durante|"
    r"hasta|tras|"
    r"voor (?:de|het)|antes d[oae]s?|depois d[oae]s?|apos|prima d\w+|dopo|entro|tijdens|binnen|na (?:de|"
    r"het)|przed|podczas|"
    r"whenever|when (?:convenient|possible|there is time|time permits)|irgendwann|bei gelegenheit|"
    r"a l'occasion|cuando sea posible|quando possibile|quando possivel|"
    r"w ciagu|w trakcie|po \w+|до|после|во время|в течение|перед|к концу)\b"
)
_DATED = Wording(
    rf"(?:(?:early|mid|late|end of|anfang|mitte|ende|debut|mi|fin|principios de|finales de|inizio|fine)[ -])?"
    rf"{_MONTHS}\b(?=\W*(?:$|\d|[-–—:(,/]|(?:to|until|and|bis|und|a|et|y|e)\b))"
)
_WIDE = regex(r"(?:之?前|之?后|之?後|期间|期間)\W*$")
_PARTED = regex(r"\s*[:：]\s*|\s+[–—-]\s+")
_LONGEST = 12
"""Words."""
_FEW = 4
"""Words of a time; more of them say what happens then."""
_FEWEST = 2
_NAMING = frozenset({Role.NEUTRAL, Role.PLAN, Role.WORK, Role.DEFERRED})
"""Roles of headings that may be stages; what a heading like `Out of scope` holds is in none."""


@lru_cache(maxsize=2048)
def of_plan(text: str) -> Horizon | None:
    """Return the stage that a heading inside a plan names, or None."""
    if found := horizons.of_heading(text):
        return found
    if rungs.is_dated(text):
        return horizons.of_value(text)
    plain = worded(fold(text))
    if len(plain.split()) > _LONGEST:
        return None
    timed = _TIME.match(plain) or _DATED.match(plain) or (is_wide(plain) and _WIDE.search(plain))
    return horizons.of_value(text) if timed else None


def rated_time(title: Titled) -> bool:
    """Tell whether a title is a rating and a time and nothing else: `Critical: before the launch`."""
    few = len(title.text.split()) <= _FEW
    return bool(title.rating) and few and of_plan(title.text) is not None


def are_stages(section: Section) -> bool:
    """Tell whether the headings beneath that of a plan are its stages: half of them say when."""
    return among_periods([child.text for child in section.sections if child.title is not None])


def are_planned(section: Section, staged: bool) -> bool:
    """Tell whether a heading is that of a plan by stages, or one of these (`staged`) over a list of steps.

    How long a stage takes stands behind its name, as it does behind that of a thing to do.
    """
    if role_of(section.text) is Role.PLAN and are_stages(section):
        return True
    if not staged or not horizons.is_counted(section.text):
        return False
    return len(section.entries) >= _FEWEST and len(section.lists) == len(section.blocks)


def among_periods(names: Sequence[str]) -> bool:
    """Tell whether half of several names say when: then the others beside them do."""
    return len(names) >= _FEWEST and 2 * sum(of_plan(name) is not None for name in names) >= len(names)


def aims(text: str) -> bool:
    """Tell whether a heading names a stage and what it is to reach: `Sprint 4: ready for guests`.

    What has been reached, it would say with a mark or a word of state.
    """
    parted = _PARTED.split(text, maxsplit=1)
    if len(parted) == 1 or not horizons.of_heading(parted[0]):
        return False
    said = status.mark(text) or status.end_mark(text) or status.of_title(text)
    return not said and status.of_value(parted[1]) is None


def among_stages(text: str) -> Horizon | None:
    """Return the stage that a heading beside other stages is, whatever it says; None for another part."""
    role = role_of(text)
    if role not in _NAMING:
        return None
    if role is Role.DEFERRED:  # a state, unless it says when
        return of_plan(text)
    return of_plan(text) or horizons.of_value(status.without_marks(text))
