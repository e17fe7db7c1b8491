"""What the heading of a section says of what is in it: work to do, praise, targets, a checklist.

The words are a vocabulary in several languages (`role_words`), and roles are tried in its order, because
"Success criteria of the fixes" speaks of criteria, and "What is not done" of work although "done" is in it.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from tracker.importers.markdown import asides, remedy, severity, status, wishes
from tracker.importers.markdown.hints import Wording, alternatives, hints, is_wide
from tracker.importers.markdown.identifiers import without_names
from tracker.importers.markdown.numbering import worded
from tracker.importers.markdown.options import heads_options, heads_refused
from tracker.importers.markdown.outcomes import heads_outcomes
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.role_words import ROLE_WORDS
from tracker.importers.markdown.terms import Terms
from tracker.importers.markdown.to_make import heads_to_make
from tracker.importers.markdown.uses import heads_uses
from tracker.importers.markdown.words import fold


class Role(Enum):
    """The meaning of a section, most telling first."""

    __hash__ = object.__hash__  # each is there once; that of Enum takes ten times as long

    REFERENCE = "reference"
    """Tables of contents, legends, tools, methods: never work."""
    SCORES = "scores"
    METADATA = "metadata"
    ROUTINE = "routine"
    """What is to be done again and again, and run books."""
    TARGETS = "targets"
    SIGN_OFF = "sign-off"
    COUNTS = "counts"
    TIMELINE = "timeline"
    NOT_WORK = "not work"
    DECISION = "decision"
    DEFERRED = "deferred"
    RISKS = "risks"
    PLAN = "plan"
    """Steps, recommendations, an order of work: often what the findings said before."""
    CHECKLIST = "checklist"
    WORK = "work"
    """Findings, issues, gaps."""
    GOOD = "good"
    SUMMARY = "summary"
    NEUTRAL = "neutral"


WORKING = frozenset({Role.WORK, Role.PLAN, Role.RISKS, Role.CHECKLIST, Role.DEFERRED})
"""Roles whose entries are work unless something speaks against it."""
SILENT = frozenset(
    {
        Role.REFERENCE,
        Role.SCORES,
        Role.METADATA,
        Role.ROUTINE,
        Role.TARGETS,
        Role.COUNTS,
        Role.TIMELINE,
        Role.SIGN_OFF,
    }
)
"""Roles whose entries are no work unless they have a box to tick or an id of their own."""


@lru_cache(maxsize=1)
def _patterns() -> dict[Role, tuple[int, Terms, re.Pattern[str]]]:
    """For each role what a heading may say where a word begins (with its bit), and anywhere in Chinese."""
    found = {}
    for role, pattern in ROLE_WORDS.items():
        terms = alternatives("".join(part.strip() for part in pattern.split("\n")))
        wide = [each.replace(r"\w*", "") for each in terms if is_wide(each)]
        narrow = Terms([each for each in terms if not is_wide(each)], r"(?![^\W_])")
        found[Role(role)] = narrow.bit, narrow, regex("|".join(wide) or "(?!)")
    return found


_LONGEST = 120
"""A longer heading is a sentence; its beginning tells what it is about."""
_SENTENCE = 5
"""Words from which on a heading can say of what it names that it is wrong: `No templates for bills`."""
_NOT_DONE = Terms([r"not\b[^.]{0,12}\b(?:done|ready|complete)"], "")
_PRAISE = Wording(
    r"(?:(?:positive|pleasing|encouraging|good|positiv\w*|erfreuliche|gute) (?:[^\W\d_]+ )?(?:"
    r"findings?|observations?|"
    r"notes?|"
    r"remarks|points|things|news|befunde|beobachtungen|feststellungen|punkte)|"
    r"(?:constats?|observations?|remarques?|points?) positi\w+|"
    r"(?:hallazgos?|observaciones|aspectos|achados?|observacoes|rilievi|osservazioni) positiv[oaie]s?|"
    r"(?:what|things) (?:i|we) (?:really )?(?:liked?|appreciated?|enjoyed)|was (?:uns|mir) gefall\w+|"
    r"ce qui (?:nous |m')?(?:a )?plu\w*|lo que nos gusto)(?![^\W_])(?!.*\b(?:and|und|et|y|e|negativ\w*)\b)"
)
"""Observations and findings are work, unless their heading begins with praise."""
_CONDITIONS = Wording(
    before=r"(?:(?:open|remaining|outstanding|the|offene|die|les|las|as|le) )?",
    pattern=r"(?:conditions|bedingungen|auflagen|"
    r"condiciones|condicoes|condizioni|voorwaarden|warunki|условия) (?:for|fur|zur|zum|pour|para|per|voor|do|"
    r"для|de|d') ?(?:(?:the|an?|die|den|das|la|le|el|il|lo|o|de|het) )?(?:sign-?off|launch|go\b|go-?live|"
    r"release|approval|acceptance|production|freigabe|start|abnahme|mise en (?:production|service)|lancement|"
    r"puesta en|lanzamiento|aprobacion|lancamento|aprovacao|rilascio|lancio|vrijgave|wdrozeni|запуск|выпуск)",
)
"""`Conditions for sign-off`: what has to be done before, though the rest of the heading speaks of signing."""
_ORDERED = Wording(
    r"(?:risks?|severity|impact|value|cost)[- ]"
    r"(?:based|prioriti[sz]ed|ranked|ordered|weighted|driven|adjusted) "
    r"(?:[^\W\d_]+ )?(?:actions?|plan|road ?map|recommendations?|remediation|fixes|backlog|steps|list)"
)
"""`Risk-prioritized action plan`: what it is ordered by is no word for what is in it."""
_AREAS = Wording(r"(?:areas?|points?|room|potential) (?:for|of|to) improve\w*")
"""What could be better is a weakness, though `improvements` are steps."""
_LACKING = Wording(
    r"(?:what|where it|things that) (?:does|do|did|works?|is|are|was|went)(?:n't| not)\b(?! (?:worry|"
    r"bother|need))|"
    r"was (?:noch )?nicht (?:gut|geht|lauft|funktioniert|klappt)|ce qui ne (?:va|marche|fonctionne) pas|"
    r"lo que no|"
    r"o que nao|(?:cio che|cosa) non|wat (?:er )?niet (?:goed|werkt|gaat)|co nie dziala|"
    r"что не (?:работает|так)"
)
"""`What does not`, beside `What works`."""
_PUT_OFF = Wording(
    r"(?:intentionally |deliberately |consciously |explicitly |bewusst )?"
    r"(?:not (?:right )?now|not (?:in )?this (?:quarter|year|half|round|release)|for later|"
    r"nicht jetzt|jetzt nicht|vorerst nicht|"
    r"pas (?:pour l'instant|maintenant)|(?:por )?ahora no|por ahora no|agora nao|por enquanto nao|per ora no|"
    r"non ora|nu niet|voorlopig niet|nie teraz|не сейчас|"
    r"deferred|postponed|put off|zuruckgestellt|vertagt|"
    r"verschoben|"
    r"reporte(?:e?s)?|aplazad[oa]s|pospuest[oa]s|adiad[oa]s|rinviat[ie]|uitgesteld|odlozone|отложен\w*)\b"
)
"""What a heading begins with says what is beneath it, though it was put off `by decision`."""
_WITHOUT = Wording(
    r"\b(?:without|free of|ohne|sans|sin|sem|senza|zonder|bez|без) (?:any |an |relevante |weitere |further )?"
    r"(?:findings?|issues?|problems?|remarks?|objections?|concerns?|deviations?|gaps?|befunde?n?|beanstandung\w*|"
    r"mangel|auffalligkeit\w*|abweichung\w*|constats?|remarques?|anomalies?|ecarts?|hallazgos?|observaciones|"
    r"incidencias|achados?|rilievi|bevindingen|uwag|zastrzezen|замечани\w+)\b"
)
"""`Areas without findings`."""
_NAME = regex(r"\bopen[ -](?=source|api\b|telemetry|search|street|data\b)")
"""What is called open is not still open: `Ready for open source`."""
_NEGATED = regex(r"\bnot\b|\bnicht\b|\bnon\b|\bpas\b|n't\b|\bno\b|\bincomplete\b|未|не ")


@lru_cache(maxsize=16_384)
def role_of(heading: str) -> Role:
    """Return what a heading says of its section."""
    text = worded(fold(without_names(heading[:_LONGEST])).replace("’", "'"))
    text = " ".join(text.split())
    if heads_uses(text) or heads_options(text):
        return Role.REFERENCE
    if heads_refused(text):
        return Role.NOT_WORK
    if heads_outcomes(text):
        return Role.TARGETS
    text = _NAME.sub("open", text)
    if _NOT_DONE.search(text):
        return Role.WORK
    if _CONDITIONS.match(text) or _ORDERED.match(text) or heads_to_make(text):
        return Role.PLAN
    if _AREAS.match(text) or _LACKING.match(text):
        return Role.WORK
    if _PUT_OFF.match(text):
        return Role.DEFERRED
    if _WITHOUT.search(text):
        return Role.GOOD
    if asides.heads(text):
        return Role.REFERENCE
    found = Role.GOOD if _PRAISE.match(text) else _first(text)
    if found is Role.DEFERRED and wishes.least(heading) and not _PUT_OFF.search(text):
        return Role.PLAN  # `Nice to have (later)` says when, and not that it was put off
    if found in SILENT and len(text.split()) >= _SENTENCE and remedy.states_defect(text):
        return Role.NEUTRAL
    if found in (Role.SUMMARY, Role.NEUTRAL) and status.mark(heading) is status.Mark.GOOD:
        return Role.GOOD
    if found is Role.NEUTRAL and severity.only_rating(heading):
        return Role.WORK
    return found


def _first(text: str) -> Role:
    known = _patterns()  # before the heading is asked, or its words would not be known
    told = hints(text)
    possible = [(role, narrow, wide) for role, (bit, narrow, wide) in known.items() if told & bit]
    if not possible:
        return Role.NEUTRAL
    wide = is_wide(text)
    for role, narrow, anywhere in possible:
        if role is Role.GOOD and _NEGATED.search(text):
            continue
        if narrow.search(text) or (wide and anywhere.search(text)):
            return role
    return Role.NEUTRAL
