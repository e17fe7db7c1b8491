"""Regular expressions that are compiled when they are first asked.

The recognisers have some four hundred of them, in a dozen languages. Compiling them all takes longer than
reading a review of ordinary length, and such a review asks only a part.
"""

from __future__ import annotations

import re
from typing import Any, cast

from tracker.domain.frozen import Remembering
from tracker.importers.markdown.keeping import kept


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of that source, which answers like a compiled one."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Method:
    """A method of the compiled pattern, which the late one has for its own once it was asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, late: _Late, owner: type) -> Any:
        found = late.__dict__[self._name] = getattr(late.compiled, self._name)
        return found


class _Late(Remembering):
    """A pattern that is compiled late."""

    search, match, fullmatch = _Method(), _Method(), _Method()
    split, sub, findall, finditer = _Method(), _Method(), _Method(), _Method()

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    @kept
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)
