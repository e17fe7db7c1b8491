"""Items as GitHub issues: a title, a body in GitHub's Markdown, labels and a milestone each.

An issue is read by people who were never told of the plan, and every word of its body is looked through for
`@names` and `#numbers`, which notify and cross-link. Nothing in a plan was meant for that, so both are kept
apart by an empty comment, which nobody sees. A comment on the first line has the item's id, so that issues
and items can be paired again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from tracker.domain.board import Board, Card
from tracker.domain.marks import effort_text, status_label
from tracker.domain.plan import FACTS, Kind, Snippet
from tracker.domain.text import clean, one_line
from tracker.exporters.markdown_text import capitalized, code, link, text, tick
from tracker.exporters.report import Report

LONGEST_TITLE = 256
LONGEST_BODY = 65_536
"""What GitHub takes, in characters."""
_LONGEST_LABEL = 50
_LONGEST_BLOCK = 16_000
_FACT_NAMES = {"approach": "Fix", "not_tested": "Not tested", "test_coverage": "Test coverage"}
_LOUD = re.compile(
    r"""
    (?P<kept>\\[^#@] | `[^`\\]+` | <https?://[^>]*>)  # an escaped letter, code, an address
  | @(?=\w) | \#(?=\d) | \bGH-(?=\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CUT = "The plan has more on this item than an issue can hold."


def render(report: Report) -> str:
    """Return one issue a line, as JSON with `title`, `body`, `labels` and, in a phase, `milestone`."""
    issues = (_issue(card, report.board) for card in report.cards)
    return "".join(f"{json.dumps(issue, ensure_ascii=False)}\n" for issue in issues)


def files(report: Report) -> Mapping[str, str]:
    """Return a Markdown file an item, by its name: the title as a heading, then the body of the issue."""
    return {
        f"{card.id}.md": f"# {quiet(text(card.item.title))}\n\n{body(card, report.board)}"
        for card in report.cards
    }


def body(card: Card, board: Board) -> str:
    """Return an issue's body, never longer than LONGEST_BODY; ends in a newline."""
    blocks = [f"<!-- tracker:item {card.id} -->", *_blocks(card, board)]
    last = f"---\n\nItem {code(card.id)} of the plan {code(board.plan.id)}."
    room = LONGEST_BODY - len(last) - len(_CUT) - 6
    kept: list[str] = []
    for block in blocks:
        room -= len(block) + 2
        if room < 0:
            kept.append(_CUT)
            break
        kept.append(block)
    return "\n\n".join([*kept, last]) + "\n"


def quiet(markdown: str) -> str:
    """Return Markdown, as `text` makes it, in which no word can notify anybody or link to an issue."""
    return _LOUD.sub(lambda found: found["kept"] or f"{found[0]}<!-- -->", markdown)


def _issue(card: Card, board: Board) -> dict[str, object]:
    title = one_line(card.item.title)
    issue: dict[str, object] = {
        "title": title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…",
        "body": body(card, board),
        "labels": labels(card),
    }
    phase = next((phase for phase in board.plan.phases if phase.id == card.item.phase), None)
    return issue | ({"milestone": one_line(phase.title)} if phase else {})


def labels(card: Card) -> list[str]:
    """Return the labels of an item; without commas, which part labels on a command line."""
    item = card.item
    found = [f"severity: {item.severity.value}"] if item.severity else []
    found += [item.kind.value.replace("_", " ")] if item.kind is not Kind.FINDING else []
    found += ["blocker"] * item.blocker
    found += list(item.tags)
    tidy = (one_line(label.replace(",", " "))[:_LONGEST_LABEL].strip() for label in found)
    return list(dict.fromkeys(label for label in tidy if label))


def _blocks(card: Card, board: Board) -> Iterator[str]:
    item = card.item
    yield _summary(card, board)
    for name in FACTS:
        if fact := item.facts.get(name):
            yield f"## {_FACT_NAMES.get(name, capitalized(name))}"
            yield from _paragraphs(fact)
    yield from _list("Steps", [f"{n}. {_said(step)}" for n, step in enumerate(item.steps, start=1)])
    yield from _list("Checks", [tick(check.done, _said(check.text)) for check in card.checks])
    yield from _list("Done already, says the review", [f"- {_said(part)}" for part in item.resolved])
    yield from _list("Remaining", [f"- {_said(part)}" for part in item.remaining])
    yield from _list("Limits", [f"- {_said(name)}: {_said(limit)}" for name, limit in item.limit.items()])
    yield from _list("Files", [f"- {code(str(file))}" for file in item.files])
    yield from (_fenced(snippet) for snippet in item.snippets)
    yield from _list("Links", [f"- {link(address)}" for address in item.links])


def _summary(card: Card, board: Board) -> str:
    item = card.item
    parts = [f"**{status_label(card.status)}**"]
    parts += [f"{item.severity.value} severity"] if item.severity else []
    parts += ["blocker"] * item.blocker
    parts += [f"effort {effort_text(card.effort)}"] if card.effort else []
    parts += [f"due {card.due}"] if card.due and not card.closed else []
    parts += [_said(area.title) for area in board.plan.areas if area.id == item.area]
    parts += [f"after {', '.join(map(code, item.after))}"] if item.after else []
    return " · ".join(parts)


def _paragraphs(fact: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", clean(fact)):
        if paragraph.strip():
            yield _said(paragraph)


def _said(raw: str) -> str:
    whole = one_line(raw)
    return quiet(text(whole if len(whole) <= _LONGEST_BLOCK else f"{whole[:_LONGEST_BLOCK].rstrip()}…"))


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield "\n".join(lines)


def _fenced(snippet: Snippet) -> str:
    """Code with a fence that nothing in it can close, and a language of letters alone."""
    written = clean(snippet.code).strip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", written)), default=0))
    language = re.sub(r"[^\w+#.-]", "", snippet.lang)[:30]
    about = f" of {code(snippet.file)}" if snippet.file else ""
    return f"{capitalized(_said(snippet.role))} code{about}:\n\n{fence}{language}\n{written}\n{fence}"
