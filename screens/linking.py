"""What the screens about commits share: linking one to items, taking it away from them, and the way back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from screens.handing_over import hand_over
from screens.journal import told
from screens.messages import Done, Failed
from screens.page_screen import PageScreen
from tracker.domain.commit_links import Links, ids_of
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from screens.forms.values import ItemsChoice


class LinkingScreen(PageScreen):
    """A screen with a commit under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "link", "Link", id="commit.link", tooltip="Link the commit to items"),
        Binding("L", "unlink", "Unlink", id="commit.unlink", tooltip="Take the commit away from items"),
        Binding("C", "copy_sha", "Copy", id="commit.copy", tooltip="Copy the sha"),
        Binding("u,ctrl+z", "undo", "Undo", id="commit.undo", tooltip="Take the last action back"),
        Binding("ctrl+r", "redo", "Redo", id="commit.redo", tooltip="Do again what was taken back last"),
    ]

    @property
    @abstractmethod
    def sha(self) -> str | None:
        """The commit that an act is about; None where there is none."""

    @property
    @abstractmethod
    def links(self) -> Links:
        """What commits are linked to, on the session's board."""

    @property
    def touched(self) -> Sequence[str]:
        """The items that the commit may belong to, as far as that is known."""
        return ()

    def action_link(self) -> None:
        """Ask which items the commit belongs to, and link it to them."""
        if self.sha:
            self._ask_link(self.sha)

    def _ask_link(self, sha: str, initial: ItemsChoice | None = None) -> None:
        from screens.forms.link_items import LinkItemsForm

        board = self.session.board
        form = LinkItemsForm(board, f"Link {sha[:7]} to", "Link", first=self.touched, initial=initial)
        self._ask(form, lambda choice: self._link(sha, choice), lambda choice: self._ask_link(sha, choice))

    def _link(self, sha: str, choice: ItemsChoice) -> str:
        from screens.forms.perform import perform
        from screens.forms.values import CommitChoice

        return perform(self.session, CommitChoice(sha, choice.role), choice.items)

    def action_unlink(self) -> None:
        """Ask from which items the commit is to be taken away."""
        sha = self.sha
        linked = ids_of(self.links.get(sha, ())) if sha else ()
        if sha and linked:
            self._ask_unlink(sha, linked)
        else:
            self.say("that commit is linked to no item")

    def _ask_unlink(self, sha: str, linked: Sequence[str], initial: ItemsChoice | None = None) -> None:
        from screens.forms.link_items import LinkItemsForm
        from screens.forms.perform import unlink

        heading = f"Unlink {sha[:7]} from"
        form = LinkItemsForm(
            self.session.board, heading, "Unlink", among=linked, roles=False, initial=initial
        )
        self._ask(
            form,
            lambda choice: unlink(self.session, sha, choice.items),
            lambda choice: self._ask_unlink(sha, linked, choice),
        )

    def _ask(
        self,
        form: ModalScreen[ItemsChoice | None],
        job: Callable[[ItemsChoice], str],
        again: Callable[[ItemsChoice], None],
    ) -> None:
        def chosen(choice: ItemsChoice | None) -> None:
            if choice:
                self._do(lambda: job(choice), lambda: again(choice))

        self.app.push_screen(form, chosen)

    @work(thread=True, group="act", exit_on_error=False)
    def _do(self, job: Callable[[], str], again: Callable[[], None]) -> None:
        """Do something that blocks; a refused choice is offered again."""
        try:
            text = job()
        except Exception as error:
            self.post_message(Failed(error))
            if isinstance(error, TrackerError):
                hand_over(again)
        else:
            self.post_message(Done(text))

    def action_undo(self) -> None:
        """Take the last action back."""
        self.run_job(lambda: told("undone", self.session.undo()))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.run_job(lambda: told("redone", self.session.redo()))

    def action_copy_sha(self) -> None:
        """Copy the sha of the commit."""
        if self.sha:
            self.app.copy_to_clipboard(self.sha)
            self.say(f"copied: {self.sha}")
