"""Drafts of any content: what importers may make of whatever they are given."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from tracker.domain.bound import Bound, parse_bound
from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.effort import Effort
from tracker.domain.fileref import FileRef
from tracker.domain.plan import (
    FACTS,
    Area,
    Check,
    Checklist,
    Claim,
    Claims,
    Decision,
    DeferredClaim,
    Kind,
    Option,
    Phase,
    Priority,
    Severity,
    SignOff,
    Snippet,
    Target,
    Verdict,
)

HOSTILE = st.sampled_from(
    [
        *(
            '"',
            '"""',
            '""""""',
            "'",
            "'''",
            "\\",
            '\\"',
            "a\\",
            'x"',
            "#",
            "# x",
            "[item.X]",
            "]\nx = 1",
            "=",
        ),
        *("\n", "\r\n", "\t", " ", "", "a\n\n", "\x00", "\x1b[31m", "\u202e", "\ud800", "\u2028", "x" * 200),
        *(
            "word " * 60,
            '"quoted words" ' * 20,
            "a \\ b " * 40,
            "größer",
            "数据库",
            "ÄÖÜ",
            "-",
            "--",
            "_",
            ".",
        ),
    ]
)
ANY_TEXT = st.one_of(HOSTILE, st.text(max_size=20))
IDS = st.one_of(st.sampled_from(["", "A", "a", "A-1", "SEC-01", "x" * 60, "ü", "1.2", "plan"]), ANY_TEXT)
MAYBE = st.one_of(st.none(), ANY_TEXT)
TEXTS = st.lists(ANY_TEXT, max_size=3).map(tuple)
DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
LINES = st.lists(st.tuples(st.integers(-2, 10**8), st.integers(-2, 10**8)), max_size=3).map(tuple)
NUMBERS = st.one_of(st.none(), st.floats(), st.floats(0, 10))
EFFORTS = st.one_of(ANY_TEXT, st.sampled_from(["5m", "2-3h", "1/2/5h", "S", "soon", "99999w", "2 - 3 days"]))
FILES = st.builds(
    FileRef,
    st.one_of(ANY_TEXT, st.sampled_from(["src/db.ts", "/etc/passwd", "../x", "C:\\x", "a b.py", "a:12"])),
    LINES,
)
BOUNDS = st.one_of(
    st.sampled_from(["< 3 ms", ">= 99.9 %"]).map(parse_bound),
    st.builds(Bound, st.just("<"), st.just(0.0), st.just(1.0), st.just(""), st.just(1.0), ANY_TEXT),
)
CHECKS = st.lists(st.builds(Check, IDS, ANY_TEXT, st.none() | IDS, st.booleans(), LINES), max_size=3).map(
    tuple
)

ITEMS = st.builds(
    DraftItem,
    title=ANY_TEXT,
    id=IDS,
    kind=st.sampled_from(Kind),
    severity=st.none() | st.sampled_from(Severity),
    priority=st.none() | st.sampled_from(Priority),
    blocker=st.booleans(),
    claim=st.sampled_from(Claim),
    phase=st.none() | IDS,
    area=st.none() | IDS,
    effort=st.none() | EFFORTS,
    after=st.lists(IDS, max_size=3).map(tuple),
    duplicate_of=st.none() | IDS,
    files=st.lists(FILES, max_size=3).map(tuple),
    source=LINES,
    facts=st.dictionaries(st.sampled_from([*FACTS, "other"]), ANY_TEXT, max_size=3),
    steps=TEXTS,
    limit=st.dictionaries(st.sampled_from(["current", "recommended", "other"]), ANY_TEXT, max_size=2),
    snippets=st.lists(st.builds(Snippet, ANY_TEXT, ANY_TEXT, ANY_TEXT, MAYBE), max_size=2).map(tuple),
    resolved=TEXTS,
    remaining=TEXTS,
    checks=CHECKS,
    deferred=st.none() | st.builds(DeferredClaim, MAYBE, DAYS),
    owner=MAYBE,
    due=DAYS,
    tags=TEXTS,
    links=TEXTS,
    conflicts=TEXTS,
    fingerprint=ANY_TEXT,
    uncertain=TEXTS,
)


def _many(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=2).map(tuple)


ANY_EFFORT = st.builds(Effort, st.just(1.0), st.just(2.0), st.none(), EFFORTS)
PLANS = st.builds(
    DraftPlan,
    title=ANY_TEXT,
    id=IDS,
    summary=MAYBE,
    reviewed=DAYS,
    next_review=DAYS,
    baseline=MAYBE,
    source=MAYBE,
    claims=st.builds(
        Claims,
        verdicts=_many(st.sampled_from(Verdict)),
        scores=_many(st.floats()),
        scores_with_fixes=_many(st.floats(0, 10)),
        grade=TEXTS,
        confidence=TEXTS,
        risk=TEXTS,
        time_to_ready=_many(ANY_EFFORT),
        items=st.dictionaries(st.sampled_from(["total", "high", "x"]), st.integers(-1, 10**9), max_size=2),
    ),
    areas=_many(st.builds(Area, IDS, ANY_TEXT, NUMBERS, _many(st.floats()), MAYBE, LINES, TEXTS)),
    phases=_many(
        st.builds(
            Phase,
            IDS,
            ANY_TEXT,
            MAYBE,
            st.none() | st.sampled_from(Priority),
            st.none() | ANY_EFFORT,
            MAYBE,
            LINES,
            TEXTS,
        )
    ),
    items=st.lists(ITEMS, max_size=5).map(tuple),
    targets=_many(
        st.builds(Target, IDS, ANY_TEXT, BOUNDS, MAYBE, MAYBE, st.none() | IDS, st.none() | IDS, LINES, TEXTS)
    ),
    checklists=_many(st.builds(Checklist, IDS, ANY_TEXT, MAYBE, CHECKS, LINES)),
    signoffs=_many(st.builds(SignOff, IDS, ANY_TEXT, TEXTS, DAYS, MAYBE, LINES)),
    decisions=_many(
        st.builds(
            Decision,
            IDS,
            ANY_TEXT,
            MAYBE,
            _many(st.builds(Option, ANY_TEXT, MAYBE, MAYBE, MAYBE)),
            MAYBE,
            MAYBE,
            _many(IDS),
            LINES,
        )
    ),
    conflicts=TEXTS,
    remarks=TEXTS,
    notes=_many(st.builds(Uncertainty, st.integers(0, 10**6), ANY_TEXT)),
)
