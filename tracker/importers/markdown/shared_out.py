"""Efforts that stand in brackets beside whoever does the work: `(0.5d, Kim)`, `(3 days, all)`, `(Bo, 2 h)`.

One part of such a bracket is an effort and nothing else, every other one a name. Anything else there, a
word in lower case or a number, speaks of something that lasts that long: `(7 d, incremental)`.
"""

from __future__ import annotations

from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_PARTS = regex(r"\s*[,;/|·•，；、]\s*")
_NAME = regex(r"@\w[\w.-]*|[^\W\d_a-zà-ÿа-я][^\W\d_]*\.?(?:[ '’+&-]+[^\W\d_]+\.?){0,3}")
_EVERYBODY = regex(
    r"(?:the )?(?:(?:whole|entire) )?team|all|everybody|everyone|both|(?:all of )?us|me|"
    r"alle|beide|jeder?|wir|ich|"
    r"tou(?:s|tes)|tout le monde|l'equipe|moi|tod[oa]s|equipo|el equipo|yo|equipe|a equipe|eu|tutti|"
    r"il team|io|iedereen|allen|wszyscy|zespol|ja|все|вся команда|команда|я|全員|全员|大家|"
    r"(?:an? )?extern\w*"
)
_MOST = 4


def parted(inner: str) -> str | None:
    """Return the one part of a bracket that is no name, where there are names beside it, or None."""
    parts = _PARTS.split(inner.strip())
    if not 1 < len(parts) <= _MOST:
        return None
    others = [part for part in parts if not (_NAME.fullmatch(part) or _EVERYBODY.fullmatch(fold(part)))]
    return others[0] if len(others) == 1 else None
