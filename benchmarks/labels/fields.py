"""Whether a drafted item's fields are what its label says, each by a rule that both sides can be held to.

Severity and status are words. A phase is the heading that names it, in full or in part. An effort is compared
in hours, so that `5 min` and `5m` are one. Files are compared as a set, with their lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from benchmarks.labels.label import NONE, Label
from tracker.domain.draft import DraftItem
from tracker.domain.effort import parse_effort
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.plan import Phase

FIELDS = ("severity", "status", "phase", "effort", "files")


def stated(label: Label, field: str) -> bool:
    """Tell whether the document gives this field: where it gives none, leaving it empty is easily right."""
    if field == "severity":
        return bool(label.priority) or NONE not in label.severity
    if field == "status":
        return "open" not in label.status
    if field == "files":
        return bool(label.files)
    values: tuple[str, ...] = getattr(label, field)
    return NONE not in values


def differences(label: Label, draft: DraftItem, phases: Mapping[str, Phase]) -> dict[str, tuple[str, str]]:
    """Return the fields that are wrong, each with what the label accepts and what was drafted."""
    checks = {
        "severity": (_severity_fits(label, draft), (*label.severity, *label.priority), _rating(draft)),
        "status": (str(draft.claim) in label.status, label.status, str(draft.claim)),
        "phase": (_phase_fits(label, draft, phases), label.phase, _phase_text(draft, phases)),
        "effort": (_effort_fits(label, draft), label.effort, draft.effort or NONE),
        "files": (_files_fit(label, draft), label.files, ", ".join(map(str, draft.files)) or NONE),
    }
    return {
        field: (" or ".join(accepted) or NONE, drafted)
        for field, (right, accepted, drafted) in checks.items()
        if not right
    }


def _rating(draft: DraftItem) -> str:
    if draft.severity is None and draft.priority:
        return f"priority {draft.priority}"
    return str(draft.severity or NONE)


def _severity_fits(label: Label, draft: DraftItem) -> bool:
    if draft.severity:
        return str(draft.severity) in (*label.severity, *label.priority)
    return NONE in label.severity or str(draft.priority) in label.priority


def _phase_text(draft: DraftItem, phases: Mapping[str, Phase]) -> str:
    if not draft.phase:
        return NONE
    phase = phases.get(draft.phase)
    return f"{phase.title} {phase.window or ''}".strip() if phase else draft.phase


def _phase_fits(label: Label, draft: DraftItem, phases: Mapping[str, Phase]) -> bool:
    drafted = _phase_text(draft, phases)
    if not draft.phase:
        return NONE in label.phase
    phase = phases.get(draft.phase)
    forms = [_words(text) for text in (drafted, phase.title if phase else drafted)]
    accepted = [_words(text) for text in label.phase if text != NONE]
    return any(one in other or other in one for one in forms for other in accepted)


def _words(text: str) -> str:
    """The words of a text, each between spaces, so that whole words are looked for."""
    return " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "


def _effort_fits(label: Label, draft: DraftItem) -> bool:
    if draft.effort is None:
        return NONE in label.effort
    drafted = _hours(draft.effort)
    return drafted is not None and drafted in [_hours(text) for text in label.effort if text != NONE]


def _hours(text: str) -> tuple[float, float] | None:
    try:
        effort = parse_effort(text)
    except ValueError:
        return None
    return round(effort.low, 2), round(effort.high, 2)


def _files_fit(label: Label, draft: DraftItem) -> bool:
    """Every file that is required is there as one of its forms, and no other but those that may be."""
    left = {FileRef(_path(ref.path), ref.lines) for ref in draft.files}
    for forms in label.files:
        accepted = {parse_fileref(form.strip()) for form in forms.split(" | ")}
        accepted = {FileRef(_path(ref.path), ref.lines) for ref in accepted}
        if not accepted & left:
            return False
        left -= accepted
    maybe = {_path(parse_fileref(text).path) for text in label.files_maybe}
    return all(ref.path in maybe for ref in left)


def _path(path: str) -> str:
    return path.removeprefix("./").rstrip("/")
