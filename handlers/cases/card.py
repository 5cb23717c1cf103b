"""A case as its worker sees it: a line in the list, and a card with the steps that are possible now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.buttons.cases import (
    AddToCase,
    AskWithdraw,
    CaseStory,
    GetReceipt,
    OpenCases,
    OpenFiles,
    ShowCase,
    ShowPieces,
    ShowReveal,
)
from handlers.buttons.negotiations import OwnNegotiations
from handlers.phrases.cases import (
    day_said,
    department_said,
    last_said,
    quoted,
    state_said,
    story_lines,
    type_said,
)
from handlers.pushed.cases import solved_row
from handlers.talk.forms import PAGE
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.evidence import evidence_of
from models.cases.filer import Part
from models.cases.mine import cases_of, count_cases_of, own_case
from models.cases.record import CaseEvent, story_of
from models.cases.steps import WORKER, CaseState, Step
from models.cases.taking import steps_for
from models.casework.reveal import consent_asked
from models.city.pack import City
from models.negotiations.joining import own_negotiations

LAST_STEPS = 5
"""The steps on the card itself; all others are one button further."""
STEPS_A_PAGE = 8
ACCEPT_BY = ("own-case-accept-by", "own-case-accept-late")
ANSWER_BY = ("own-case-answer-by", "own-case-answer-late")
"""The keys of the texts for a day to come and for a day that has passed."""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its worker sees it. pieces: the number of pieces of evidence that are there; files: the number of files
    that the department sent."""

    case: Case
    part: Part
    story: Sequence[CaseEvent]
    pieces: int
    files: int = 0


async def read_own_case(talk: Talk, case_id: int) -> OwnCase:
    """Read the person's own case with its story. Raises CaseGone."""
    case, part = await own_case(talk.session, case_id, talk.person)
    pieces = await evidence_of(talk.session, case_id=case_id)
    there = [each for each in pieces if each.removed_at is None and each.refused is None]
    sent = sum(each.staff_id is not None for each in there)
    return OwnCase(case, part, await story_of(talk.session, case_id), len(there) - sent, sent)


async def case_card(talk: Talk, case_id: int, first_line: str | None = None) -> Screen:
    """The card of the case as it is now. Raises CaseGone."""
    return card_screen(talk, await read_own_case(talk, case_id), first_line)


# --- the list -------------------------------------------------------------------------------------------------------


async def case_list(talk: Talk, page: int = 0, first_line: str | None = None) -> Screen:
    """A page of the person's cases, read anew."""
    _, count = await count_cases_of(talk.session, talk.person)
    page = page if 0 <= page * PAGE < count else 0
    cases = await cases_of(talk.session, talk.person, limit=PAGE, offset=page * PAGE)
    screen = list_screen(talk, cases, count, page, first_line)
    talks = await own_negotiations(talk.session, talk.person)
    if not talks:
        return screen
    button = Button(talk.words("negotiation-button-own", count=str(len(talks))), OwnNegotiations())
    return replace(screen, rows=(*screen.rows[:-1], (button,), screen.rows[-1]))


def list_screen(talk: Talk, cases: Sequence[Case], count: int, page: int, first_line: str | None = None) -> Screen:
    if not cases:
        text = "\n".join(filter(None, [first_line, talk.words("own-case-none")]))
        return Screen(text).with_home(talk.words)
    numbered = list(enumerate(cases, page * PAGE + 1))
    lines = [
        talk.words(
            "own-case-list-line",
            place=str(place),
            type=type_said(talk.words, talk.city, each.type),
            number=each.number,
            state=state_said(talk.words, each.state),
        )
        for place, each in numbered
    ]
    buttons = [Button(str(place), ShowCase(case_id=each.id)) for place, each in numbered]
    following = (page + 1) if (page + 1) * PAGE < count else 0
    more = (Button(talk.words("own-case-button-more"), OpenCases(page=following)),) if count > PAGE else ()
    text = "\n".join(filter(None, [first_line, talk.words("own-case-list"), *lines]))
    return Screen(text, (*in_rows(buttons, PAGE), (*more, home_button(talk.words))))


# --- one ------------------------------------------------------------------------------------------------------------


def card_screen(talk: Talk, own: OwnCase, first_line: str | None = None) -> Screen:
    """The card's text, with the last LAST_STEPS steps, and its buttons."""
    case, steps = own.case, story_lines(talk.words, talk.city, own.story, own.part)
    last = steps[-LAST_STEPS:]
    lines = [
        first_line,
        talk.words("own-case-title", number=case.number, type=type_said(talk.words, talk.city, case.type)),
        talk.words("own-case-state", state=state_said(talk.words, case.state)),
        *_what_next(talk, own),
        _who(talk.words, own),
        talk.words("own-case-pieces", count=str(own.pieces)) if own.pieces and own.part is Part.FILED else None,
        talk.words("own-case-story") if len(steps) == len(last) else talk.words("own-case-last-steps"),
        *last,
    ]
    return Screen("\n".join(filter(None, lines)), _buttons(talk.words, own, has_more=len(steps) > len(last)))


