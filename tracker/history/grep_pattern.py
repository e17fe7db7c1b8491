"""The expression by which git picks the commits whose messages may matter.

Git tries it on every line of every message, which may take half as long again as reading them does. PCRE is
quick where few letters can begin a match, since it runs from one of those to the next. So each alternative
begins at its rarest letter, and looks back at what stands before. Engines that cannot do so get another one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

_RAREST_FIRST = "-JQXZKVBPYGWFUMC0123456789LDHRSNIOATE"
"""What ids are made of, as rare as it is in messages. Most ids have a dash, so that it is enough for them."""
_MOST_PREFIXES = 60
"""Git's pattern matching is flat up to about this many alternatives."""
_REVERTS = "[Rr]everts (commit |[^ ]*#[0-9])"
_REVERTS_FROM_V = "v(?<=[Rr]ev)erts (?:commit |[^ ]*#[0-9])"


def perl_pattern(names: Collection[str]) -> str:
    """Return PCRE's expression for messages that hold the start of one of `names`, or take a commit back."""
    found: dict[str, dict[str, list[str]]] = {}
    for prefix in prefixes(names):
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
    for prefix in prefixes(names):
        endings[prefix[:-1]] = endings.get(prefix[:-1], "") + prefix[-1]
    alternatives = ("".join(map(_any_of, (*stem, last))) for stem, last in endings.items())
    return "|".join([*alternatives, _REVERTS])


def prefixes(names: Collection[str]) -> list[str]:
    """Return few texts of which every name starts with one: `SEC-1` to `SEC-9` for SEC-1 to SEC-99."""
    for length in range(max(map(len, names), default=0), 0, -1):
        found = sorted({name[:length] for name in names})
        if len(found) <= _MOST_PREFIXES:
            return [
                name for name in found if not any(name != other and name.startswith(other) for other in found)
            ]
    return []


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
