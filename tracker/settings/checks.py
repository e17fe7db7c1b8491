"""What saved filters say, checked apart from any plan: it is done when they are written or looked at.

Reading them is left to whoever filters, who knows the phases and areas that may be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.query import check_query
from tracker.errors import UsageError
from tracker.settings.names import FILTERS
from tracker.settings.reading import Fault


def filter_faults(filters: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong with filters: words that no plan has."""
    for name, query in filters.items():
        try:
            check_query(query, filters)
        except UsageError as error:
            yield f"{FILTERS}.{name}", f"{name}: {error}"
