"""What every part of an OSCAL document is made of: ids that stay, properties, times, text as it takes it.

Ids are version-5 UUIDs of what they name, under the plan's own, so that the same item is the same object in
every export of every copy of the plan (RFC 9562, 5.5).

Source: NIST, OSCAL 1.1.2, Plan of Action and Milestones model, JSON format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from tracker.domain.text import clean, one_line

NAMESPACE = "urn:remediation-tracker:oscal"
"""The namespace of the properties that OSCAL itself has no name for."""
_ROOT = UUID("5f0b5a3c-7d0e-5c1c-9a59-2b1f6a3f8e10")
_YEARS = range(1900, 3000)
"""What an OSCAL time can have."""
_ADDRESS = re.compile(r"https?://[\w\-.~:/?#@!$&'()*+,;=%\[\]]+", re.ASCII)

Object = dict[str, Any]


class Ids:
    """The ids of one plan's objects."""

    def __init__(self, plan: str) -> None:
        self._plan = uuid5(_ROOT, plan)

    def of(self, *names: str) -> str:
        """Return the id of what these names name; which kind of thing it is comes first."""
        return str(uuid5(self._plan, "\n".join(names)))


def present(values: Mapping[str, Any]) -> Object:
    """Return the values that are there: OSCAL has neither nulls nor empty lists."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def props(**values: object) -> list[Object]:
    """Return properties in the tracker's own namespace; those without a value are left out."""
    return [
        {"name": name.replace("_", "-"), "ns": NAMESPACE, "value": written}
        for name, value in values.items()
        if value is not None and (written := string(str(value)))
    ]


def string(raw: str) -> str:
    """Return text as an OSCAL string: one line that neither begins nor ends with a space."""
    return one_line(raw).strip()


def prose(*paragraphs: str) -> str:
    """Return paragraphs as one text of several lines, without what is empty."""
    return "\n\n".join(written for paragraph in paragraphs if (written := clean(paragraph).strip()))


def when(moment: datetime | None) -> str | None:
    """Return an aware time as OSCAL writes it, in UTC to the second; None where it has no way to."""
    if moment is None or moment.astimezone(UTC).year not in _YEARS:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(day: date | None) -> str | None:
    """Return the last second of a day."""
    return f"{day}T23:59:59Z" if day and day.year in _YEARS else None


def start_of(day: date | None) -> str | None:
    """Return the first second of a day."""
    return f"{day}T00:00:00Z" if day and day.year in _YEARS else None


def address(raw: str) -> str | None:
    """Return an http(s) address that is one by the letter of RFC 3986; None for anything else."""
    broken = re.search(r"%(?![0-9A-Fa-f]{2})", raw)
    return raw if _ADDRESS.fullmatch(raw) and not broken else None
