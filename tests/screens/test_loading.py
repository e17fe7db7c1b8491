"""What the app goes without while it is loaded is there for whoever asks later."""

from __future__ import annotations

import importlib
import sys

import pytest

from screens.loading import without_tls


def test_tls_is_not_found_meanwhile_and_afterwards_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ssl", raising=False)
    with without_tls(), pytest.raises(ImportError):
        importlib.import_module("ssl")
    assert importlib.import_module("ssl").SSLContext


def test_tls_that_is_loaded_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    known = importlib.import_module("ssl")
    with without_tls():
        assert importlib.import_module("ssl") is known
    assert sys.modules["ssl"] is known


def test_an_import_that_fails_leaves_nothing_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ssl", raising=False)
    with pytest.raises(ModuleNotFoundError, match="no_such"), without_tls():
        importlib.import_module("no_such")
    assert "ssl" not in sys.modules
