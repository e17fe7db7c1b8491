"""Tables and lists that only say when what is done: times, and beside them the names of findings.

They are no lists of work. Each of their rows (`Week 2 | F-03, F-05`) and entries (`Sprint 14: 1.2, 1.4`), and
each sentence of a plan (`D1 and D2 follow in the second week`) gives its phase to what it names. Beside
entries that say when, one that does not (`When convenient: F-09`) does so as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from tracker.importers.markdown.cells import WORDED, cells_of
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.horizons import Horizon, of_heading, of_value
from tracker.importers.markdown.ids import dotless
from tracker.importers.markdown.labels import field_of
from tracker.importers.markdown.naming import NAME
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.stages import among_periods, among_stages, of_plan
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.tree import Entry, Listing, Paragraph, Row, Table
from tracker.importers.markdown.words import fold, sentences

_TIMES = frozenset({"phase", "when", "due"})
_BESIDE = frozenset({"owner", "effort"})
_SOME_WORDS = 2
_COUNTS = regex(r"\W*(?:(?:and|und|et|y|e|en|i|и)\W+|#?\d{1,3}\W*)+")
"""Nothing but numbers: `1, 2 and 5`."""
_JOINING = regex(r"(?<!\w)(?:and|und|et|y|e|en|i|и)(?!\w)")
_COUNT = regex(r"\d{1,3}")
_BRACKETS = regex(r"[(\[（][^()\[\]（）]*[)\]）]")
_DIGIT = regex(r"\d")
_SPAN = Wording(
    r"\b(?:(?:the )?(?:first|second|third|fourth|fifth|last|next|coming) (?:week|sprint|month|quarter|"
    r"phase|iteration|"
    r"fortnight|release)|(?:der |die |das )?(?:ersten?|zweiten?|dritten?|vierten?|letzten?|"
    r"nachsten?) (?:woche|phase|"
    r"etappe|sprint|monat|quartal)|(?:la |le )?(?:premiere?|deuxieme|troisieme|prochaine?) (?:semaine|"
    r"phase|etape|"
    r"mois|sprint)|(?:la |el )?(?:primera?|segund[ao]|tercera?|proxim[ao]) (?:semana|fase|etapa|mes|"
    r"sprint))\b"
)
_ARTICLE = regex(r"^(?:the|der|die|das|la|le|el)\s+")


def order_statements(table: Table, around: Around) -> Iterator[Statement]:
    """Yield, for each row of a table of times and names, a remark that gives the phase to what it names."""
    fields = [field_of(cell.text) for cell in table.header.cells]
    times = [at for at, field in enumerate(fields) if field in _TIMES or _holds_times(table, at)]
    names = [at for at in range(len(fields)) if at not in times and _holds_names(table, at)]
    if not times or len(names) != 1:
        return
    for row in table.rows:
        if max(times[0], names[0]) < len(row.cells) and (found := _ordered(row, times[0], names[0], around)):
            yield found


def only_orders(table: Table) -> bool:
    """Tell whether a table has a column of times, one of names, and at most who does it and how long."""
    rest = [at for at in range(len(table.header.cells)) if not _holds_times(table, at)]
    if len(rest) == len(table.header.cells):
        return False
    others = [at for at in rest if not _holds_names(table, at)]
    known = [field_of(table.header.cells[at].text) for at in others]
    return len(rest) == len(others) + 1 and _BESIDE.issuperset(known)


def order_entries(block: Listing, around: Around) -> Sequence[Statement]:
    """Return a remark for each entry of a list of times and names; none where any says more than that."""
    if len(block.entries) < _SOME_WORDS or not all(map(_may_order, block.entries)):
        return ()
    ordered: list[Statement] = []
    among = among_periods([entry.title.text.partition(":")[0] for entry in block.entries])
    for entry in block.entries:
        if (found := _entry(entry, around, among)) is None:
            return ()
        ordered.append(found)
    named = [name for each in ordered for name in each.mentions if name[0] == "#"]
    counting = named and (len(set(named)) < len(named) or len(named) <= len(ordered))
    return () if counting else ordered


def order_entry(entry: Entry, around: Around) -> Statement | None:
    """Return the remark that an entry of a stage makes which is nothing but names: `F-04, F-05 and F-06`."""
    text = entry.title.text
    if around.phase is None or not _DIGIT.search(text) or entry.blocks or entry.ticked is not None:
        return None
    named = _known(text, around.names)
    if not named or WORDED.search(_JOINING.sub("", NAME.sub("", text))):
        return None
    return placing_remark(around.phase, named, (entry.first, entry.last), around)


def order_sentences(block: Paragraph, around: Around) -> Iterator[Statement]:
    """Yield a remark for each sentence of a plan that names findings and says when: `F1 in week two.`"""
    if around.role is not Role.PLAN or not around.names:
        return
    whole = " ".join(line.text for line in block.lines)
    for sentence in sentences(whole):
        if not _DIGIT.search(sentence):
            continue
        named = _known(sentence, around.names)
        span = _SPAN.search(fold(sentence)) if named else None
        if span:
            phase = of_value(_ARTICLE.sub("", sentence[span.start() : span.end()]))
            if phase is not None:
                yield placing_remark(phase, named, (block.first, block.last), around)


def _may_order(entry: Entry) -> bool:
    """Whether an entry is a line with numbers behind a colon, which is asked before what stands in front."""
    return not entry.blocks and _DIGIT.search(_parted(entry)[1]) is not None


def _parted(entry: Entry) -> tuple[str, str]:
    """What stands before the first colon of an entry, and behind it."""
    when, _, told = " ".join([line.text for line in entry.head]).partition(":")
    return when, told


def _entry(entry: Entry, around: Around, among: bool) -> Statement | None:
    when, told = _parted(entry)
    stage = among_stages if among else of_plan
    phase = stage(when.strip())
    if phase is None:
        return None
    told = _BRACKETS.sub("", told)
    if _COUNTS.fullmatch(told):
        named = tuple(f"#{int(number)}" for number in _COUNT.findall(told))
        return placing_remark(phase, named, (entry.first, entry.last), around)
    named = _known(told, around.names)
    if not named or len(WORDED.findall(NAME.sub("", told))) >= _SOME_WORDS:
        return None
    return placing_remark(phase, named, (entry.first, entry.last), around)


def _known(text: str, names: Set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(dotless(found[0]) for found in NAME.finditer(text) if found[0] in names))


def _ordered(row: Row, time: int, name: int, around: Around) -> Statement | None:
    text = row.cells[name].text
    phase = _phase(row.cells[time].text)
    named = [dotless(found[0]) for found in NAME.finditer(text)]
    if not named and _COUNTS.fullmatch(text):
        named = [f"#{int(number)}" for number in _COUNT.findall(text)]
    if phase is None or not named:
        return None
    return placing_remark(phase, tuple(dict.fromkeys(named)), (row.number, row.number), around)


def placing_remark(
    phase: Horizon, named: tuple[str, ...], lines: tuple[int, int], around: Around
) -> Statement:
    """Return what gives its phase to the findings of these names, and is no work of its own."""
    return Statement(
        title=phase.title,
        lines=(lines,),
        around=Around(role=Role.SUMMARY, headings=around.headings),
        phase=phase,
        mentions=named,
        remark=True,
    )


def _phase(text: str) -> Horizon | None:
    return of_heading(text) or of_value(text)


def _holds_times(table: Table, at: int) -> bool:
    texts = cells_of(table, at)
    return bool(texts) and all(map(of_heading, texts))


def _holds_names(table: Table, at: int) -> bool:
    """Whether a column consists of names: what is left of its cells without them is hardly a word.

    Plain numbers are names where each stands once and a row has several: they count nothing then.
    """
    texts = cells_of(table, at)
    named = sum(NAME.search(text) is not None for text in texts)
    if named * 2 > len(texts):
        return all(len(WORDED.findall(NAME.sub("", text))) < _SOME_WORDS for text in texts)
    numbers = [_COUNT.findall(text) for text in texts if _COUNTS.fullmatch(text)]
    every = [number for found in numbers for number in found]
    return len(numbers) == len(texts) > 1 and len(set(every)) == len(every) > len(texts)
