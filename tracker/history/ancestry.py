"""Who descends from whom: what it takes to know what a revert takes back.

A process for each question costs milliseconds, which is nothing for the few reverts that come in a day. A
first scan may meet a thousand of them; then one walk over the history answers all. It carries a bit for
each commit that is asked about from children to parents, and forgets a commit once its parents have its bits,
so its memory grows with the width of the history, not with its length.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tracker.history.layout import SHA
from tracker.history.repository import Repository, draining, failure_told

FEW = 40
"""So many processes take about as long as a walk over some ten thousand commits."""
_NAMES = 200
"""Short shas in one command line."""


class Ancestry:
    """Answers about the commits `among`, a process for each question that was not asked before."""

    def __init__(self, repository: Repository, among: Collection[str]) -> None:
        self._repository = repository
        self._among = frozenset(among)
        self._held: dict[tuple[str, str], bool] = {}
        self._between: dict[tuple[str, str], frozenset[str]] = {}

    def holds(self, tip: str, sha: str) -> bool:
        """Tell whether `sha` is `tip` or one of its ancestors; raises HistoryError."""
        if (tip, sha) not in self._held:
            answer = self._repository.answer("merge-base", "--is-ancestor", sha, tip)
            self._held[tip, sha] = answer
        return self._held[tip, sha]

    def between(self, tip: str, since: str) -> frozenset[str]:
        """Return the commits that `tip` holds and `since` does not; raises HistoryError."""
        if (tip, since) not in self._between:
            range_ = self._repository.lines("rev-list", "--stdin", stdin=[tip, f"^{since}"])
            self._between[tip, since] = self._among.intersection(range_)
        return self._between[tip, since]


class Walk:
    """Every commit that some tips hold, with its parents, children before parents; git walks ahead."""

    def __init__(self, repository: Repository, tips: Collection[str], without: Collection[str] = ()) -> None:
        """Walk from `tips`, all of them commits that are there, to what those in `without` hold."""
        self.repository = repository
        self.tips = sorted(tips)
        range_ = [*self.tips, *(f"^{sha}" for sha in without)]
        self._process = repository.process("rev-list", "--topo-order", "--parents", "--stdin", stdin=range_)

    def __iter__(self) -> Iterator[list[str]]:
        """Yield each commit, followed by its parents, once; raises HistoryError."""
        with draining(self._process) as errors:
            for line in self._process.stdout:
                yield line.decode("ascii").split()
            status = self._process.proc.wait()
        if status:
            raise failure_told(errors)


class Walked(Ancestry):
    """Knows all answers for the tips of a walk and the commits `among`."""

    def __init__(self, walk: Walk, among: Collection[str]) -> None:
        """Go the whole way; raises HistoryError."""
        super().__init__(walk.repository, among)
        self._bit = {sha: 1 << place for place, sha in enumerate(walk.tips)}
        self._tips_of = dict.fromkeys(among, 0)
        below: dict[str, int] = {}
        for sha, *parents in walk:
            bits = below.pop(sha, 0) | self._bit.get(sha, 0)
            if sha in self._tips_of:
                self._tips_of[sha] = bits
            for parent in parents:
                below[parent] = below.get(parent, 0) | bits

    def holds(self, tip: str, sha: str) -> bool:
        """Tell whether `sha` is `tip` or one of its ancestors."""
        return bool(self._tips_of[sha] & self._bit[tip])

    def holders(self, sha: str) -> list[str]:
        """Return the tips that hold the commit."""
        bits = self._tips_of[sha]
        return [tip for tip, bit in self._bit.items() if bits & bit]

    def between(self, tip: str, since: str) -> frozenset[str]:
        """Return the commits that `tip` holds and `since` does not."""
        wanted, unwanted = self._bit[tip], self._bit[since]
        return frozenset(sha for sha, bits in self._tips_of.items() if bits & wanted and not bits & unwanted)


def ancestry(
    repository: Repository, among: Collection[str], tips: Collection[str], questions: int
) -> Ancestry:
    """Return what answers about so many questions, each on some of `tips` and the commits `among`."""
    return Walked(Walk(repository, tips), among) if questions > FEW else Ancestry(repository, among)


def full_shas(repository: Repository, names: Iterable[str]) -> dict[str, str]:
    """Return the commits that shas or the starts of shas name, where there is one; raises HistoryError.

    A branch that is called like a sha is not meant.
    """
    wanted = set(names)
    short = sorted(name for name in wanted if not SHA.fullmatch(name))
    found = {name: [name] for name in wanted if SHA.fullmatch(name)}
    for start in range(0, len(short), _NAMES):
        some = short[start : start + _NAMES]
        objects = set(repository.lines("rev-parse", *(f"--disambiguate={name}" for name in some)))
        found |= {name: [sha for sha in objects if sha.startswith(name)] for name in some}
    commits = repository.existing(sha for shas in found.values() for sha in shas) if found else set()
    ones = {name: [sha for sha in shas if sha in commits] for name, shas in found.items()}
    return {name: shas[0] for name, shas in ones.items() if len(shas) == 1}
