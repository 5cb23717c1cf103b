"""What a case asks of a colleague, in words: its deadline, what is open, whether its filer is reached, what to do."""

from datetime import datetime

from handlers.phrases.cases import day_said, moment_said, quoted, source_said
from handlers.talk.texts import Words, listed_words
from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.facts import working_days_left
from models.cases.news import is_dangerous
from models.cases.steps import CaseState, Step
from models.cases.taking import steps_for
from models.casework.assist import CaseAssist
from models.casework.handling import WAITS_TO_BE_TAKEN
from models.casework.orders import CaseOrder
from models.casework.promise import CasePromise
from models.city.pack import City
from models.desk.staff_case import StaffCase
from models.exchange.origin import CaseOrigin
from models.outbox.reach import Fate

DEADLINED = (*WAITS_TO_BE_TAKEN, CaseState.ACCEPTED)
"""States in which the department has to do something by a moment."""
LONGEST_HOLDING = 60
"""Characters; a longer text with such words may well be an answer."""


def alarms_said(words: Words, seen: StaffCase) -> list[str]:
    """What comes before anything else: somebody wants to die, or may be hurt at any moment."""
    urgent = words("staff-card-urgent") if seen.case.urgent and seen.case.is_open else None
    danger = words("staff-card-danger") if is_dangerous(seen.case, seen.city) else None
    return [each for each in (urgent, danger) if each is not None]


def open_said(words: Words, seen: StaffCase, now: datetime) -> list[str]:
    """What is open about the case, a line each: where it came from and when it goes back, orders, promises, help, more
    time, an answer that waits."""
    city = seen.city
    lines = [
        _origin(words, city, seen.origin, now),
        *(_order(words, city, each, now) for each in seen.orders),
        *(_promise(words, city, each) for each in seen.promises if each.kept_at is None),
        *(_assist(words, city, each) for each in seen.assists),
        _extension(words, seen),
        _held(words, seen),
    ]
    return [each for each in lines if each is not None]


def deadline_said(words: Words, city: City, case: Case, now: datetime) -> str | None:
    """By when the case is to be taken or answered; None while the department has nothing to do by a moment."""
    if case.state not in DEADLINED:
        return None
    by = deadline_of(case)
    return words(
        "staff-card-due",
        what="accept" if case.state in WAITS_TO_BE_TAKEN else "answer",
        by=moment_said(words, by.astimezone(city.zone)),
        days="late" if by < now else str(working_days_left(city, by, now) or "today"),
    )


def who_said(words: Words, seen: StaffCase) -> str:
    """Who handles the case."""
    if seen.mine:
        return words("staff-card-mine")
    return words("staff-card-handler", name=seen.handler.name) if seen.handler else words("staff-card-nobody")


def reach_said(words: Words, seen: StaffCase) -> str | None:
    """A warning that the last message has not reached the person, so that nobody waits for their reply."""
    missed = seen.said is not None and seen.said.fate in (Fate.WAITS, Fate.TOLD, Fate.NOT_TOLD)
    return words("staff-card-reach", fate=seen.said.fate.replace("_", "-")) if missed and seen.said else None


def next_said(words: Words, seen: StaffCase) -> str:
    """What to do now, for a colleague who has never seen the product."""
    return words(_next_key(seen), name=seen.handler.name if seen.handler else "")


def _next_key(seen: StaffCase) -> str:
    state = seen.case.state
    if state in WAITS_TO_BE_TAKEN:
        possible = Step.TAKE in steps_for(seen.case, seen.by)
        return "staff-next-take" if possible else "staff-next-lead-department"
    if seen.case.is_open and state is not CaseState.SETTLED and not seen.mine:
        return "staff-next-others" if seen.handler else "staff-next-nobodys"
    return f"staff-next-{state.value.replace('_', '-')}"


def reads_as_holding(text: str) -> bool:
    """Whether the text says that there is no result yet."""
    return len(text) <= LONGEST_HOLDING and any(word in text.casefold() for word in listed_words("staff-holding-words"))


# --- one line each ----------------------------------------------------------------------------------------------------


def _origin(words: Words, city: City, origin: CaseOrigin | None, now: datetime) -> str | None:
    if origin is None:
        return None
    state = "none"
    if origin.back_by is not None:
        state = "returned" if origin.returned_at is not None else "late" if origin.back_by < now else "open"
    return words(
        "staff-card-origin",
        source=source_said(words, origin.source),
        foreign=quoted(origin.foreign or "") or "none",
        back=state,
        day=day_said(words, (origin.back_by or now).astimezone(city.zone).date()),
    )


def _promise(words: Words, city: City, promised: CasePromise) -> str:
    day = day_said(words, promised.due_at.astimezone(city.zone).date())
    late = "late" if promised.broken_at is not None else "open"
    return words("staff-card-promise", day=day, state=late, text=quoted(promised.said))


def _assist(words: Words, city: City, assist: CaseAssist) -> str:
    known = city.departments.get(assist.department)
    return words(
        "staff-card-assist",
        department=words.pick(known.titles) if known else assist.department,
        day=day_said(words, assist.due_at.astimezone(city.zone).date()),
        state="open" if assist.answered_at is None else "answered",
        text=quoted(assist.request if assist.answered_at is None else assist.answer or ""),
    )


def _order(words: Words, city: City, order: CaseOrder, now: datetime) -> str:
    return words(
        "staff-card-order",
        day=day_said(words, order.due_at.astimezone(city.zone).date()),
        state="answered" if order.answered_at is not None else "late" if order.due_at < now else "open",
        text=quoted(str(order.wanted)),
        answer=quoted(str(order.answer or "")),
    )


def _extension(words: Words, seen: StaffCase) -> str | None:
    if seen.extension is None or not seen.case.is_open:
        return None
    asked, by = seen.extension
    name = by.name if by else words("staff-somebody")
    return words("staff-card-extension", name=name, days=str(asked.days), text=quoted(str(asked.reason)))


def _held(words: Words, seen: StaffCase) -> str | None:
    if seen.held is None:
        return None
    held, by = seen.held
    name = by.name if by else words("staff-somebody")
    return words("staff-card-held", name=name, step=held.step, text=quoted(str(held.text), longest=1000))
