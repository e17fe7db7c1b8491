"""What a heading hands down to what is beneath it: role, rating, phase, area.

The nearest heading that says something of a kind is believed: "High priority" under "Critical fixes" makes
its entries of high priority and no longer critical.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.plan import Claim, Severity
from tracker.importers.markdown import (
    counted_defects,
    horizons,
    lists,
    passing,
    rungs,
    severity,
    stages,
    status,
    wishes,
)
from tracker.importers.markdown.achieved import tells_results
from tracker.importers.markdown.alarms import sets_alarms
from tracker.importers.markdown.around_launch import has_both_halves
from tracker.importers.markdown.boxed import estimates
from tracker.importers.markdown.by_state import open_state, state_of
from tracker.importers.markdown.contradicted import holds_findings
from tracker.importers.markdown.finished import heads_finished
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.ladder import graded, is_wish
from tracker.importers.markdown.naming import cites
from tracker.importers.markdown.numbering import unnumbered
from tracker.importers.markdown.options import heads_options
from tracker.importers.markdown.passed import passed
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, WORKING, Role, role_of
from tracker.importers.markdown.safe_path import leads_to_launch
from tracker.importers.markdown.statement import Around, Rated, Strength
from tracker.importers.markdown.timeline import cites_numbers
from tracker.importers.markdown.tree import PLAIN_LEVEL, Section
from tracker.importers.markdown.uses import heads_uses
from tracker.importers.markdown.words import fold, sentences

_BLOCKING = regex(
    r"\bblock(?:er|ers|ing)\b|blockierend|bloquants?|bloqueantes?|bloccanti|blokkerend|блок|阻塞|"
    r"ブロッカー"
)
_NEGATED = regex(r"\bnon[- ]|\bnot\b")
_ALARMING = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM)
_TELLING = frozenset({Role.SUMMARY, Role.DECISION})
"""Roles of sections that tell of the review, and of what became of the findings of the one before."""
_PARTED = regex(r"\s+[–—-]+\s+|\s*[:：]\s+")
_LONGEST_LEAD = 6
"""A longer line with a colon at its end is a sentence that leads in, and says nothing of its list."""
_UNTESTED = regex(
    r"\W*(?:(?:not|never) (?:yet )?(?:tested|covered)|untested|(?:nicht|nie) getestet|ungetestet|"
    r"non teste\w*|"
    r"sin probar|nao testad\w*|non testat\w*|niet getest|nietestowane)\W*$"
)
"""Debt in an inventory of debt; in the report of a test it is what was out of scope."""
_DEMANDED = Wording(
    r"\W*(?:required|needed|necessary) (?:for|before)\b|\W*(?:erforderlich|notwendig|notig) (?:fur|vor)\b|"
    r"\W*(?:requise?s?|necessaires?) (?:pour|avant)\b|\W*(?:necesari[oa]s?|requerid[oa]s?) (?:para|antes)\b|"
    r"\W*(?:necessari[oa]s?|richiest[oaie]|requisitad[oa]s?) (?:para|per|prima|antes)\b|"
    r"\W*(?:nodig|vereist) (?:voor)\b|\W*(?:wymagane|potrzebne) (?:do|przed)\b|"
    r"\W*(?:необходимо|требуется) (?:для|перед|до)\b"
)
"""`✅ Required for production`: the sign is that of a demand, and nothing beneath it is told to be there."""
_CONSIDERATIONS = regex(
    r"\bconsiderations\b|uberlegungen|considerations|consideraciones|consideracoes|considerazioni"
)


def beneath(section: Section, around: Around) -> Around:
    """Return what stands around the content of a section."""
    if section.title is None:
        return around
    return of_title(section.text, section.first, around, section)


def of_title(text: str, number: int, around: Around, section: Section | None = None) -> Around:
    """Return what stands around that which `text`, on line `number`, heads."""
    field = labelled(section.title) if section and section.title else None
    if field and field.field == "priority":
        rated = severity.value(field.value.text)
        priority = severity.as_priority(rated.severity) if rated else around.priority
        return _changed(around, priority=priority)
    state = state_of(text) if around.by_state else open_state(text)
    role = Role.WORK if state else _role(text, around, section.level if section else 0)
    if role in SILENT and section is not None and section.sections and holds_findings(section):
        role = Role.WORK
    ahead = role is Role.GOOD and section is not None and leads_to_launch(section)
    role = Role.PLAN if ahead else role
    if role not in SILENT and section is not None and sets_alarms(section):
        role = Role.TARGETS
    if (
        role in (Role.NEUTRAL, Role.TIMELINE)
        and around.headings
        and section is not None
        and (cites(section, around.names) or cites_numbers(section, around.names))
    ):
        role = Role.PLAN
    horizon = horizons.of_heading(text) or _stage(text, role, around)
    if horizon and (
        is_wish(text, around.legend) or estimates(section, around) or rungs.counts_priority(text)
    ):
        horizon = None
    if role is Role.NEUTRAL and (horizon or severity.prefix(text) or severity.colour(text) in _ALARMING):
        role = Role.PLAN if horizon else Role.WORK
    changes: dict[str, object] = {"role": role, "headings": (*around.headings, text)}
    checked = Role.CHECKLIST in (role, around.role)
    if horizon and role not in SILENT and (around.staged or not checked or wishes.wants(text)):
        changes |= {"phase": horizon, "phase_line": number, "checked": checked and not wishes.wants(text)}
    changes |= _rating(text, number, role, around)
    mark = status.mark(text) or status.end_mark(text) or passed(text)
    if (role is Role.CHECKLIST or ahead or _demands(text)) and mark is status.Mark.GOOD:
        mark = None  # the sign of a checklist, or of a way to go, which says of nothing that it is in order
    changes["good"] = mark is status.Mark.GOOD or (around.good and mark is None and role is around.role)
    changes["blocking"] = bool(_BLOCKING.search(fold(text))) and not _NEGATED.search(fold(text))
    changes["claim"] = _claim(text, role, around, mark)
    changes["by_state"] = False
    if state:
        changes |= {"claim": state, "good": False}
    over = around.finished and horizon is not None
    if over:
        changes |= {"role": Role.PLAN, "claim": Claim.DONE, "good": False}
        changes |= {"phase": horizon, "phase_line": number}
    changes |= {"over": over, "finished": heads_finished(text)}
    changes["staged"] = section is not None and _holds_stages(section, role)
    changes["counts_defects"] = section is not None and counted_defects.count_defects(section.sections)
    changes["inside_summary"] = around.inside_summary or role is Role.SUMMARY
    if role in (Role.NEUTRAL, around.role) and role not in SILENT and not horizon:
        changes["area"] = status.without_marks(unnumbered(text)) or around.area
    return _changed(around, **changes)


def _holds_stages(section: Section, role: Role) -> bool:
    if role is Role.CHECKLIST:
        return has_both_halves(section)
    return role is Role.PLAN and stages.are_stages(section)


def in_phase(around: Around, horizon: horizons.Horizon, number: int) -> Around:
    """Return the surroundings, placed in the phase that line `number` names."""
    return _changed(around, phase=horizon, phase_line=number, checked=False)


def _stage(text: str, role: Role, around: Around) -> horizons.Horizon | None:
    """The stage that a heading names only because it stands in a plan."""
    if around.staged:
        return stages.among_stages(text)
    return stages.of_plan(text) if Role.PLAN in (role, around.role) else None


def _role(text: str, around: Around, level: int) -> Role:
    text = sentences(text)[-1] if level >= PLAIN_LEVEL else text
    own = role_of(text)
    if heads_uses(text) or heads_options(text):
        return own
    if level >= PLAIN_LEVEL and tells_results(text):
        return Role.GOOD
    if level >= PLAIN_LEVEL and len(text.split()) > _LONGEST_LEAD:
        if around.role is Role.NEUTRAL and role_of(text.split()[-1]) is Role.PLAN:
            return Role.PLAN
        return around.role
    if own is Role.NEUTRAL and _UNTESTED.match(fold(text)) and Role.WORK in map(role_of, around.headings):
        return Role.WORK
    if own is Role.NEUTRAL and around.role in _TELLING and passing.heads_done(text):
        return Role.WORK
    if own is Role.NEUTRAL:
        return Role.NEUTRAL if _CONSIDERATIONS.search(fold(text)) else around.role
    if own is Role.WORK and around.role in WORKING and severity.only_rating(text):
        return around.role
    if own is Role.WORK and around.role is Role.PLAN and horizons.of_heading(text):
        return Role.PLAN
    if own is Role.PLAN and around.role is not Role.PLAN and _is_rated_first(text):
        return Role.WORK
    if own is Role.GOOD and _righted(text):
        return Role.WORK
    if own is Role.GOOD and status.mark(text) in (status.Mark.BAD, status.Mark.OPEN):
        return around.role
    if own is Role.GOOD and around.role is Role.PLAN and stages.aims(text):
        return Role.PLAN
    if (
        own is Role.GOOD
        and around.role in WORKING
        and status.mark(text) is None
        and status.end_mark(text) is not None
    ):
        return around.role
    if around.role is Role.DEFERRED and own in (Role.PLAN, Role.WORK):
        return Role.DEFERRED
    if around.role in (Role.REFERENCE, Role.NOT_WORK) and own in (Role.SUMMARY, Role.PLAN):
        return around.role
    if around.role is Role.ROUTINE and own in WORKING:
        return around.role
    if around.role is Role.TARGETS and own in (Role.PLAN, Role.CHECKLIST):
        return around.role
    return own


def _demands(text: str) -> bool:
    """Whether a heading says that what is beneath it is required for something."""
    return _DEMANDED.match(fold(status.without_marks(text))) is not None


def _righted(text: str) -> bool:
    """Whether a heading names what was put right, behind the state: `✅ Resolved: compilation errors`."""
    state, _, things = text.rpartition(":")
    return bool(state) and passing.heads_done(state) and lists.is_sort_of_findings(things)


def _is_rated_first(text: str) -> bool:
    """Whether a heading is a rating, behind which it says by when: `High - to be fixed before launch`."""
    rating, *rest = _PARTED.split(status.without_marks(text), maxsplit=1)
    return bool(rest) and severity.only_rating(rating)


def _rating(text: str, number: int, role: Role, around: Around) -> dict[str, object]:
    if role in SILENT or role in (Role.GOOD, Role.SUMMARY) or _righted(text):
        return {}
    found = severity.heading(text)
    if not found and (told := graded(text, role, around.legend)):
        return {"severity": Rated(told, Strength.INHERITED, number), "priority": None}
    if not found and wishes.least(text):
        return {"severity": None, "priority": None}
    if not found or (role is Role.NEUTRAL and not severity.only_rating(text)):
        return {}
    if found.urgency:
        return {"priority": severity.as_priority(found.severity), "severity": None}
    return {"severity": Rated(found.severity, Strength.INHERITED, number), "priority": None}


def _claim(text: str, role: Role, around: Around, mark: status.Mark | None) -> Claim | None:
    if role is Role.DEFERRED:
        return Claim.DEFERRED
    if passing.heads_done(text):
        return Claim.DONE
    told = mark is None or severity.only_rating(text)  # the circle of a rating says nothing of the state
    return around.claim if role is around.role and told else None


def _changed(around: Around, **changes: object) -> Around:
    return replace(around, **changes)  # type: ignore[arg-type]
