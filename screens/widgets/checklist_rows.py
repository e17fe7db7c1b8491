"""Checklists, targets and sign-offs as rows, and below them the decisions and routines of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from screens.widgets.words import joined
from tracker.domain.age import ago
from tracker.domain.board import Board, checklist_checks
from tracker.domain.plan import Check, Checklist, Decision, Routine, SignOff, Target

CHECK, TARGET, ROLE = "check ", "target ", "role "
"""What the keys of rows begin with; the rest names the check (list/check), target or role."""


def checklist_rows(board: Board, width: int) -> Iterator[Row]:
    """Yield everything about the plan as a whole that can be ticked, measured or signed."""
    plan = board.plan
    for checklist in plan.checklists:
        yield from _checklist_rows(checklist, board)
    if plan.targets:
        yield from (Row(), heading("Targets", "m records a measurement"))
        for target in plan.targets:
            yield _target_row(target, board, width)
    roles = signed_roles(board)
    if roles:
        yield from (Row(), heading("Sign-offs", "s signs"))
        for signoff in roles:
            yield _role_row(signoff, board)
    yield from _decision_rows(plan.decisions)
    yield from _routine_rows(plan.routines)
    if not (plan.checklists or plan.targets or roles or plan.decisions or plan.routines):
        yield from (Row(), row(Span("The plan has no checklists, targets or sign-offs.", Tone.MUTED)))


def signed_roles(board: Board) -> tuple[SignOff, ...]:
    """Return the roles of the plan, and those that only a gate names."""
    known = {signoff.id: signoff for signoff in board.plan.signoffs}
    for gate in board.plan.gates:
        for role in gate.sign_off:
            known.setdefault(role, SignOff(role, role))
    return tuple(known.values())


def key_of(name: str, board: Board) -> str | None:
    """Return the key of the first row about a checklist, target or role of that id."""
    for checklist in board.plan.checklists:
        if checklist.id == name and checklist.checks:
            return f"{CHECK}{name}/{checklist.checks[0].id}"
    if any(target.id == name for target in board.plan.targets):
        return f"{TARGET}{name}"
    return f"{ROLE}{name}" if any(role.id == name for role in signed_roles(board)) else None


def _checklist_rows(checklist: Checklist, board: Board) -> Iterator[Row]:
    checks = checklist_checks(board, checklist.id, checklist.checks)
    claimed = {check.id for check in checklist.checks if check.done}
    done = sum(check.done for check in checks)
    gates = [gate.title for gate in board.plan.gates if checklist.id in gate.checklists]
    asked = f"{', '.join(gates)} asks for it" if gates else ""
    category = checklist.category if checklist.category != checklist.title else None
    aside = joined([f"{done}/{len(checks)}", category or "", asked])
    yield from (Row(), heading(checklist.title, aside))
    for check in checks:
        yield _check_row(checklist, check, claimed=check.id in claimed)


def _check_row(checklist: Checklist, check: Check, *, claimed: bool) -> Row:
    mark = Span("✓ ", Tone.GOOD) if check.done else Span("○ ", Tone.MUTED)
    remark = "the review says done" if claimed and not check.done else ""
    with_item = f"with {check.item}" if check.item else ""
    aside = joined([with_item, remark])
    text = Span(check.text, Tone.MUTED if check.done else Tone.TEXT)
    said = Span(f"  ({aside})" if aside else "", Tone.WARN if remark else Tone.MUTED)
    return row(mark, text, said, key=f"{CHECK}{checklist.id}/{check.id}", indent=2)


def _target_row(target: Target, board: Board, width: int) -> Row:
    measured = board.plan_state.measurements.get(target.id)
    if measured is None:
        mark, value = Span("○ ", Tone.MUTED), Span("unmeasured", Tone.WARN)
    else:
        mark = Span("✓ ", Tone.GOOD) if measured.met else Span("✗ ", Tone.BAD)
        value = Span(measured.value, Tone.GOOD if measured.met else Tone.BAD)
    about = joined(
        [
            f"{measured.actor}, {ago(measured.at, board.now)}" if measured else "",
            f"the review said {target.claimed}" if target.claimed else "",
            f"see {target.item}" if target.item else "",
        ]
    )
    metric = fitted(target.metric, max(16, min(40, width // 3)))
    bound = fitted(target.bound.text, 14)
    said = Span(f"  {about}" if about else "", Tone.MUTED)
    return row(mark, metric, " ", bound, value, said, key=f"{TARGET}{target.id}", indent=4)


def _role_row(signoff: SignOff, board: Board) -> Row:
    signature = board.plan_state.signatures.get(signoff.id)
    mark = Span("✓ ", Tone.GOOD) if signature else Span("○ ", Tone.MUTED)
    by = f"{signature.by}, {ago(signature.at, board.now)}" if signature else "not signed"
    conditions = f"if {'; '.join(signoff.conditions)}" if signoff.conditions else ""
    claims = [signoff.claimed_by or "", str(signoff.claimed_on or "")]
    claim = f"the review says signed {' '.join(part for part in claims if part)}" if any(claims) else ""
    aside = joined([conditions, claim if not signature else ""])
    who = Span(f"  {by}", Tone.GOOD if signature else Tone.WARN)
    said = Span(f"  {aside}" if aside else "", Tone.MUTED)
    return row(mark, signoff.title, who, said, key=f"{ROLE}{signoff.id}", indent=2)


def _decision_rows(decisions: tuple[Decision, ...]) -> Iterator[Row]:
    if decisions:
        yield from (Row(), heading("Decisions", "chosen in the plan file"))
    for decision in decisions:
        chosen = decision.choice
        mark = Span("✓ ", Tone.GOOD) if chosen else Span("○ ", Tone.MUTED)
        advice = f"  recommended: {decision.recommendation}" if decision.recommendation else ""
        yield row(
            mark, decision.title, Span(f"  chosen: {chosen}" if chosen else advice, Tone.MUTED), indent=2
        )
        for option in decision.options:
            reasons = joined([option.when or "", f"for: {option.pro}" if option.pro else "",
                              f"against: {option.con}" if option.con else ""])  # fmt: skip
            yield row(f"    {option.name}", Span(f"  {reasons}" if reasons else "", Tone.MUTED), indent=6)


def _routine_rows(routines: tuple[Routine, ...]) -> Iterator[Row]:
    if routines:
        yield from (Row(), heading("Routines", "once in production"))
    for routine in routines:
        steps = f"  {'; '.join(routine.steps)}" if routine.steps else ""
        yield row(f"{routine.title}", Span(f" {routine.every}{steps}", Tone.MUTED), indent=2)
