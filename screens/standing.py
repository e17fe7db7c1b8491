"""How a plan stands, for a list of several: verdict and progress are read at once, dates take a forecast."""

from __future__ import annotations

from screens.session import Session
from screens.widgets.readiness_strip import when_text
from tracker.domain.frozen import frozen
from tracker.domain.plan import Verdict


@frozen
class Standing:
    """How a plan stands; `problem` says why that is not known, in one line."""

    verdict: Verdict | None = None
    reasons: int = 0
    closed: int = 0
    total: int = 0
    when: str = "…"
    """When it will be ready, in short; nothing where that is not known."""
    problem: str | None = None


def standing_of(session: Session) -> Standing:
    """Return how a plan stands that was read; when it will be ready is for later."""
    view = session.view
    headline = view.assessments[0]
    return Standing(headline.verdict, len(headline.reasons), view.closed, len(view.board.cards))


def ready_text(session: Session) -> str:
    """Return when a plan will be ready, in short; nothing where that cannot be said. Blocking."""
    try:
        session.compute_forecast()
    except Exception:  # a plan that cannot be forecast opens all the same, and its board says why
        return ""
    forecast = session.forecast
    return when_text(forecast, session.board.now.date())[0] if forecast else ""
