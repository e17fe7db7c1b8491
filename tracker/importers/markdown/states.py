"""Columns and lists of states: for each thing that is demanded, whether it is in order.

A matrix of controls says "In place", "Partial" or "Missing", or has a mark for each. Of a finding such a
mark says whether it was dealt with; of a demand it says whether there is a finding at all. What is in order
asks for nothing, so both have to be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache

from tracker.domain.plan import Claim
from tracker.importers.markdown import status
from tracker.importers.markdown.hints import Wording, is_wide
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.status_words import CLAIM_WORDS, FAILED_WORDS, ORDER_WORDS, PARTLY_WORDS
from tracker.importers.markdown.words import Lexicon, any_in, fold


class State(Enum):
    """What is said of one thing."""

    FINE = "fine"
    """In order, or not asked for: nothing is to be done."""
    DONE = "done"
    """Dealt with; or in order, where a mark alone says it."""
    PARTIAL = "partial"
    OPEN = "open"
    LATER = "later"

    @property
    def claim(self) -> Claim:
        """The state as an item has it."""
        return _CLAIMS[self]


_CLAIMS = {
    State.FINE: Claim.DONE,
    State.DONE: Claim.DONE,
    State.PARTIAL: Claim.PARTIAL,
    State.OPEN: Claim.OPEN,
    State.LATER: Claim.DEFERRED,
}
_WORDS: Lexicon[State] = Lexicon(
    {
        State.FINE: ORDER_WORDS,
        State.PARTIAL: f"{PARTLY_WORDS}, {CLAIM_WORDS[Claim.PARTIAL]}",
        State.OPEN: f"{FAILED_WORDS}, {CLAIM_WORDS[Claim.OPEN]}",
        State.DONE: CLAIM_WORDS[Claim.DONE],
        State.LATER: CLAIM_WORDS[Claim.DEFERRED],
    }
)
_OF_MARK = {
    status.Mark.GOOD: State.DONE,
    status.Mark.BAD: State.OPEN,
    status.Mark.OPEN: State.OPEN,
    status.Mark.LATER: State.LATER,
}
_SIGNS = {"○": State.DONE, "◯": State.DONE, "◎": State.DONE, "●": State.DONE, "△": State.PARTIAL} | {
    "▲": State.PARTIAL,
    "◐": State.PARTIAL,
    "×": State.OPEN,
    "✕": State.OPEN,
    "✖": State.OPEN,
}
"""Signs that say something only where they are all that a cell holds."""
_MIDDLE = frozenset("⚠🟡🟠🟨🟧🔶🔸")
_WORST = frozenset("❌✗✘⛔🛑🔴🟥×✕✖")
_PRAISE = regex(r"(?i)(?:very )?(?:good|excellent|great|solid|strong|healthy|optimal)")
_GOING_ON = regex(r"\s+\w")
"""`Good at best` and `Good fix applied` say something else than that all is good."""
_LONGEST = 60


@lru_cache(maxsize=4096)
def of_words(text: str) -> tuple[State, bool] | None:
    """Return the state that the words of a text begin with, and whether they are all it says; or None."""
    words = status.without_marks(text)
    found = _WORDS.start(words) if words else None
    if not found:
        return None
    rest = words[found[1] :]
    if found[0] in (State.DONE, State.FINE) and status.excepting(rest):
        return State.PARTIAL, False
    if _PRAISE.fullmatch(words[: found[1]]) and _GOING_ON.match(rest):
        return None
    if is_wide(words[: found[1]]) or not rest[:1].isalnum():
        return found[0], not rest.strip(" .!;,:)。；")
    return None


@lru_cache(maxsize=4096)
def of_cell(text: str) -> State | None:
    """Return the state that a cell gives by a sign, by words or by a mark, or None."""
    bare = text.strip().rstrip("\ufe0f")
    if not bare or len(bare) > _LONGEST:
        return _marked(bare)
    if bare in _SIGNS:
        return _SIGNS[bare]
    found = of_words(bare)
    return found[0] if found else _marked(bare)


def _marked(text: str) -> State | None:
    mark = status.mark(text) if text else None
    return _OF_MARK[mark] if mark else None


def of_column(cells: Sequence[str], legend: Mapping[str, State]) -> list[State | None]:
    """Return the states of a column; between a mark of success and one of failure, the third is partial."""
    firsts = [text.strip()[:1] for text in cells]
    graded = not _WORST.isdisjoint(firsts) and any(status.mark(text) is status.Mark.GOOD for text in cells)
    return [_of(text, first, graded, legend) for text, first in zip(cells, firsts, strict=True)]


def _of(text: str, first: str, graded: bool, legend: Mapping[str, State]) -> State | None:
    bare = text.strip().rstrip("\ufe0f")
    if told := legend.get(bare) or legend.get(first):
        return told
    if graded and first in _MIDDLE and not of_words(text):
        return State.PARTIAL
    return of_cell(text)


_JUDGING = ":：–—-(（"
_JUDGED = regex(
    r"^.{3,90}?(?:(?:\s*[:：]|\s[–—-])\s*([^:：–—]{2,40}?)|\s*[(（]([^()（）]{2,40})[)）])[.。;；\s]*$"
)


def of_entries(titles: Sequence[str]) -> list[State | None]:
    """Return what the entries of a list say of what they name (`Backups: missing`), if most of them do."""
    enough = max(2, len(titles) * 2 // 3)
    if sum([any_in(_JUDGING, text) for text in titles]) < enough:
        return []
    found = [_judged(text) for text in titles]
    return found if sum(state is not None for state in found) >= enough else []


def _judged(text: str) -> State | None:
    judged = _JUDGED.match(text[:140]) if any_in(_JUDGING, text) else None
    told = of_words(judged[1] or judged[2]) if judged else None
    return told[0] if told and told[1] else None


_NONE = frozenset(
    (
        *("none", "no risk", "nil", "keine", "keines", "kein", "aucun", "aucune", "ninguno", "ninguna"),
        *("nenhum", "nenhuma", "nessuno", "nessuna", "geen", "brak", "нет", "无", "無", "なし", "無し"),
    )
)


_NONE_AT_START = tuple(_NONE)
_CLAUSE = regex(r"\s*[,;(]|\s[–—-]\s")


def is_none(text: str) -> bool:
    """Tell whether a rating says that there is nothing to rate."""
    said = fold(text).strip(" *_.()")
    return said.startswith(_NONE_AT_START) and _CLAUSE.split(said, maxsplit=1)[0] in _NONE


_NO_ISSUE = Wording(
    r"\W*(?:not (?:an? )?(?:issue|problem|bug|defect|risk|concern)|no (?:issue|problem)|false positive|"
    r"kein (?:problem|mangel|fehler)|fehlalarm|pas un probleme|faux positif|no es un problema|falso positivo|"
    r"nao e um problema|non e un problema|geen probleem|to nie problem|не проблема|ложное срабатывание)\W*$"
)
_WIDE_NO_ISSUE = ("不是问题", "误报", "問題ではない", "誤検知")


def is_harmless(field: str, text: str) -> bool:
    """Tell whether a label says that what it describes is no defect: `Severity: none`, `Not an issue`."""
    if field == "severity":
        return is_none(text) and "/" not in text
    plain = fold(status.without_marks(text)) if field == "status" else ""
    return plain.startswith(_WIDE_NO_ISSUE) or (bool(plain) and _NO_ISSUE.match(plain) is not None)


def is_answer(text: str) -> bool:
    """Tell whether a text begins with a plain yes, which says nothing without its question."""
    return _YES.match(fold(status.without_marks(text))) is not None


_YES = regex(r"(?:yes|ja|oui|si|sim|tak|да)\b|[是有]$|はい|あり$")
_CONTROLS = Wording(
    r"^(?:(?:security |internal |iso |soc ?2 |nist |cis )?controls?(?: (?:id|no|ref|objective|area))?|"
    r"criteri(?:on|a|o|um|en|os)|criteres?|requirements?|clauses?|safeguards?|(?:best )?practices?|"
    r"questions?|preguntas?|perguntas?|domand[ae]|fragen?|pytani[ea]|вопросы?|checks?|check ?items?|"
    r"kontrollen?|anforderung(?:en)?|pruf(?:punkt|frage)e?n?|massnahmenziel|"
    r"exigences?|controles?|points? de controle|requisit[oi]s?|controll[oi]|wymagani[ae]|kontrol[ae]|"
    r"zabezpieczeni[ae]|kryteri(?:um|a)|требовани[ея]|контрол[ья]|критери[йи]|пункт|控制(?:项|点|措施)?|条款|"
    r"要求|检查项|检查点|检查内容|要件|要求事項|管理策|基準|点検項目|確認項目)$"
)


def is_control(head: str) -> bool:
    """Tell whether a column names what is demanded, as a standard does, and no findings."""
    return _CONTROLS.match(fold(head).strip(" *:#")) is not None
