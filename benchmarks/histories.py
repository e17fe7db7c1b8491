"""Made-up repositories with long histories to measure on: seeded, so that two runs measure the same.

Messages are as long as those of real projects (5 to 40 lines), one commit in fifty names an item of the
plan, one in a hundred claims to take another back, and topics are merged as they are finished. The commits
go in by `git fast-import`, which makes some 5,000 a second; a clone of a real project looks the same to git.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

_AREAS = ("API", "AUTH", "DB", "LOG", "QUEUE")
_PARTS = ("ALERTS", "BACKUP", "CACHE", "KEYS", "LIMIT", "POOL", "RETRY", "TESTS")
IDS = (
    *(f"{area}-{part}" for area in _AREAS for part in _PARTS),
    *(f"IT-{number}" for number in range(160)),
)
"""Words, as in plans made from reviews, and numbers: git takes longer to look for some than for others."""
EPOCH = 1_300_000_000
_TEXT = """
the of and to a in is it that this for when we with from not as on by be are was an at which one only if can
has will make do no add use old new first call value name path error test read write index cache queue pool
token header retry option parse branch commit object buffer pointer loop length string return config
"""
_WORDS = _TEXT.split()
_PEOPLE = [f"Person {n} <person{n}@example.org>" for n in range(300)]
_NAMING = (
    "Resolves: {}",
    "Fixes: {}",
    "Refs: {}",
    "This fixes {} at last.",
    "A first step towards {}.",
    "closes {}",
)


def make_history(root: Path, commits: int, seed: int = 1) -> None:
    """Make a repository of so many commits in the empty folder `root`: main, what was merged, ten topics."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", root], check=True)
    write_plan(root, IDS)
    _import(root, _story(random.Random(seed), commits))


def write_plan(root: Path, ids: Iterable[str]) -> None:
    """Write a plan with these items."""
    head = ["schema = 1", "[plan]", 'id = "long"', 'title = "A long history"']
    items = [f'[item.{name}]\ntitle = "Item {name}"\nseverity = "medium"' for name in ids]
    (root / "plan.toml").write_text("\n".join([*head, *items]) + "\n", encoding="utf-8")


def add_commits(root: Path, count: int, *, onto: str, seed: int) -> None:
    """Move main to `count` new commits on top of the commit `onto`, whatever it held before."""
    draw = random.Random(seed)
    lines = _Lines(draw)
    start = (b"reset refs/heads/main\nfrom %s\n\n" % onto.encode(),)
    # later than any that are there: git looks much further for what is new where dates run backwards
    first = EPOCH + 400_000_000 + seed * 10_000_000
    commits = (lines.commit("main", first + 60 * number, []) for number in range(count))
    _import(root, (*start, *lines.blobs(), *commits), "--force")


def _import(root: Path, commands: Iterable[bytes], *options: str) -> None:
    importer = subprocess.Popen(["git", "fast-import", "--quiet", *options], cwd=root, stdin=subprocess.PIPE)
    assert importer.stdin is not None
    with importer.stdin as pipe:
        pipe.writelines(commands)
    if importer.wait():
        raise SystemExit("git fast-import failed")


def _story(draw: random.Random, count: int) -> Iterator[bytes]:
    """A mainline with topics that are merged after some commits; the last ten stay open."""
    lines = _Lines(draw)
    yield from lines.blobs()
    yield lines.commit("main", EPOCH, [])
    open_topics: dict[str, int] = {}
    made, number = 1, 0
    while made < count:
        roll = draw.random()
        at = EPOCH + made * 600
        if roll < 0.15 and len(open_topics) < 10:
            number += 1
            open_topics[f"topic/{number}"] = 0
            yield lines.commit(f"topic/{number}", at, ["main"])
        elif roll < 0.55 and open_topics:
            topic = draw.choice(sorted(open_topics))
            open_topics[topic] += 1
            yield lines.commit(topic, at, [])
            if open_topics[topic] > 4 and count - made > 100:
                del open_topics[topic]
                made += 1
                yield lines.commit("main", at + 60, [topic], merge=True)
                yield b"reset refs/heads/%s\nfrom %s\n\n" % (topic.encode(), b"0" * 40)
        else:
            yield lines.commit("main", at, [])
        made += 1


class _Lines:
    """The commands of fast-import for commits that a random draw makes up."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.pool = [" ".join(draw.choices(_WORDS, k=draw.randint(8, 13))) for _ in range(3_000)]

    def blobs(self) -> Iterator[bytes]:
        """The contents that files get, by mark."""
        for mark in range(1, 41):
            text = f"{mark}\n".encode() * mark
            yield b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(text), text)

    def commit(self, branch: str, at: int, parents: list[str], *, merge: bool = False) -> bytes:
        """A commit on a branch; a first parent of `parents` is only given to a branch's first commit."""
        draw = self.draw
        person = draw.choice(_PEOPLE).encode()
        message = (self._merged(parents[0]) if merge else self._message()).encode()
        links = b"".join(
            b"%s refs/heads/%s\n" % (b"merge" if merge else b"from", parent.encode()) for parent in parents
        )
        change = b"M 100644 :%d src/file%d.c\n" % (draw.randint(1, 40), draw.randint(1, 20))
        return b"commit refs/heads/%s\nauthor %s %d +0000\ncommitter %s %d +0000\ndata %d\n%s\n%s%s\n" % (
            *(branch.encode(), person, at, person, at, len(message), message, links),
            b"" if merge else change,
        )

    def _merged(self, topic: str) -> str:
        return f"Merge branch '{topic}'\n\n* {topic}:\n  {self.draw.choice(self.pool)}\n"

    def _message(self) -> str:
        draw = self.draw
        body = draw.choices(self.pool, k=draw.randint(2, 33))
        for place in range(5, len(body), 6):
            body[place] = ""
        subject = f"{draw.choice(_WORDS)}: {' '.join(draw.choices(_WORDS, k=6))}"
        lines = [subject, "", *body, ""]
        if draw.random() < 0.01:
            lines += [f"This reverts commit {draw.getrandbits(160):040x}.", ""]
        if draw.random() < 0.02:
            lines.append(draw.choice(_NAMING).format(draw.choice(IDS)))
        lines.append(f"Signed-off-by: {draw.choice(_PEOPLE)}")
        return "\n".join(lines) + "\n"
