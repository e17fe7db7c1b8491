"""The expression by which git picks the commits whose messages may matter.

Git tries it on every line of every message, which may take half as long again as reading them does. PCRE is
quick where few letters can begin a match, since it runs from one of those to the next. So each alternative
begins at its rarest letter, and looks back at what stands before. Engines that cannot do so get another one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable

_RAREST_FIRST = "-JQXZKVBPYGWFUMC0123456789LDHRSNIOATE"
"""What ids are made of, as rare as it is in messages. Most ids have a dash, so that it is enough for them."""
_MOST_FOR_PERL = 1_000
"""Alternatives up to which matching is flat, as few are tried anywhere."""
_MOST_FOR_POSIX = 60
"""The same where all of them are tried everywhere."""
_REVERTS = "[Rr]everts (commit |[^ ]*#[0-9])"
_REVERTS_FROM_V = "v(?<=[Rr]ev)erts (?:commit |[^ ]*#[0-9])"


def perl_pattern(names: Collection[str]) -> str:
    """Return PCRE's expression for messages that hold the start of one of `names`, or take a commit back."""
    found: dict[str, dict[str, list[str]]] = {}
    for prefix in prefixes(names, _MOST_FOR_PERL):
        before, letter, after = _parted(prefix)
        found.setdefault(letter, {}).setdefault(before, []).append(after)
    alternatives = (
        letter + _one_of(_behind(before + letter) + _one_of(ends) for before, ends in parts.items())
        for letter, parts in found.items()
    )
    return "|".join([*(f"(?i:{each})" for each in alternatives), _REVERTS_FROM_V])


def posix_pattern(names: Collection[str]) -> str:
    """Return the extended regular expression of POSIX for the same messages.

    `[Ss]` says what an option for the whole expression would, and spares git to fold every letter it reads.
    """
    endings: dict[str, str] = {}
    for prefix in prefixes(names, _MOST_FOR_POSIX):
        endings[prefix[:-1]] = endings.get(prefix[:-1], "") + prefix[-1]
    alternatives = ("".join(map(_any_of, (*stem, last))) for stem, last in endings.items())
    return "|".join([*alternatives, _REVERTS])


def prefixes(names: Collection[str], most: int) -> list[str]:
    """Return texts, `most` or fewer, of which every name starts with one: `SEC-1` for SEC-10 to SEC-19, say.

    Names are cut behind their first dash where that is enough: `AUTH` alone is in many messages, `AUTH-K` in
    hardly any. `most` is 37 or more, so many signs are there that an id may begin with.
    """
    lengths = range(1, max(map(len, names), default=0) + 1)
    for cut in (_cut_behind_dash, _cut):
        if longest := bisect_right(lengths, most, key=lambda length: len(cut(names, length))):
            return _without_longer(cut(names, longest))
    return []


def _cut_behind_dash(names: Collection[str], length: int) -> set[str]:
    return {name[: max(length, name.find("-") + 2)] for name in names}


def _cut(names: Collection[str], length: int) -> set[str]:
    return {name[:length] for name in names}


def _without_longer(texts: Iterable[str]) -> list[str]:
    """The texts in order, but for those that start with another one."""
    kept: list[str] = []
    for text in sorted(texts):
        if not (kept and text.startswith(kept[-1])):
            kept.append(text)
    return kept


def _parted(prefix: str) -> tuple[str, str, str]:
    """Part a prefix at its rarest letter, the first of several."""
    at = min(range(len(prefix)), key=lambda place: _RAREST_FIRST.find(prefix[place].upper()))
    return prefix[:at], prefix[at], prefix[at + 1 :]


def _behind(text: str) -> str:
    """What looks back at a text that ends with the letter just found, where it is more than that."""
    return f"(?<={text})" if len(text) > 1 else ""


def _one_of(alternatives: Iterable[str]) -> str:
    found = sorted(set(alternatives))
    if "" in found:
        return ""
    if len(found) > 1 and all(len(each) == 1 for each in found):
        return f"[{''.join(found)}]"
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _any_of(letters: str) -> str:
    """One of some letters of ids, small or capital; a dash sorts first, where it makes no range."""
    return f"[{''.join(sorted({*letters.upper(), *letters.lower()}))}]"
