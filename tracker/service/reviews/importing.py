"""Documents in: from the bytes of a review or a scan to a plan file, new or merged into the one there is.

What is drafted is judged by the reader of plans before anything is written, and a file that is no plan is
never written over. Nothing of the journal is touched: state is keyed by ids, and ids stay.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tracker.domain.draft import DraftPlan
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.import_choices import Choices
from tracker.domain.text import one_line
from tracker.errors import PlanError, UsageError
from tracker.files import write_atomically
from tracker.importers.limits import LARGEST_DOCUMENT
from tracker.importers.registry import detect, read
from tracker.planfile.decided import decided
from tracker.planfile.edit import replace_content
from tracker.planfile.entry import Entry
from tracker.planfile.find import shipped_plans
from tracker.planfile.load import read_plan
from tracker.planfile.merging import Merged, merged_items
from tracker.planfile.toml import content_of
from tracker.planfile.writing import text_of_plan
from tracker.service.unwritten import unwritten
from tracker.service.workspace import Workspace, locate_plan

USUAL = Choices()
"""Nothing was decided: what `tracker import` does."""


@frozen
class Import:
    """What became of a document: its draft, and the plan file made of it, not written yet."""

    draft: DraftPlan
    format: str
    data: bytes
    path: Path | None
    """The plan file it is to go to; None for none."""
    merged: Merged | None
    """What merging did, None where the plan is new."""
    before: bytes | None
    """What the plan file held when it was read."""
    items: tuple[Entry, ...] = ()
    """The tables of the drafted items, in the draft's order, under the ids they have in the plan file."""


def read_document(path: Path) -> bytes:
    """Return the content of a document; raises UsageError where there is none, or too much."""
    name = one_line(str(path))
    try:
        if path.is_dir():
            raise UsageError(f"{name} is a folder, not a document")
        if path.is_file() and path.stat().st_size > LARGEST_DOCUMENT:
            raise UsageError(f"{name} is larger than {LARGEST_DOCUMENT // 1024 // 1024} MB")
        with path.open("rb") as file:
            return file.read(LARGEST_DOCUMENT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{name} cannot be read: {reason}") from error


def prepare_import(
    workspace: Workspace,
    data: bytes,
    name: str,
    *,
    format_name: str | None = None,
    columns: Mapping[str, str] | None = None,
    output: Path | None = None,
    into: str | None = None,
) -> Import:
    """Draft a plan from a document, and merge it where `output` exists or `into` names a plan.

    Writes nothing. Raises UsageError for the document, PlanError for the plan file it is to go into.
    """
    chosen = format_name or ("csv" if columns else detect(data, name))
    draft = read(data, name, chosen, columns)
    draft = replace(draft, items=tuple(replace(i, files=_inside(i.files, workspace)) for i in draft.items))
    return made_import(draft, chosen, _existing_plan(workspace, into) if into else output)


def made_import(draft: DraftPlan, format_name: str, path: Path | None, choices: Choices = USUAL) -> Import:
    """Make the plan file at `path` out of a draft, as it was decided about; writes nothing.

    Raises PlanError for the plan that is there.
    """
    if path is None or not path.exists():
        found = decided(draft, choices)
        text = text_of_plan(draft, found).encode()
        read_plan(text, "the drafted plan")
        return Import(draft, format_name, text, path, None, None, found.items)
    shown = one_line(str(path))
    before = content_of(path, shown)
    merged, items = merged_items(before, shown, draft, choices)
    return Import(draft, format_name, merged.data, path, merged, before, items)


def write_import(made: Import) -> bool:
    """Write the plan file, if anything in it changed; tells whether it did.

    Raises UsageError or PlanError, and leaves the file as it was, where that fails.
    """
    if made.path is None or made.data == made.before:
        return False
    if made.before is not None:
        replace_content(made.path, made.before, made.data, one_line(str(made.path)))
        return True
    try:
        write_atomically(made.path, made.data, mode=0o666 & ~_umask())
    except OSError as error:
        raise unwritten(made.path, error) from error
    return True


def document_name(workspace: Workspace, path: Path) -> str:
    """Return the document's path from the root if it lies below it: a plan names nobody's folders."""
    full, root = path.resolve(), workspace.root.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else path.name


def _existing_plan(workspace: Workspace, name: str) -> Path:
    path = locate_plan(replace(workspace, plan_name=name))
    if path.resolve() in {shipped.resolve() for shipped in shipped_plans()}:
        raise UsageError(
            f"{name} comes with the tracker, and stays as it is", hint=f"tracker init --from {name}"
        )
    if not path.exists():
        raise PlanError(f"{path}: there is no such plan", hint="write a new one with -o FILE")
    return path


def _inside(files: tuple[FileRef, ...], workspace: Workspace) -> tuple[FileRef, ...]:
    """Scanners give absolute paths: those below the root become paths from it."""
    root = str(workspace.root.resolve()).rstrip("/") + "/"
    return tuple(
        FileRef(file.path[len(root) :], file.lines) if file.path.startswith(root) else file for file in files
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
