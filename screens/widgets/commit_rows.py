"""Commits as rows: one line of a list, and what is known of one, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.style import Style

from screens.widgets.journal_rows import moment
from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.words import STATUS_TONE, joined
from tracker.domain.age import ago
from tracker.domain.board import Board, Card
from tracker.domain.commit_line import CommitLine
from tracker.domain.commit_links import Linked, evidence_from
from tracker.domain.commit_search import Wanted
from tracker.domain.marks import BRANCH, STATUS_MARK
from tracker.domain.state import MAINLINE, CommitLink, Role
from tracker.domain.text import clean, one_line
from tracker.service.commits.view import CommitView

ITEM_KEY = "item "
"""What the keys of rows that lead to an item begin with."""
RESOLVES, REFS, REVERTED, UNLINKED = "✓", "→", "↶", "◇"
"""What a commit is to an item; the last one is linked to nothing and touches a file that the item names."""
SHA = 7
MATCH = Style(bold=True, underline=True)
_WHEN, _WHO, _WIDE = 12, 18, 96
_MOST_IDS, _LEAST = 3, 12
"""Ids that are named in a line, and cells that a subject has at least."""
_LONGEST_BODY = 20_000


def commit_row(
    line: CommitLine,
    linked: Sequence[Linked],
    touched: Sequence[str],
    wanted: Wanted,
    now: datetime,
    width: int,
) -> Row:
    """Return the line of a commit in `width` cells, by itself. `touched` are items it may belong to."""
    marks = list(_marks(linked, touched))
    taken = sum(cell_len(span.text) for span in marks)
    when = f" {fitted(moment(line.authored_at, now), _WHEN, right=True)}  "
    who = fitted(line.author, _WHO) + "  " if width >= _WIDE else ""
    room = max(_LEAST, width - SHA - len(when) - cell_len(who) - taken)
    return Row(
        (
            *marked(line.sha[:SHA], wanted, Tone.ACCENT),
            Span(when, Tone.MUTED),
            *marked(who, wanted, Tone.MUTED),
            *marked(fitted(line.subject, room), wanted, Tone.TEXT),
            *marks,
        ),
        key=line,
        wraps=False,
    )


def marked(text: str, wanted: Wanted, tone: Tone) -> Iterator[Span]:
    """Yield a text with what is looked for standing out."""
    at = 0
    for start, end in wanted.marks(text):
        if start > at:
            yield Span(text[at:start], tone)
        yield Span(text[start:end], MATCH)
        at = end
    if at < len(text):
        yield Span(text[at:], tone)


def _marks(linked: Sequence[Linked], touched: Sequence[str]) -> Iterator[Span]:
    """What stands behind a subject: the items, each with what the commit is to it."""
    for each in linked[:_MOST_IDS]:
        yield _mark(each)
    for item in touched[:_MOST_IDS] if not linked else ():
        yield Span(f"  {UNLINKED} {item}", Tone.WARN)
    more = len(linked or touched) - _MOST_IDS
    if more > 0:
        yield Span(f"  +{more}", Tone.MUTED)


def _mark(each: Linked) -> Span:
    link = each.link
    if link.undone_by is not None:
        return Span(f"  {REVERTED} {each.item}", Tone.MUTED)
    where = "" if link.where == MAINLINE else f" {BRANCH}"
    if link.role is Role.RESOLVES:
        return Span(f"  {RESOLVES} {each.item}{where}", Tone.GOOD)
    return Span(f"  {REFS} {each.item}{where}", Tone.ACCENT)


def legend_rows() -> Iterator[Row]:
    """Yield what the marks of a list of commits mean."""
    said = (
        (RESOLVES, "resolves the item"),
        (REFS, "refers to it"),
        (REVERTED, "was reverted, or left the history"),
        (BRANCH, "on a branch that is not merged"),
        (UNLINKED, "linked to nothing, but changes a file that the item names"),
    )
    for mark, text in said:
        yield row(Span(f"{mark}  ", Tone.ACCENT), text)


def message_rows(view: CommitView, now: datetime) -> Iterator[Row]:
    """Yield what a commit says, of whom it is, and where it is."""
    commit = view.commit
    yield row(Span(commit.subject or "(no message)", Tone.STRONG))
    where = (
        "on the mainline" if view.on_mainline else f"{BRANCH} {view.where}" if view.where else "on no branch"
    )
    merge = "merge" if len(commit.parents) > 1 else ""
    who = f"{one_line(commit.author)} <{one_line(commit.email)}>"
    when = f"{commit.authored_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    yield row(Span(commit.sha, Tone.ACCENT), Span(f"  {joined([where, merge])}", Tone.MUTED))
    yield row(Span(f"{who} · {when}, {ago(commit.authored_at, now)}", Tone.MUTED))
    body = clean(commit.message.strip()).partition("\n")[2].strip("\n")
    if body:
        yield Row()
        yield row(body[:_LONGEST_BODY].expandtabs(4))


def linked_rows(sha: str, linked: Sequence[Linked], touched: Sequence[str], board: Board) -> Iterator[Row]:
    """Yield the items of a commit, each with how it is linked and the evidence it gave."""
    yield from (Row(), heading("Items", "" if linked else "linked to none"))
    for each in linked:
        card = board.by_id[each.item]
        yield _item_row(card, _link_text(each.link), each.link.undone_by is not None)
        for found in evidence_from(card, sha):
            text = found.text if found.kind == "commit" else f"{found.ref} {found.text or ''}"
            yield row(
                Span("    evidence  ", Tone.MUTED),
                f"{found.kind}: {text or 'this commit'}".strip(),
                indent=14,
            )
    others = [item for item in touched if item not in {each.item for each in linked}]
    for item in others:
        yield _item_row(
            board.by_id[item], "not linked; it names a file that this commit changes", False, UNLINKED
        )


def _item_row(card: Card, about: str, undone: bool, mark: str = "") -> Row:
    status = Span(
        f"{mark or STATUS_MARK[card.status]} ", Tone.WARN if mark else STATUS_TONE.get(card.status, Tone.TEXT)
    )
    name = Span(card.id, Tone.STRUCK if undone else Tone.STRONG)
    title = f"  {one_line(card.item.title)}"
    return row(status, name, title, Span(f"  {about}", Tone.MUTED), key=f"{ITEM_KEY}{card.id}", indent=2)


def _link_text(link: CommitLink) -> str:
    if link.undone_by == "vanished":
        fate = "no longer in the history"
    else:
        fate = f"undone by {link.undone_by[:SHA]}" if link.undone_by else ""
    where = "mainline" if link.where == MAINLINE else f"{BRANCH}\N{NO-BREAK SPACE}{link.where}"
    return joined([link.role.value, where, fate])


def none_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Yield why there is nothing to show."""
    yield Row()
    for number, text in enumerate(lines):
        yield row(text if number == 0 else Span(text, Tone.MUTED))
