"""Sections that are named by the state of what is in them: `Closed`, `Half way`, `Still open`, `New`.

A follow-up lists what the review before it found, sorted by what became of it. One such heading alone may be
praise ("Done") or a heading of anything; two different ones side by side sort findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.domain.plan import Claim
from tracker.importers.markdown import status
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.numbering import unnumbered
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.words import fold

_THINGS = (
    r"(?: (?:issues?|findings?|points?|items?|problems?|recommendations?|actions?|befunde|punkte|mangel|"
    r"feststellungen|constats?|problemes?|hallazgos|puntos|problemas|achados|rilievi|bevindingen|ustalenia|"
    r"замечания))?"
)
_DONE = Wording(
    rf"\W*(?:(?:fully |now |since )?(?:closed|resolved|fixed|solved|remediated|settled)|behoben\w*|"
    rf"erledigt\w*|"
    rf"geschlossen\w*|abgeschlossen\w*|gelost\w*|leve(?:e?s)?|corrige(?:e?s)?|resolue?s?|clos|regle(?:e?s)?|"
    rf"cerrad[oa]s?|resuelt[oa]s?|corregid[oa]s?|subsanad[oa]s?|resolvid[oa]s?|corrigid[oa]s?|risolt[ioae]|"
    rf"chius[ioae]|opgelost\w*|gesloten|afgerond\w*|zamkniet\w*|usunie\w+|naprawion\w*|закрыт\w*|устранен\w*|"
    rf"исправлен\w*){_THINGS}\b"
)
_PARTIAL = Wording(
    r"\W*(?:(?:partly|partially|half|mostly|nearly|almost)\b|half[- ]?way|in progress|under way|underway|"
    r"teil\w*|halb\w*|zum teil|in arbeit|(?:leve\w*|resolu\w*|corrige\w*) (?:en partie|partiellement)|"
    r"en partie|"
    r"partiel\w*|en cours|parcial\w*|en curso|a medias|em andamento|parzial\w*|in corso|"
    r"gedeeltelijk|deels|czesciow\w*|w toku|частичн\w*|в работе)\b"
)
_OPEN = Wording(
    r"\W*(?:(?:still |remaining |remains? |left )?(?:open|unresolved|outstanding|unchanged)|"
    r"not (?:yet )?(?:closed|resolved|fixed|"
    r"addressed|started|touched|done)|untouched|(?:noch |weiter(?:hin)? )?offen\w*|unverandert\w*|"
    r"nicht (?:behoben|"
    r"erledigt|gelost|begonnen)\w*|non (?:leve|resolu|corrige|traite)\w*|(?:toujours |encore )?ouverts?|"
    r"pendientes?|(?:aun |todavia )?abiert[oa]s?|sin resolver|pendentes?|em aberto|(?:ancora )?apert[ioae]|"
    r"non risolt\w*|(?:nog )?openstaande?|nog open|niet opgelost|otwart\w*|nierozwiazan\w*|открыт\w*|"
    r"не (?:устранен|"
    r"закрыт)\w*)\b"
)
_NEW = Wording(
    r"\W*(?:(?:the |brand )?new(?:ly)?|neu\w*|nouve\w+|nuev[oa]s?|nov[oa]s?|nuov[ioea]|nieuw\w*|now\w+|"
    r"новы\w+)"
    rf"(?: found)?{_THINGS}(?:\W*$| (?:since|this time|seit|depuis|desde|dal|sinds|od|с)\b)"
)
_NEWLY = Wording(
    r"\W*(?:constats?|points?|hallazgos?|problemas?|achados?|rilievi|befunde) (?:nouve\w+|nuev[oa]s?|"
    r"nov[oa]s?|"
    r"nuov[ioea])\W*$"
)
_ORDER = (
    (_PARTIAL, Claim.PARTIAL),
    (_OPEN, Claim.OPEN),
    (_DONE, Claim.DONE),
    (_NEW, Claim.OPEN),
    (_NEWLY, Claim.OPEN),
)
_BRACKETED = regex(r"\([^()]*\)")
_LONGEST_STATE = 3
"""Words of a state; a longer heading names what is in that state."""
_LONGEST = 8
"""Words."""


@lru_cache(maxsize=2048)
def state_of(heading: str) -> Claim | None:
    """Return the state that a heading names, or None; what is new is open."""
    plain = unnumbered(fold(heading))
    if len(plain.split()) > _LONGEST:
        return None
    return next((claim for wording, claim in _ORDER if wording.match(plain)), None)


@lru_cache(maxsize=2048)
def open_state(heading: str) -> Claim | None:
    """Return the state that a heading is and nothing else, if it leaves work to do: `⏳ In progress (M1)`."""
    plain = status.without_marks(_BRACKETED.sub("", heading)).rstrip(" :：.*")
    claim = status.CLAIMS.whole(unnumbered(fold(plain))) if len(plain.split()) <= _LONGEST_STATE else None
    return claim if claim in (Claim.PARTIAL, Claim.OPEN) else None


def sorts(sections: Sequence[Section]) -> bool:
    """Tell whether sections side by side are named by states, one of them that something was dealt with."""
    told = {state_of(section.text) for section in sections if section.title is not None}
    return len(told - {None}) > 1 and bool(told & {Claim.DONE, Claim.PARTIAL})
