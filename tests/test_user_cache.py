"""Where caches lie, on every system and for users who have no home."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tracker.service.cache import cache_folder
from tracker.user_cache import user_cache


@pytest.mark.parametrize(
    ("platform", "under_home"),
    [
        ("linux", ".cache/remediation-tracker"),
        ("freebsd14", ".cache/remediation-tracker"),
        ("darwin", "Library/Caches/remediation-tracker"),
        ("win32", "AppData/Local/remediation-tracker/Cache"),
    ],
)
def test_each_system_has_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, under_home: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert Path(user_cache()) == tmp_path / under_home
    monkeypatch.setenv("XDG_CACHE_HOME", " ")
    assert Path(user_cache()) == tmp_path / under_home
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "else"))
    assert Path(user_cache()) == tmp_path / "else" / "remediation-tracker"


def test_where_there_is_no_home_nothing_is_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder("plans") == Path(user_cache(), "plans")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder("plans") is None
    with pytest.raises(OSError, match="no home folder"):
        user_cache()
