"""Saved filters on the board: a list of them, digits for the first nine, and a name for the one at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from screens.handing_over import hand_over
from screens.key_names import name_of
from screens.messages import Failed
from screens.prompting import PromptingScreen
from screens.widgets.filter_bar import FilterBar
from tracker.domain.query import parse_query
from tracker.errors import UsageError

if TYPE_CHECKING:
    from screens.forms.saved_filters import SavedFilter, SavedFiltersForm


class FilteringScreen(PromptingScreen):
    """A screen with a board, and filters that were kept for it."""

    def action_saved_filters(self) -> None:
        """Offer the filters at hand, at once: a digit typed right behind the key is for the list."""
        from screens.forms.saved_filters import SavedFilter, SavedFiltersForm

        form = SavedFiltersForm([SavedFilter(*each) for each in self.session.saved_filters.items()])
        self.app.push_screen(form, self._chosen_filter)
        self._read_filters(form)

    @work(thread=True, exclusive=True, group="settings", exit_on_error=False)
    def _read_filters(self, form: SavedFiltersForm) -> None:
        """Read them anew, for another terminal may have written some, and count what they find."""
        try:
            self.session.read_saved_filters()
            offered = [self._counted(*each) for each in self.session.saved_filters.items()]
        except Exception as error:  # those at hand are of use all the same
            self.post_message(Failed(error))
        else:
            hand_over(form.offer, offered)

    def _counted(self, name: str, query: str) -> SavedFilter:
        from screens.forms.saved_filters import SavedFilter

        session = self.session
        try:
            found = parse_query(query, session.board, session.actor, session.saved_filters)
        except UsageError as error:
            return SavedFilter(name, query, problem=str(error))
        return SavedFilter(name, query, len(found.select(session.board.cards)))

    def _chosen_filter(self, name: str | None) -> None:
        if name is not None:
            self.show_saved_filter(name)

    def action_saved_filter(self, number: int) -> None:
        """Show what the filter of that number finds."""
        names = list(self.session.saved_filters)
        if number <= len(names):
            self.show_saved_filter(names[number - 1])
        else:
            self.notify(f"There is no saved filter {number}.", markup=False)

    def show_saved_filter(self, name: str) -> None:
        """Filter by a saved query; where the plan does not understand it, it stands there to be mended."""
        query = self.session.saved_filters.get(name)
        if query is not None:
            self._filter.open(FilterBar.FILTER, query)
            if self._apply_filter(query):
                self._leave_prompt()

    def action_save_filter(self) -> None:
        """Ask for a name for the filter that is on, and keep it."""
        if self.session.filtered:
            self.begin("filter", ())
        else:
            types = name_of(self.app, "board.filter", "slash")
            self.notify(f"There is no filter to save: {types} types one.", markup=False)
