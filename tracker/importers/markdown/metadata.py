"""Title, dates and commit of a review, as its head or its last lines give them."""

from __future__ import annotations

from datetime import date

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.importers.markdown import dates, status
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.running import lines_of
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.words import fold

_NEXT = Wording(
    r"\b(?:next (?:review|audit|assessment)|re-?review|nachste (?:prufung|uberprufung|revision)|"
    r"wiedervorlage|prochaine (?:revue|revision)|proxima (?:revision|revisao|auditoria)|"
    r"prossima (?:revisione|verifica)|volgende (?:review|controle)|nastepny przeglad|"
    r"следующ\w+ (?:проверка|аудит|ревизия))\b|下次(?:审查|评审|复查)|次回(?:レビュー|監査|点検)"
)
_REVIEWED = Wording(
    r"\b(?:date|reviewed(?: on)?|review date|analysis date|audit date|assessment date|last updated|"
    r"updated|as of|created|generated(?: on)?|datum|stand|gepruft am|erstellt am|fecha|data|fait le|"
    r"en date du|revise le|mis a jour|atualizado|aggiornato|bijgewerkt|wersja z dnia|дата|audit)\b|"
    r"日期|日付|作成日|审查日期|評価日|レビュー日|实施日|実施日"
)
_BASELINE = Wording(
    r"\b(?:commit|baseline|revision|rev|sha|git|hash|ref|stand|"
    r"коммит)\b[^0-9a-f\n]{0,24}\b([0-9a-f]{7,40})\b|(?:提交|コミット)\D{0,6}([0-9a-f]{7,40})"
)
_DIGIT = regex(r"\d")
_HEAD = 40
_TAIL = 12
_LONGEST = 200


@frozen
class Metadata:
    """What a review says about itself."""

    title: str | None
    reviewed: date | None
    next_review: date | None
    baseline: str | None


def metadata_of(root: Section) -> Metadata:
    """Return title, dates and commit of the document."""
    lines = [line for line in lines_of(root) if line.number <= _HEAD or line.number > root.last - _TAIL]
    reviewed = following = baseline = None
    for line in lines:
        folded = fold(line.text[:_LONGEST])
        if _NEXT.search(folded):
            following = following or dates.first(line.text)
        elif _REVIEWED.search(folded):
            reviewed = reviewed or dates.first(line.text)
        if found := _BASELINE.search(folded):
            baseline = baseline or _commit(found[1] or found[2])
    return Metadata(_title(root), reviewed, following, baseline)


def _title(root: Section) -> str | None:
    """The first heading, of the highest level there is."""
    headings = [part for part in root.walk() if part.title is not None]
    if not headings:
        return None
    top = min(part.level for part in headings)
    first = next(part for part in headings if part.level == top)
    return status.without_marks(one_line(first.text))[:_LONGEST] or None


def _commit(found: str) -> str | None:
    return found if _DIGIT.search(found) and not found.isdigit() else None
