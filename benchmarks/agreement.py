"""`python -m benchmarks.agreement REPOSITORY`: our reading of a real history beside git's own.

Three trials on every commit of the local branches. The trailers we find are those that git finds. For ids
that occur in the repository, the commits we link are those that `git log --grep` finds by whole words, but
for occurrences that say nothing (code, a quotation, an address, a longer word): each is told by a rule of its
own, so that a difference without a reason stands out. And scans in random increments end where one scan over
everything does. The repository itself is only read; increments run in a clone. Exits 1 on any difference.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from benchmarks.occurrences import reason
from tracker.domain.commit import Hit, Scan
from tracker.domain.message import meaning
from tracker.domain.sections import without_blank_start
from tracker.domain.trailers import trailer_start, trailers
from tracker.history.scan import scan

IDS = 40
STEPS = 10
_NUMBERED = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+(?![\w-])")
_HASHED = re.compile(r"(?<![\w/#&-])#(\d{2,6})(?!\w)")
_SHOWN = 20


def git(root: Path, *arguments: str) -> str:
    """Return what git prints, as UTF-8."""
    done = subprocess.run(["git", "--no-pager", *arguments], cwd=root, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def log(root: Path, *formats: str) -> Iterator[list[str]]:
    """Yield the formatted fields of every commit of the local branches."""
    form = "%x00".join(["%H", *formats])
    fields = git(root, "log", "--branches", "--encoding=UTF-8", "-z", f"--format={form}").split("\0")
    width = len(formats) + 1
    yield from (fields[place : place + width] for place in range(0, len(fields) - width + 1, width))


def likely_ids(root: Path) -> list[str]:
    """Return the ids of tickets and the like that the messages name, the most frequent first."""
    found: Counter[str] = Counter()
    for _, message in log(root, "%B"):
        found.update({*_NUMBERED.findall(message), *_HASHED.findall(message)})
    return [name for name, count in found.most_common() if len(name) <= 32 and count > 1]


def trailer_differences(root: Path) -> tuple[int, int, list[str]]:
    """Return how many messages and trailers there are, and the messages where we see others than git."""
    messages = seen = 0
    differences = []
    for sha, message, theirs in log(root, "%B", "%(trailers:only,unfold)"):
        lines = without_blank_start(message).split("\n")
        found = trailers(lines[trailer_start(lines) :])
        ours = [" ".join(f"{key}: {value}".split()) for key, value in found]
        expected = [" ".join(line.split()) for line in theirs.split("\n") if line.strip()]
        messages += 1
        seen += len(expected)
        if ours != expected:
            differences.append(f"{sha} git: {expected} we: {ours}")
    return messages, seen, differences


def link_differences(root: Path, ids: Collection[str]) -> tuple[int, Counter[str], list[str]]:
    """Return how many commits both link, how many only git finds by reason, and differences without one."""
    messages = {sha: message for sha, message, *_ in log(root, "%B")}
    known = {name: name for name in ids}
    ours = {sha: set(meaning(message, known).items) for sha, message in messages.items()}
    linked = 0
    reasons: Counter[str] = Counter()
    unexplained = []
    for name in ids:
        word = f"#{name}" if name.isdigit() else name
        expression = rf"(?<!\w){re.escape(word)}(?!\w)"
        options = ("--branches", "--perl-regexp", "--regexp-ignore-case", f"--grep={expression}")
        theirs = set(git(root, "log", *options, "--format=%H").split())
        mine = {sha for sha, items in ours.items() if name in items}
        linked += len(mine & theirs)
        unexplained += [f"{sha} {name}: only we" for sha in sorted(mine - theirs)]
        for sha in sorted(theirs - mine):
            why = reason(messages[sha], re.compile(expression, re.IGNORECASE))
            if why:
                reasons[why] += 1
            else:
                unexplained.append(f"{sha} {name}: only git")
    return linked, reasons, unexplained


def increments_agree(root: Path, ids: Collection[str], seed: int) -> tuple[int, bool]:
    """Return how many hits a full scan has, and whether scans of tips of random commits end with the same."""
    known = {name: name for name in ids}
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", "--shared", root.resolve(), clone], check=True)
        tips = git(clone, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads").splitlines()
        shas = git(clone, "rev-list", "--branches").split()
        before: Scan | None = None
        hits: Mapping[str, Hit] = {}
        for _ in range(STEPS):
            for tip in tips:
                git(clone, "update-ref", tip.partition(" ")[0], draw.choice(shas))
            git(clone, "update-ref", "refs/heads/by-chance", draw.choice(shas))
            found = scan(clone, known, before, hits)
            before, hits = found.scan, found.hits
        git(clone, "update-ref", "-d", "refs/heads/by-chance")
        for tip in tips:
            git(clone, "update-ref", *tip.split(" "))
        step_by_step = scan(clone, known, before, hits).hits
        at_once = scan(clone, known, None, {}).hits
    return len(at_once), _facts(step_by_step) == _facts(at_once)


def _facts(hits: Mapping[str, Hit]) -> dict[str, tuple[object, ...]]:
    return {sha: (hit.meaning, hit.undoes, hit.mainline, hit.branch) for sha, hit in hits.items()}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement")
    parser.add_argument("repository", type=Path)
    parser.add_argument("--ids", type=int, default=IDS, help="how many of the most frequent ids to follow")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    root = arguments.repository
    print(f"head {git(root, 'log', '-1', '--format=%H of %cs').strip()}")
    messages, seen, wrong = trailer_differences(root)
    print(f"trailers: {messages:,} messages, {seen:,} trailers, {len(wrong)} messages read otherwise")
    ids = likely_ids(root)[: arguments.ids]
    linked, reasons, unexplained = link_differences(root, ids)
    print(
        f"links: {len(ids)} ids, {linked:,} agree, {sum(reasons.values()):,} only git's for a reason,",
        end=" ",
    )
    print(f"{len(unexplained)} without one")
    for why, count in reasons.most_common():
        print(f"  {count:>6,}  {why}")
    hits, same = increments_agree(root, ids, arguments.seed)
    print(f"increments: {hits:,} hits, {STEPS} random steps, {'the same' if same else 'OTHERS'} as at once")
    for line in (*wrong[:_SHOWN], *unexplained[:_SHOWN]):
        print(line)
    return int(bool(wrong or unexplained or not same))


if __name__ == "__main__":
    sys.exit(main())
