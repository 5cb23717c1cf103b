"""The screens while staff write: what to write, by when, and the last look before it is sent."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.buttons.days import number_of
from handlers.buttons.staff import Canned, PickDay, SayMeanwhile, SendWritten, ShareWith, WriteAgain
from handlers.casework.card import back_row
from handlers.phrases.cases import day_said, department_said, quoted
from handlers.phrases.staff_case import reads_as_holding
from handlers.phrases.staff_story import staff_story
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Screen, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.record import story_of
from models.cases.steps import Step
from models.casework.assist import Sharing
from models.casework.extension import extension_days
from models.casework.handling import case_for_staff
from models.city.canned_answers import canned_for
from models.city.pack import City
from models.desk.written import Written
from models.staff.post import Staff

DAYS_OFFERED = 3
LAST_SAID = 6
"""Sentences of the talk with somebody who wants to die that are shown above the input."""


async def words_screen(
    talk: Talk, staff: Staff, written: Written, first_line: str | None = None, *, pending: bool = False
) -> Screen:
    """Say what to write, and what can be pressed instead. pending: whether the interrupting sentence may be
    the words.
    """
    case = await case_for_staff(talk.session, written.case_id, staff, city=talk.city)
    if case.urgent and written.step is Step.ASK:
        return await _talk_screen(talk, case, first_line, pending=pending)
    canned = canned_for(talk.city.canned_answers, written.step, case.type)
    key = written.step.value.replace("_", "-")
    lines = [
        first_line,
        talk.words(
            f"staff-write-{key}",
            number=case.number,
            to=department_said(talk.words, talk.city, written.to or case.department),
            days=str(extension_days(talk.city, case.type)),
        ),
        talk.words("staff-write-canned") if canned else None,
        *(
            talk.words(
                "staff-canned-holding" if each.holding else "staff-canned",
                place=str(place),
                text=talk.words.pick(each.text),
            )
            for place, each in enumerate(canned, 1)
        ),
    ]
    numbers = [Button(str(place), Canned(case_id=case.id, key=each.key)) for place, each in enumerate(canned, 1)]
    return Screen(
        "\n".join(filter(None, lines)),
        (*pending_row(talk.words, pending), *in_rows(numbers, 5), back_row(talk.words, case.id)),
    )


async def _talk_screen(talk: Talk, case: Case, first_line: str | None, *, pending: bool) -> Screen:
    """The last sentences of both sides."""
    first = next((each for each in case.answers.values() if isinstance(each, str)), "")
    said = [each for each in await story_of(talk.session, case.id) if each.data.get("text")]
    lines = [
        first_line,
        quoted(first),
        *staff_story(talk.words, talk.city, said[-LAST_SAID:]),
        talk.words("staff-write-urgent", number=case.number),
    ]
    return Screen("\n".join(filter(None, lines)), (*pending_row(talk.words, pending), back_row(talk.words, case.id)))


def day_screen(talk: Talk, written: Written, first_line: str | None = None) -> Screen:
    """Ask by when: the next working days to press, or any typed day."""
    today = talk.today
    days = [talk.city.calendar.working_day_after(today, count) for count in range(1, DAYS_OFFERED + 1)]
    last = talk.city.calendar.working_day_after(today + timedelta(days=6), 1)
    buttons = [
        Button(day_said(talk.words, day), PickDay(case_id=written.case_id, day=number_of(day))) for day in (*days, last)
    ]
    text = talk.words("staff-which-day", step=written.step.value)
    rows = (*in_rows(buttons, 1), back_row(talk.words, written.case_id))
    return Screen("\n".join(filter(None, (first_line, text))), rows, awaits_number=True)


def check_screen(words: Words, city: City, written: Written, sharing: Sequence[Sharing] = ()) -> Screen:
    """Show what will be sent, and to whom. For an answer, ask whether it is final; for a request for help, what it
    shares.
    """
    if written.step is Step.SAY:
        return _checked(words, written, words("staff-check-meanwhile", text=written.text))
    if written.step is Step.ANSWER:
        return _answer_screen(words, written)
    text = words(
        "staff-check",
        step=written.step.value,
        to=department_said(words, city, written.to),
        day=day_said(words, date.fromisoformat(written.day)) if written.day else "none",
        text=written.text,
    )
    if len(sharing) > 1:
        return _share_screen(words, written, text, sharing)
    note = [words("staff-share-note", kind=Sharing.WORDS.value)] if sharing else []
    return _checked(words, written, "\n".join([text, *note]))


def _checked(words: Words, written: Written, text: str) -> Screen:
    yes = Button(words("staff-button-send"), SendWritten(case_id=written.case_id))
    again = Button(words("staff-button-again"), WriteAgain(case_id=written.case_id))
    return Screen(_with_files(words, written, text), ((yes, again), back_row(words, written.case_id)))


def _with_files(words: Words, written: Written, text: str) -> str:
    return "\n".join([text, words("staff-check-files", count=len(written.files))]) if written.files else text


def _answer_screen(words: Words, written: Written) -> Screen:
    """Ask whether the text is an answer, which stops the clock, or an interim word, which does not. If it reads like an
    interim word, that comes first.
    """
    holding = reads_as_holding(written.text)
    kinds = [
        Button(words("staff-button-final"), SendWritten(case_id=written.case_id)),
        Button(words("staff-button-meanwhile"), SayMeanwhile(case_id=written.case_id)),
    ]
    again = Button(words("staff-button-again"), WriteAgain(case_id=written.case_id))
    text = _with_files(words, written, words("staff-check-answer", text=written.text))
    asks = words("staff-answer-kind-holding" if holding else "staff-answer-kind")
    ordered = list(reversed(kinds)) if holding else kinds
    return Screen(f"{text}\n{asks}", (*in_rows(ordered, 1), (again, *back_row(words, written.case_id))))


def _share_screen(words: Words, written: Written, text: str, sharing: Sequence[Sharing]) -> Screen:
    note = words("staff-share-note", kind="all" if Sharing.EVIDENCE in sharing else "facts")
    order = [each for each in (Sharing.FACTS, Sharing.EVIDENCE, Sharing.WORDS) if each in sharing]
    send = [
        Button(words(f"staff-button-share-{each.value}"), ShareWith(case_id=written.case_id, shares=each))
        for each in order
    ]
    again = Button(words("staff-button-again"), WriteAgain(case_id=written.case_id))
    return Screen(f"{text}\n{note}", (*in_rows(send, 1), (again, *back_row(words, written.case_id))))
