"""The first screen where there are several plans: each with its verdict, progress and when it will be ready.

Verdicts are read one plan after the other, which is soon done; then the forecasts are made, which is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from screens.keyed_screen import KeyedScreen
from screens.opened import opened
from screens.session import Clock, Session
from screens.standing import Standing, ready_text, standing_of
from screens.widgets.banner import Banner, trouble_text
from screens.widgets.card_lines import fit
from screens.widgets.key_line import Key, KeyLine
from tracker.domain.marks import VERDICT_MARK
from tracker.domain.text import counted, one_line
from tracker.service.workspace import FoundPlan, Workspace
from tracker.settings.values import Settings

_BAR, _LONGEST_ID = 14, 20
_LEAST_TITLE = 24
"""Cells that are left for a title beside a date."""
_ALONE = 2
"""Screens on the stack when the picker is the only one of ours."""
_KEYS = (
    Key("↑↓", "choose", ""),
    Key("Enter", "open", "open"),
    Key("I", "import a review", "app.import_review"),
    Key("q", "quit", "app.quit"),
)


Sizes = tuple[int, int, int]
"""Cells of ids, of verdicts and of reasons, so that they stand in columns."""


def sizes_of(plans: Iterable[FoundPlan], standings: Iterable[Standing | None]) -> Sizes:
    """Return how wide the columns are that hold all of them."""
    known = [standing for standing in standings if standing]
    ids = min(_LONGEST_ID, _widest(plan.id for plan in plans))
    return ids, _widest(map(_verdict, known)), _widest(map(_reasons, known))


def plan_text(
    plan: FoundPlan,
    standing: Standing | None,
    width: int,
    sizes: Sizes,
    colours: Mapping[str, str],
) -> Text:
    """Return two lines about a plan, `width` cells wide; a standing of None is still being read.

    `colours` are the theme's variables.
    """
    id_width, *after = sizes
    room = max(8, width - id_width - 4)
    when = standing.when if standing and standing.verdict else ""
    aside = f"  {when}" if cell_len(when) + _LEAST_TITLE <= room else ""
    text = Text(no_wrap=True)
    text.append(f"  {fit(one_line(plan.id), id_width)}  ", "bold")
    text.append(f"{fit(one_line(plan.title), room - cell_len(aside))}{aside}\n")
    text.append(" " * (id_width + 4))
    text.append_text(_standing_text(standing, room, after, colours))
    return text


def _standing_text(
    standing: Standing | None, room: int, sizes: Sequence[int], colours: Mapping[str, str]
) -> Text:
    muted = colours["text-muted"]
    if standing is None:
        return Text("…", muted)
    if standing.verdict is None:
        return Text(fit(standing.problem or "", room), muted)
    colour = colours[f"verdict-{standing.verdict.value.replace('_', '-')}"]
    verdict, reasons = sizes
    text = Text(no_wrap=True).append(fit(_verdict(standing), verdict), f"bold {colour}")
    text.append(f"  {fit(_reasons(standing), reasons)}", muted)
    progress = f" {standing.closed}/{standing.total}"
    bar = min(_BAR, room - text.cell_len - 3 - cell_len(progress))
    done = round(bar * standing.closed / standing.total) if standing.total else 0
    text.append(f"   {'▓' * done}{'░' * (bar - done)}{progress}")
    return text


def _verdict(standing: Standing) -> str:
    return f"{VERDICT_MARK[standing.verdict]} {standing.verdict.label}" if standing.verdict else ""


def _reasons(standing: Standing) -> str:
    return counted(standing.reasons, "reason") if standing.reasons else ""


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


class PickerScreen(KeyedScreen[None]):
    """All plans of a workspace; choosing one posts `Opened`."""

    CSS_PATH = "picker.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "down", "Down", id="picker.down", tooltip="The next plan", show=False),
        Binding("k", "up", "Up", id="picker.up", tooltip="The plan before", show=False),
        Binding("escape", "close", "Back", id="picker.close", tooltip="Stay with the plan you came from"),
        Binding(
            "I",
            "app.import_review",
            "Import a review",
            id="picker.import",
            tooltip="Draft a plan from a document",
        ),
        Binding("q", "app.quit", "Quit", id="picker.quit", tooltip="Leave"),
    ]
    _list = query_one("#plans", OptionList)
    _banner = query_one("#picker-banner", Banner)

    class Opened(Message):
        """A plan was chosen and read."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    class _Read(Message):
        def __init__(self, index: int, standing: Standing) -> None:
            super().__init__()
            self.index = index
            self.standing = standing

    class _Refused(Message):
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self,
        workspace: Workspace,
        plans: Sequence[FoundPlan],
        *,
        actor: str,
        clock: Clock,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._workspace = workspace
        self._plans = tuple(plans)
        self._standings: list[Standing | None] = [None] * len(self._plans)
        self._actor = actor
        self._clock = clock
        self._sessions: dict[Path, Session] = {}
        """Those of plans whose forecast is still to be made."""
        self._forecasting: Session | None = None
        """The one whose forecast is being made."""

    def compose(self) -> ComposeResult:
        """A heading, the plans, the keys."""
        where = "shipped plans" if self._plans and self._plans[0].shipped else "plans here"
        yield Static(f" {counted(len(self._plans), 'plan')} · {where}", id="picker-title", markup=False)
        yield Banner(id="picker-banner")
        yield OptionList(id="plans")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Show the names at once and read the plans behind them."""
        self.query_one("#keys", KeyLine).show(_KEYS)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show())
        self._show()
        self._read_all()

    def on_unmount(self) -> None:
        """Wait for no forecast: a long one is made by a process of its own."""
        if self._forecasting:
            self._forecasting.stop()

    def on_resize(self) -> None:
        """Draw the plans for the new width."""
        self._show()

    def _show(self) -> None:
        at = self._list.highlighted or 0
        width = max(20, self.size.width - 4)
        sizes = sizes_of(self._plans, self._standings)
        pairs = zip(self._plans, self._standings, strict=True)
        self._list.clear_options()
        colours = self.app.theme_variables
        texts = [plan_text(plan, standing, width, sizes, colours) for plan, standing in pairs]
        self._list.add_options(Option(text) for text in texts)
        self._list.highlighted = at if self._plans else None

    def action_down(self) -> None:
        """Go to the next plan."""
        self._list.action_cursor_down()

    def action_up(self) -> None:
        """Go to the plan before."""
        self._list.action_cursor_up()

    def action_open(self) -> None:
        """Open the plan under the cursor."""
        self._list.action_select()

    def action_close(self) -> None:
        """Go back to the board, if there is one."""
        if len(self.app.screen_stack) > _ALONE:
            self.dismiss()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._banner.say(None)
        self._open(self._plans[event.option_index])

    @on(_Read)
    def _standing_read(self, event: _Read) -> None:
        self._standings[event.index] = event.standing
        self._show()

    @on(_Refused)
    def _refused(self, event: _Refused) -> None:
        self._banner.say(event.text)

    @work(thread=True, group="standings", exit_on_error=False)
    def _read_all(self) -> None:
        worker = get_current_worker()
        standings: list[Standing] = []
        for index, plan in enumerate(self._plans):
            if not worker.is_cancelled:
                standings.append(self._standing(plan))
                self.post_message(self._Read(index, standings[-1]))
        for index, standing in enumerate(standings):
            if standing.verdict and not worker.is_cancelled:
                dated = replace(standing, when=self._when(self._plans[index]))
                self.post_message(self._Read(index, dated))

    def _standing(self, plan: FoundPlan) -> Standing:
        try:
            session = self._sessions[plan.path] = self._session(plan)
        except Exception as error:  # whatever it is belongs on the screen
            return Standing(problem=trouble_text(error, self._workspace.root))
        return standing_of(session)

    def _when(self, plan: FoundPlan) -> str:
        self._forecasting = self._sessions.pop(plan.path)
        return ready_text(self._forecasting)

    @work(thread=True, group="open", exclusive=True, exit_on_error=False)
    def _open(self, plan: FoundPlan) -> None:
        try:
            session = self._session(plan)
            session.columns()  # here, where no key waits for it
            self.post_message(self.Opened(session))
        except Exception as error:  # whatever it is belongs on the screen
            self.post_message(self._Refused(trouble_text(error, self._workspace.root)))

    def _session(self, plan: FoundPlan) -> Session:
        tracker = opened(self._workspace, plan.path)
        return Session(tracker, actor=self._actor, clock=self._clock, settings=self._settings)
