"""The people of a date: checking them in by a code that is shown or typed, and the roster."""

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.hosting import ExportList, HostDate, HostList, ShowCode, TypeCodes
from handlers.events.being_there import code_in
from handlers.hosting.sheet import MEDIA_TYPE, sheet
from handlers.talk.forms import leave_form, page_of
from handlers.talk.kept_file import KeptFile
from handlers.talk.qr_code import qr_code
from handlers.talk.question import awaits
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.events.booking import Booking
from models.events.check_in import check_in_worker, code_to_show, counts
from models.events.errors import CheckInCodeWrong
from models.events.hosting import roster
from models.events.names import NAME, PHONE
from models.storage.kept_file import store_file

router = Router(name=__name__)
DATE = "host_date"


class Typing(StatesGroup):
    """The conversation awaits the codes of people who attend."""

    codes = State()


# --- a code that is shown -------------------------------------------------------------------------------------------


@router.callback_query(ShowCode.filter())
async def show_code(event: CallbackQuery, talk: Talk, callback_data: ShowCode, check_in_page: str | None) -> Reply:
    """Runs when the host wants the check-in code; sends the six digits and their QR code. Each press shows the code
    that is valid now.
    """
    number = callback_data.date_id
    _, code, until = await code_to_show(talk.session, number, host=talk.person, now=talk.now)
    booked, there = await counts(talk.session, number)
    local = until.astimezone(talk.city.zone)
    said = talk.words(
        "host-code",
        code=f"{code[:3]} {code[3:]}",
        until=f"{local.hour}:{local:%M}",
        there=str(there),
        booked=str(booked),
    )
    again = Button(talk.words("host-button-code-again"), ShowCode(date_id=number))
    back = Button(talk.words("event-button-back"), HostDate(date_id=number))
    below = Screen(said, ((again,), (back, home_button(talk.words))))
    return await qr_code(event, talk, f"{check_in_page}{code}" if check_in_page else code, below)


# --- codes that are typed -------------------------------------------------------------------------------------------


@router.callback_query(TypeCodes.filter())
async def ask_codes(event: CallbackQuery, talk: Talk, callback_data: TypeCodes) -> Reply:
    """Runs when the host wants to type people's codes; asks for the first."""
    await code_to_show(
        talk.session, callback_data.date_id, host=talk.person, now=talk.now
    )  # raises if it is not time yet or not their date
    await leave_form(talk.state)
    await talk.state.set_state(Typing.codes)
    await talk.state.update_data({DATE: callback_data.date_id})
    return show(event, typing_screen(talk.words, callback_data.date_id))


async def codes_again(talk: Talk) -> Screen:
    """Ask again for a code."""
    return typing_screen(talk.words, int((await talk.state.get_data())[DATE]))


@awaits(router, Typing.codes, ask=codes_again, sentence=False)
async def code_typed(talk: Talk, said: str) -> Screen:
    """Runs when the host types a code; checks the person in and asks for the next, until the host goes back."""
    number = int((await talk.state.get_data())[DATE])
    code = code_in(said)
    if code is None:
        return typing_screen(talk.words, number, talk.words("host-code-unread"))
    try:
        _, again = await check_in_worker(talk.session, number, code, host=talk.person, now=talk.now)
    except CheckInCodeWrong:
        return typing_screen(talk.words, number, talk.words("host-code-unknown"))
    booked, there = await counts(talk.session, number)
    line = talk.words("host-there-already" if again else "host-there", there=str(there), booked=str(booked))
    return typing_screen(talk.words, number, line)


def typing_screen(words: Words, date_id: int, first_line: str | None = None) -> Screen:
    """Ask for a code."""
    text = "\n".join(filter(None, (first_line, words("host-which-code"))))
    back = Button(words("event-button-back"), HostDate(date_id=date_id))
    return Screen(text, ((back, home_button(words)),), awaits_number=True)


# --- the list -------------------------------------------------------------------------------------------------------


@router.callback_query(HostList.filter())
async def host_list(event: CallbackQuery, talk: Talk, callback_data: HostList) -> Reply:
    """Runs when the host opens the roster; lists the bookings."""
    event_date, _, rows = await roster(talk.session, callback_data.date_id, by=talk.person)
    back = (Button(talk.words("event-button-back"), HostDate(date_id=event_date.id)), home_button(talk.words))
    if not rows:
        return show(event, Screen(talk.words("host-list-none"), (back,)))
    shown, following = page_of(rows, callback_data.page)
    first = rows.index(shown[0]) + 1
    lines = [_line(talk.words, number, each) for number, each in enumerate(shown, first)]
    more = (
        ()
        if following is None
        else ((Button(talk.words("event-button-more"), HostList(date_id=event_date.id, page=following)),),)
    )
    text = "\n".join((talk.words("host-list", count=str(len(rows))), *lines))
    return show(event, Screen(text, (*more, back)))


def _line(words: Words, number: int, booking: Booking) -> str:
    answers = dict(booking.answers or {})
    first = [answers.pop(each) for each in (NAME, PHONE) if each in answers]
    return words(
        "host-list-line",
        number=str(number),
        state=words("event-state", state=booking.state),
        answers=words("event-gap").join([*first, *answers.values()]) or "none",
    )


@router.callback_query(ExportList.filter())
async def export_list(event: CallbackQuery, talk: Talk, callback_data: ExportList) -> Reply:
    """Runs when the host wants the roster as a file; sends a sheet."""
    event_date, about, rows = await roster(talk.session, callback_data.date_id, by=talk.person)
    content = sheet(talk.words, talk.city, event_date, about, rows)
    name = talk.words("host-sheet-file")
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=MEDIA_TYPE, now=talk.now)
    back = (Button(talk.words("event-button-back"), HostDate(date_id=event_date.id)), home_button(talk.words))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("host-sheet", count=str(len(rows))),
        reply_markup=Screen("", (back,)).markup(),
    )
