"""Upkeep of the journal and of the copies beside it: audit, backup, restore."""

from __future__ import annotations

from pathlib import Path

from tracker.service.workspace import Workspace
from tracker.store.artefact_audit import CopyReport, audit_copies, named_copies
from tracker.store.artefacts import evidence_folder
from tracker.store.audit import AuditReport, audit
from tracker.store.backup import Restored, backup, restore


def audit_journal(workspace: Workspace) -> AuditReport:
    """Walk every hash chain of the journal; raises StoreError when it cannot be read."""
    return audit(workspace.database)


def audit_evidence(workspace: Workspace) -> CopyReport:
    """Hold the copies of evidence against what the journal says of them; raises StoreError."""
    return audit_copies(workspace.database)


def copies_beside(workspace: Workspace) -> Path | None:
    """Return the folder of the copies where evidence names any: a backup of the journal is without them."""
    folder = evidence_folder(workspace.database)
    return folder if folder.is_dir() and named_copies(workspace.database) else None


def backup_journal(workspace: Workspace, target: Path) -> Path:
    """Write a whole and checked copy of the journal; raises StoreError."""
    return backup(workspace.database, target)


def restore_journal(workspace: Workspace, source: Path, *, force: bool = False) -> Restored:
    """Replace the journal by a copy; return what that lost, and where it is kept; raises StoreError."""
    return restore(source, workspace.database, force=force)