def _what_next(talk: Talk, own: OwnCase) -> list[str]:
    """The next step and its day, or that the day has passed."""
    case = own.case
    department = department_said(talk.words, talk.city, case.department)
    if case.state is CaseState.WAITING_WORKER and own.part is Part.FILED:
        question = quoted(last_said(own.story, Step.ASK))
        return [talk.words("own-case-asked", department=department, text=question)] if question else []
    if case.urgent:  # a person in need of a human is given no day
        return [talk.words("emergency-called", department=department)] if case.is_open else []
    lines = []
    if case.state in (CaseState.FILED, CaseState.REOPENED):
        lines.append(_due(talk, ACCEPT_BY, department, case.accept_by))
    if case.is_open and case.state not in (CaseState.ANSWERED, CaseState.SETTLED):
        lines.append(_due(talk, ANSWER_BY, department, case.answer_by))
    return lines


def _due(talk: Talk, keys: tuple[str, str], department: str, by: datetime) -> str:
    day = day_said(talk.words, by.astimezone(talk.city.zone).date())
    return talk.words(keys[talk.now > by], department=department, day=day)


def _who(words: Words, own: OwnCase) -> str:
    if own.part is Part.JOINED:
        return words("own-case-joined", count=str(own.case.reporters))
    if own.case.anonymous:
        return words("own-case-anonymous", pseudonym=own.case.pseudonym or "")
    return words("own-case-others", count=str(own.case.reporters - 1)) if own.case.reporters > 1 else ""


def _buttons(words: Words, own: OwnCase, *, has_more: bool) -> tuple[tuple[Button, ...], ...]:
    case, steps = own.case, steps_for(own.case, WORKER)
    rows: list[tuple[Button, ...]] = []
    if own.part is Part.FILED:
        if Step.CONFIRM in steps:
            rows.append(solved_row(words, case.id))
        if Step.REPLY in steps:
            rows.append((Button(words("own-case-button-answer"), AddToCase(case_id=case.id)),))
        elif Step.ADD in steps:
            rows.append((Button(words("own-case-button-add"), AddToCase(case_id=case.id)),))
        papers = [Button(words("own-case-button-receipt"), GetReceipt(case_id=case.id))]
        if own.pieces:
            papers.insert(0, Button(words("own-case-button-pieces"), ShowPieces(case_id=case.id)))
        if own.files:
            papers.insert(0, Button(words("case-button-files", count=str(own.files)), OpenFiles(case_id=case.id)))
        rows.append(tuple(papers))
        if case.anonymous and case.is_open and consent_asked(own.story) is not None:
            rows.insert(0, (Button(words("own-case-button-reveal"), ShowReveal(case_id=case.id)),))
    last = [Button(words("own-case-button-story"), CaseStory(case_id=case.id))] if has_more else []
    if Step.WITHDRAW in steps and not (own.part is Part.FILED and Step.CONFIRM in steps):
        leaves = own.part is Part.JOINED or case.reporters > 1
        key = "own-case-button-leave" if leaves else "own-case-button-withdraw"
        last.append(Button(words(key), AskWithdraw(case_id=case.id)))
    if last:
        rows.append(tuple(last))
    return (*rows, (Button(words("own-case-button-all"), OpenCases()), home_button(words)))


# --- all that was done ----------------------------------------------------------------------------------------------


def story_screen(words: Words, city: City, own: OwnCase, page: int) -> Screen:
    """A page of the steps: the newest page first, each page in order of time."""
    steps = story_lines(words, city, own.story, own.part)
    pages = max(1, -(-len(steps) // STEPS_A_PAGE))
    page = page if 0 <= page < pages else 0
    end = len(steps) - page * STEPS_A_PAGE
    shown = steps[max(0, end - STEPS_A_PAGE) : end]
    title = words("own-case-title", number=own.case.number, type=type_said(words, city, own.case.type))
    earlier = CaseStory(case_id=own.case.id, page=page + 1)
    rows = ((Button(words("own-case-button-earlier"), earlier),),) if page + 1 < pages else ()
    back = Button(words("own-case-button-back"), ShowCase(case_id=own.case.id))
    return Screen("\n".join([title, *shown]), (*rows, (back, home_button(words))))
