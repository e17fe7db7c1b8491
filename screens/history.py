"""The history: the commits of the repository, newest first, with the items they are linked to.

Its beginning is read at once; the rest in a worker as soon as somebody scrolls that far or searches. A search
goes on through what is read while it arrives, and which files commits touched is asked for those in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.worker import get_current_worker

from screens.handing_over import hand_over
from screens.linking import LinkingScreen
from screens.messages import Failed
from screens.saying_screen import SaidLine
from screens.session import Session
from screens.text_screen import TitleLine
from screens.widgets.commit_rows import commit_row, legend_rows, none_rows
from screens.widgets.key_line import Key, KeyLine
from screens.widgets.lines import Row
from screens.widgets.long_page import LongPage
from screens.widgets.page import Page
from screens.widgets.search_line import SearchLine
from tracker.domain.commit_line import CommitLine
from tracker.domain.commit_links import Links, links_of
from tracker.domain.commit_search import ITEM, Wanted, wanted_of
from tracker.domain.text import counted
from tracker.errors import HistoryError
from tracker.service.commits.log import CommitLog, CommitSearch

_AROUND = 150
"""Commits before and after those in sight whose files are asked for as well, and before the end of what is
read: further ones are on the way before they are in sight."""
_SEARCHING = (Key("Enter", "keep", ""), Key("Esc", "clear", ""))


class HistoryScreen(LinkingScreen):
    """Commits to look through, to search, and to link to items."""

    CSS_PATH = "history.tcss"
    name_of_screen = "History"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "open", "go"),
        Key("/", "search", "search"),
        Key("l", "link", "link"),
        Key("L", "unlink", "unlink"),
        Key("u", "undo", "undo"),
        Key("C", "copy sha", "copy_sha"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "search", "Search", id="history.search", tooltip="Show only commits that are like it"
        ),
        Binding("escape", "back_out", "Back", id="history.back", tooltip="Take the search off, then go back"),
    ]

    page = getters.query_one("#page", LongPage)
    search = getters.query_one("#search", SearchLine)

    def __init__(self, session: Session, item: str | None = None) -> None:
        """Show all commits, or those that are linked to an item to begin with."""
        super().__init__(session)
        self._typed = self._initial = f"{ITEM}{item}" if item else ""
        self._log: CommitLog | None = None
        self._search: CommitSearch | None = None
        """The search that is on; None while all commits are shown."""
        self._links: Links = {}
        self._shown: Sequence[str] = ()
        self._touched: dict[str, tuple[str, ...]] = {}
        """What was found out of which files commits touched; of those that touched none, nothing."""
        self._asked: set[str] = set()
        self._known: Sequence[str] = ()
        self._plan = session.plan
        self._in_sight = (0, 0)
        self._to_top = False
        """Another search begins, whose first commit is to be in sight."""
        self._reading = False
        self._why_none = "reading the history …"
        self._hint = ""

    def compose(self) -> ComposeResult:
        """Title, search, commits, what was done last, keys."""
        yield TitleLine(self._title, id="title")
        yield SearchLine(self._initial, "words, an author, a sha or an item", id="search")
        yield LongPage(self.rows, id="page")
        yield SaidLine()
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin to read."""
        self._show_keys()
        self._look()

    @property
    def sha(self) -> str | None:
        """The commit under the cursor."""
        line = self.page.current
        return CommitLine(line).sha if line else None

    @property
    def links(self) -> Links:
        """What commits are linked to."""
        return self._links

    @property
    def touched(self) -> Sequence[str]:
        """The items of which the commit under the cursor changed a file."""
        return self._touched.get(self.sha or "", ())

    def rows(self, width: int) -> Sequence[Row]:
        """Why there is no commit to show."""
        return list(none_rows([self._why_none, *([self._hint] if self._hint else [])]))

    def legend(self) -> Sequence[Row]:
        """What the marks mean, for the help."""
        return list(legend_rows())

    # Reading, in workers

    def fill(self) -> None:
        """Look whether the history or the journal is another one by now."""
        self._look()

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def _look(self) -> None:
        try:
            log = self._log or self.session.commit_log()
            log.begin()
            links = links_of(self.session.board)
        except Exception as error:
            hand_over(self._cannot_read, error)
        else:
            hand_over(self._begin, log, links)

    def _cannot_read(self, error: Exception) -> None:
        failed = Failed(error)
        self._why_none, self._hint = failed.text, failed.hint or ""
        self.page.fill(self.rows)
        if not isinstance(error, HistoryError) or self._log:
            self.post_message(failed)

    def _begin(self, log: CommitLog, links: Links) -> None:
        self._log, self._links = log, links
        self._why_none, self._hint = "There is no commit yet.", ""
        if log.lines is not self._known or self._plan is not self.session.plan:
            self._known, self._plan = log.lines, self.session.plan
            self._asked.clear()
            self._touched.clear()
        self._look_for(self._typed)

    def _read_on(self) -> None:
        """Read all that is left, once somebody gets that far."""
        if self._log and not self._log.ended and not self._reading:
            self._reading = True
            self._read_rest(self._log)

    @work(thread=True, group="read", exit_on_error=False)
    def _read_rest(self, log: CommitLog) -> None:
        worker = get_current_worker()
        try:
            for _ in log.rest():
                if worker.is_cancelled:
                    return
                hand_over(self._more)
        except Exception as error:
            self.post_message(Failed(error))
        finally:
            self._reading = False
        hand_over(self._more)

    def _more(self) -> None:
        if self._log:
            if self._search:
                self._go_on(self._search)
            else:
                self._show(self._log.lines)

    # Searching

    @on(SearchLine.Changed)
    def _searched(self, event: SearchLine.Changed) -> None:
        self._typed, self._to_top = event.text, True
        self._look_for(event.text)

    def _look_for(self, text: str) -> None:
        """Show the commits that are like a text; all of them where there is none."""
        if self._log is None:
            return
        wanted = wanted_of(text)
        if wanted:
            self._search = CommitSearch(self._log, wanted, self._links)
            self._go_on(self._search)
            self._read_on()
        else:
            self._search = None
            self._show(self._log.lines)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _go_on(self, search: CommitSearch) -> None:
        worker = get_current_worker()
        try:
            search.go_on(lambda: worker.is_cancelled)
        except Exception as error:
            self.post_message(Failed(error))
        hand_over(self._found, search)

    def _found(self, search: CommitSearch) -> None:
        if search is self._search:
            self._why_none = "No commit is like that." if search.done else "searching …"
            self._show(search.found)

    # Showing

    def _show(self, lines: Sequence[str]) -> None:
        self._shown, to_top, self._to_top = lines[:], self._to_top, False  # a worker lets the other one grow
        self.page.show(self._shown, self._row, self.rows, from_top=to_top)
        self._tell()
        self._ask_for_files()

    def _row(self, number: int, width: int) -> Row:
        line = CommitLine(self._shown[number])
        linked, touched = self._links.get(line.sha, ()), self._touched.get(line.sha, ())
        return commit_row(line, linked, touched, self._wanted, self.session.board.now, width)

    @property
    def _wanted(self) -> Wanted:
        return self._search.wanted if self._search else Wanted()

    def _tell(self) -> None:
        """Say how many commits there are, and how many are shown of them."""
        if self._log is None:
            return
        total = f"{counted(len(self._log.lines), 'commit')}{'' if self._log.ended else ' …'}"
        search = self._search
        if search is None:
            self.search.tell(total)
            return
        how = " · in messages" if search.in_messages else " · loosely" if search.wanted.loose else ""
        self.search.tell(f"{len(search.found)} of {total}{how}")

    @on(LongPage.Looked)
    def _looked(self, event: LongPage.Looked) -> None:
        self._in_sight = max(0, event.first - _AROUND), event.last + _AROUND
        if self._search is None and event.count and self._in_sight[1] >= event.count:
            self._read_on()
        self._ask_for_files()

    def _ask_for_files(self) -> None:
        """Find out which files the commits about the place in sight touched, each asked for once."""
        first, last = self._in_sight
        around = [CommitLine(line).sha for line in self._shown[first:last]]
        if asked := [sha for sha in around if sha not in self._links and sha not in self._asked]:
            self._asked.update(asked)
            self._look_at_files(asked)

    @work(thread=True, group="files", exit_on_error=False)
    def _look_at_files(self, shas: Sequence[str]) -> None:
        try:
            found = self.session.touched_items(shas)
        except Exception as error:
            self.post_message(Failed(error))
        else:
            hand_over(self._touched_found, found)

    def _touched_found(self, found: dict[str, tuple[str, ...]]) -> None:
        if found:
            self._touched |= found
            self.page.draw_again()

    # Keys

    def action_search(self) -> None:
        """Type what to look for."""
        self.search.open()

    @on(SearchLine.Left)
    def _left(self) -> None:
        self.set_focus(self.page)

    def on_descendant_focus(self) -> None:
        """Show the keys that apply."""
        self._show_keys()

    def _show_keys(self) -> None:
        keys = _SEARCHING if isinstance(self.focused, Input) else self.keys_offered
        self.query_one(KeyLine).show(keys)

    def action_back_out(self) -> None:
        """Take off what was typed, then go back."""
        if self.search.text == self._initial:
            self.action_close()
        else:
            self.search.take(self._initial)

    def action_go(self) -> None:
        """Open the commit under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        from screens.commit import CommitScreen

        shas = [CommitLine(line).sha for line in self._shown]
        sha = CommitLine(event.key).sha
        self.app.push_screen(CommitScreen(self.session, sha, shas), self._come_back)

    def _come_back(self, item: str | None) -> None:
        if item:
            self.dismiss(item)
        else:
            self._look()
