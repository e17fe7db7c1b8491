"""Reviews of any size and of the shapes that people write, the same ones on every machine.

The words are few, so that titles share them as those of one system do, and mean nothing: what is measured is
how long it takes to find what a document says, not what that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

SHAPES = ("labels", "tables", "checklists", "prose", "mixed")
MOST_LINES = 9_990
"""A document longer than the importer reads is cut at the last part that fits."""
_SAID = """
    service database queue cache worker request retry timeout connection pool index query migration backup
    restore alert metric log dashboard deploy release pipeline secret token key rotation audit policy role
    tenant invoice payment order batch stream topic partition consumer schema column row lock snapshot replica
    shard node cluster region zone network proxy gateway certificate header session login report export upload
    file path script config flag limit quota budget cost memory disk latency throughput error crash leak race
    coverage slow missing broken stale unused duplicate unbounded without with from under after when every no
"""
_ASKED = "Add Fix Remove Replace Rotate Validate Document Test Monitor Split Limit Encrypt Automate"
_WORDS, _VERBS = _SAID.split(), _ASKED.split()
_SEVERITIES = ("Critical", "High", "Medium", "Low")
_STATES = ("Open", "Done", "In progress", "Partially fixed", "Deferred")
_EFFORTS = ("2 days", "4h", "1-2 days", "30 min", "1 week", "S", "M")
_HEAD = "# Readiness review\n\n**Date:** 2025-10-17\n**Overall score:** 6.5/10\n\nNot ready for production.\n"


def review(shape: str, size: int) -> str:
    """Return a review of `size` bytes or a little less; `shape` is one of SHAPES."""
    random = Random(f"{shape} {size}")
    parts, length, lines = [_HEAD], len(_HEAD), _HEAD.count("\n")
    for part in _parts(shape, random):
        length, lines = length + len(part) + 1, lines + part.count("\n") + 1
        if length > size or lines > MOST_LINES:
            break
        parts.append(part)
    return "\n".join(parts)


def _parts(shape: str, random: Random) -> Iterator[str]:
    count = 0
    while True:
        count += 1
        chosen = random.choice(SHAPES[:-1]) if shape == "mixed" else shape
        yield _WRITERS[chosen](random, count)


def _labels(random: Random, count: int) -> str:
    code = f"\n```python\n{_words(random, 3, 6)}\n```\n" if random.random() < 0.3 else ""
    return (
        f"### {count}. {_title(random)}\n\n"
        f"**Severity:** {random.choice(_SEVERITIES)}\n"
        f"**File:** `src/{_word(random)}/{_word(random)}.ts:{random.randint(1, 400)}`\n"
        f"**Effort:** {random.choice(_EFFORTS)}\n"
        f"**Status:** {random.choice(_STATES)}\n\n"
        f"{_paragraph(random)}\n\n**Impact:** {_sentence(random)}\n\n**Fix:** {_sentence(random)}\n{code}"
    )


def _tables(random: Random, count: int) -> str:
    rows = [
        f"| T{count}-{row} | {_title(random)} | {random.choice(_SEVERITIES)} "
        f"| `lib/{_word(random)}/{_word(random)}.go:{random.randint(1, 300)}` "
        f"| {random.choice(_EFFORTS)} | {random.choice(_STATES)} |"
        for row in range(random.randint(8, 20))
    ]
    head = "| ID | Finding | Severity | File | Effort | Status |\n|---|---|---|---|---|---|"
    return "\n".join([f"## {_heading(random)} findings\n", head, *rows, ""])


def _checklists(random: Random, _: int) -> str:
    lines = [f"## {_heading(random)} checklist\n"]
    for _entry in range(random.randint(6, 15)):
        box, effort = random.choice("  x"), random.choice(("", "", f" ({random.choice(_EFFORTS)})"))
        lines.append(f"- [{box}] {_title(random)}{effort}")
        if random.random() < 0.3:
            lines.append(f"  - {_sentence(random)}")
    return "\n".join([*lines, ""])


def _prose(random: Random, _: int) -> str:
    paragraphs = "\n\n".join(_paragraph(random) for _ in range(random.randint(2, 5)))
    entries = "\n".join(f"- {_sentence(random)}" for _ in range(random.randint(2, 5)))
    return f"## {_heading(random)}\n\n{paragraphs}\n\n{entries}\n"


_WRITERS: dict[str, Callable[[Random, int], str]] = {
    "labels": _labels,
    "tables": _tables,
    "checklists": _checklists,
    "prose": _prose,
}


def _word(random: Random) -> str:
    return random.choice(_WORDS)


def _words(random: Random, fewest: int, most: int) -> str:
    return " ".join(_word(random) for _ in range(random.randint(fewest, most)))


def _heading(random: Random) -> str:
    return _words(random, 2, 4).capitalize()


def _title(random: Random) -> str:
    return f"{random.choice(_VERBS)} {_words(random, 3, 7)}"


def _sentence(random: Random) -> str:
    said, chance = _words(random, 8, 18).capitalize(), random.random()
    if chance < 0.2:
        said += f" in `src/{_word(random)}/{_word(random)}.py:{random.randint(1, 900)}`"
    elif chance < 0.3:
        said += f" (**{_words(random, 1, 3)}**)"
    elif chance < 0.35:
        said += f" as [{_word(random)}](https://example.org/{_word(random)}) says"
    elif chance < 0.45:
        said += f" and should be limited before the {_word(random)} fails"
    return f"{said}."


def _paragraph(random: Random) -> str:
    return " ".join(_sentence(random) for _ in range(random.randint(2, 5)))
