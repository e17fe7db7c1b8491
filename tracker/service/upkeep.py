"""Upkeep of the journal: audit, backup, restore."""

from __future__ import annotations

from pathlib import Path

from tracker.service.workspace import Workspace
from tracker.store.audit import AuditReport, audit
from tracker.store.backup import backup, restore


def audit_journal(workspace: Workspace) -> AuditReport:
    """Walk every hash chain of the journal; raises StoreError when it cannot be read."""
    return audit(workspace.database)


def backup_journal(workspace: Workspace, target: Path) -> Path:
    """Write a whole and checked copy of the journal; raises StoreError."""
    return backup(workspace.database, target)


def restore_journal(workspace: Workspace, source: Path, *, force: bool = False) -> int:
    """Replace the journal by a copy; return how many events that lost; raises StoreError."""
    return restore(source, workspace.database, force=force)
