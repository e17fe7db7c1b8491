"""The base of all screens with a line of keys: what is offered there can be clicked as well as pressed."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import on
from textual.screen import Screen

from screens.in_steps import InSteps
from screens.messages import Clicked

R = TypeVar("R")


class KeyedScreen(InSteps, Screen[R], Generic[R]):
    """Does what a clicked key does; dismisses an R."""

    @on(Clicked)
    async def _clicked(self, event: Clicked) -> None:
        if event.action:
            await self.run_action(event.action)
