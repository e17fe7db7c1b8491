"""What has to be said aloud beside a forecast: everything its dates take for granted."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.forecast import Answer, Dates
from tracker.domain.text import counted
from tracker.domain.workcalendar import HORIZON_YEARS
from tracker.forecast.calibrate import ENOUGH
from tracker.forecast.outlook import Outlook
from tracker.forecast.sample import ASSUMED, POOL_SIZE

_NAMED = 5


def notes_on(outlook: Outlook, answer: Answer, dates: Dates, throughput: Dates | None) -> tuple[str, ...]:
    """Return the sentences for a forecast with this answer, these headline dates and this second opinion."""
    notes = [
        *_on_answer(outlook, answer),
        *_on_calibration(outlook),
        *_on_estimates(outlook),
        *_on_people(outlook),
        *_on_blocked(outlook, answer),
    ]
    if throughput and answer is Answer.DATED:
        notes += _on_throughput(dates, throughput)
    return tuple(notes)


def _on_answer(outlook: Outlook, answer: Answer) -> Iterable[str]:
    pace = outlook.pace
    match answer:
        case Answer.NOT_CONVERGING:
            yield (
                f"Not converging: in the last {counted(len(pace.closed), 'week')} "
                f"{counted(sum(pace.added), 'item was', 'items were')} added and {sum(pace.closed)} closed, "
                "so there is no date."
            )
        case Answer.NO_CAPACITY:
            yield "Nobody can work on it: the team has no engineer with a working day in the calendar."
        case Answer.BEYOND:
            yield f"At this pace it takes more than {HORIZON_YEARS} years, so there is no date."


def _on_calibration(outlook: Outlook) -> Iterable[str]:
    learned = outlook.calibration
    if not outlook.workload.tasks:
        return
    if not learned.finished:
        yield "No finished item has known hours: how far the estimates are off is a wide guess around 1."
    elif learned.finished < ENOUGH:
        known = counted(learned.finished, "finished item")
        yield f"Only {known} with known hours: how far the estimates are off is still a wide guess."
    if learned.inferred:
        inferred = counted(learned.inferred, "finished item")
        yield f"The hours of {inferred} are inferred from the working time between start and resolution."


def _on_estimates(outlook: Outlook) -> Iterable[str]:
    workload = outlook.workload
    missing = [task.id for task in workload.tasks if task.effort is None]
    if not missing:
        return
    items = counted(len(missing), "item without an estimate", "items without an estimate")
    if not any(workload.estimates.values()):
        yield f"{items}, and no estimate in the plan to draw from: {ASSUMED.text} each is assumed."
        return
    thin = any(
        len(workload.estimates.get(task.severity, ())) < POOL_SIZE
        for task in workload.tasks
        if task.effort is None
    )
    whole = "; the whole plan's where a severity has too few" if thin else ""
    yield f"{items}: drawn from the plan's estimates of the same severity{whole}."


def _on_people(outlook: Outlook) -> Iterable[str]:
    network = outlook.network
    if network is None:
        return
    if network.crew.short:
        yield (
            f"The team has not the engineers or skills asked for by {_named(network.crew.short)}; "
            "they are forecast with whoever is there."
        )
    idle = len(outlook.workload.team.engineers) - len(network.crew.shifts)
    if idle:
        yield f"{counted(idle, 'engineer')} of the team never works and is left out."


def _on_blocked(outlook: Outlook, answer: Answer) -> Iterable[str]:
    blocked = [task.id for task in outlook.workload.tasks if task.waiting]
    if answer is Answer.BLOCKED:
        yield f"Every item that is left is blocked by hand or waits for one that is: {_named(blocked)}."
    elif blocked:
        items = counted(len(blocked), "item is", "items are")
        yield f"{items} blocked by hand; the dates take that as over by their turn: {_named(blocked)}."


def _on_throughput(dates: Dates, throughput: Dates) -> Iterable[str]:
    if throughput.p50 is None:
        yield "At the rate at which items closed so far, the plan is never finished: the dates are doubtful."
    elif dates.p95 is not None and throughput.p50 > dates.p95:
        yield "Items closed more slowly so far than the estimates promise: the dates are doubtful."
    elif throughput.p95 is not None and dates.p50 is not None and throughput.p95 < dates.p50:
        yield "Items closed faster so far than the estimates allow for: the dates may be too late."


def _named(ids: Iterable[str]) -> str:
    names = list(ids)
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
