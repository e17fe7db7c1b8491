"""Every screen and every form has a picture at both sizes: a new one without fails here, by its name."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen, Screen

import screens
from screens.forms.asking import AskingForm
from screens.forms.form import Form
from screens.forms.link_items import LinkItemsForm
from screens.forms.save_filter import SaveFilterForm
from screens.forms.saved_filters import SavedFilter, SavedFiltersForm
from screens.page_screen import PageScreen
from screens.session import Session
from tests.screens.support import SIZES, Host, session_in
from tests.screens.waiting import pressing, typed

SNAPSHOTS = Path(__file__).parent / "__snapshots__"
ELSEWHERE = {
    "board": "test_board_pictures/test_board[board-{}]",
    "picker": "test_board_pictures/test_picker[{}]",
    "importing": "test_importing/test_snapshot[items-{}]",
    "forms.draft": "test_importing/test_snapshot_of_a_form[e-{}]",
    "forms.link": "test_link_form/test_snapshot[{}]",
    "forms.link_items": "test_every_screen/test_snapshot[link-items-{}]",
    "forms.path": "test_every_screen/test_snapshot[path-{}]",
    "forms.save_filter": "test_every_screen/test_snapshot[save-filter-{}]",
    "forms.saved_filters": "test_every_screen/test_snapshot[saved-filters-{}]",
}
"""Pictures that are not where the name of the module says; `{}` is the size."""
NAMES = (("80x24", "size0"), ("160x45", "size1"))
"""What the sizes are called in the names of pictures."""


def screen_classes() -> Iterator[type[Screen[Any]]]:
    """Yield the screens and forms of the app: those that no other is made of."""
    for module in [
        import_module(found.name) for found in pkgutil.walk_packages(screens.__path__, "screens.")
    ]:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Screen) and found.__module__ == module.__name__ and not _is_base(found):
                yield found


def _is_base(found: type[Screen[Any]]) -> bool:
    return any(made.__module__.startswith("screens.") for made in found.__subclasses__())


def place_of(found: type[Screen[Any]]) -> str:
    """Return where the pictures of a screen are by convention, with `{}` for the size."""
    name = found.__module__.removeprefix("screens.")
    usual = f"test_{name}/test_snapshot[{{}}]"
    if name.startswith("forms."):
        usual = f"test_forms/test_snapshot[{name.removeprefix('forms.').replace('_', '-')}---{{}}]"
    return ELSEWHERE.get(name, usual)


@pytest.mark.parametrize("found", screen_classes(), ids=lambda found: found.__name__)
def test_there_are_pictures_at_both_sizes(found: type[Screen[Any]]) -> None:
    place = place_of(found)
    for names in NAMES:
        shown = [SNAPSHOTS / f"{place.format(name)}.svg" for name in names]
        assert any(path.is_file() for path in shown), f"no picture of {found.__name__} at {names[0]}: {place}"


def test_bases_are_no_screens_and_nothing_is_listed_that_is_gone() -> None:
    found = set(screen_classes())
    assert {SavedFiltersForm, LinkItemsForm} < found
    assert not found & {PageScreen, AskingForm, Form}
    assert set(ELSEWHERE) <= {screen.__module__.removeprefix("screens.") for screen in found}


def _filters(session: Session) -> SavedFiltersForm:
    return SavedFiltersForm(
        [
            SavedFilter("mine", "owner:sam", 2),
            SavedFilter("urgent", "is:ready severity:critical [b]", 0),
            SavedFilter("old", "phase:gone", 0, "no phase is called gone"),
        ]
    )


def _items(session: Session) -> LinkItemsForm:
    return LinkItemsForm(session.board, "Link a1b2c3d to", "Link", first=["SEC-3"])


def _path(session: Session) -> ModalScreen[Any]:
    from screens.forms.path import PathForm, check_document

    return PathForm("Import a review", "Open", "Nothing is written yet.", check_document)


MADE: dict[str, tuple[Callable[[Session], ModalScreen[Any]], tuple[str, ...]]] = {
    "link-items": (_items, ("down", "space")),
    "path": (_path, ("enter",)),
    "save-filter": (lambda s: SaveFilterForm(s.board, {"old": "is:open"}, "is:ready"), (typed("old"),)),
    "saved-filters": (_filters, ("down",)),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x45"])
@pytest.mark.parametrize("name", MADE)
def test_snapshot(
    tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int], name: str
) -> None:
    make, keys = MADE[name]
    session = session_in(tmp_path)
    app = Host(lambda: make(session))
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))
