"""培训记录: what one was at and for how many hours; the certificate with one's name; and the points of volunteers."""

import secrets
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.events import (
    AskSubsidy,
    GetCertificate,
    NameCertificate,
    OpenBookings,
    OpenPoints,
    OpenRecord,
    ShowAttended,
    ShowName,
    SpendPoints,
)
from handlers.phrases.events import gains_said, hours, moment_said
from handlers.talk.forms import ANSWER, PAGE, PENDING, Resume, UsePending, leave_form, page_of
from handlers.talk.kept_file import KeptFile
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.texts import Words
from models.city.pack import City
from models.errors import NameUndrawable, NameUnreadable, PlaceGone, PlaceUnknown, PointsShort
from models.events.attendance import (
    SUBSIDY_CASE,
    Attended,
    EventCertificate,
    attended_booking,
    certificate_of,
    issue_certificate,
    show_name,
    training_record,
)
from models.events.points import points_entries, points_of
from models.events.points_spending import spend_points
from models.people.person import Contact, Person
from models.storage.kept_file import store_file

router = Router(name=__name__)
OF, MARK = "certificate_of", "points_mark"


class Recording(StatesGroup):
    name = State()
    place = State()
    points = State()


# --- the record -----------------------------------------------------------------------------------------------------


@router.callback_query(OpenRecord.filter())
async def open_record(
    event: CallbackQuery,
    callback_data: OpenRecord,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
) -> Reply:
    await leave_form(state)
    record = await training_record(session, person.id)
    back = Button(words("event-button-back"), OpenBookings())
    points = Button(words("event-button-points"), OpenPoints())
    if not record:
        return show(event, Screen(words("event-record-none"), ((points, back),)).with_home(words))
    shown, following = page_of(record, callback_data.page)
    first = record.index(shown[0]) + 1
    lines = [_line(words, city, number, each) for number, each in enumerate(shown, first)]
    numbers = [
        Button(str(number), ShowAttended(booking_id=booking.id)) for number, (booking, _, _) in enumerate(shown, first)
    ]
    more = () if following is None else (Button(words("event-button-more"), OpenRecord(page=following)),)
    total = hours(sum(each.training_minutes for _, _, each in record))
    text = "\n".join((words("event-record", count=str(len(record)), hours=total), *lines))
    return show(event, Screen(text, (*in_rows(numbers, PAGE), (*more, points, back), (home_button(words),))))


def _line(words: Words, city: City, number: int, attended: Attended) -> str:
    _, held, event = attended
    parts = [
        words("event-line", number=str(number), title=words.pick(event.titles)),
        moment_said(words, held.starts_at, city),
        words("event-hours", hours=hours(event.training_minutes)) if event.training_minutes else None,
    ]
    return words("event-gap").join(each for each in parts if each)


@router.callback_query(ShowAttended.filter())
async def show_attended(
    event: CallbackQuery,
    callback_data: ShowAttended,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await leave_form(state)
    attended = await attended_booking(session, callback_data.booking_id, person_id=person.id, now=now)
    return show(event, await attended_screen(session, attended, city, words))


async def attended_screen(
    session: AsyncSession, attended: Attended, city: City, words: Words, first_line: str | None = None
) -> Screen:
    booking, held, event = attended
    issued = await certificate_of(session, booking.id)
    lines = [
        first_line,
        words.pick(event.titles),
        moment_said(words, held.starts_at, city),
        words("event-hours", hours=hours(event.training_minutes)) if event.training_minutes else None,
        gains_said(words, event.subsidy_fen, event.points),
        words("event-certificate-number", number=issued.number) if issued else None,
        words("event-name-shown" if issued.show_name else "event-name-hidden") if issued else None,
    ]
    rows: list[tuple[Button, ...]] = []
    if event.certificate:
        rows.append((Button(words("event-button-certificate"), GetCertificate(booking_id=booking.id)),))
    if event.subsidy_fen and SUBSIDY_CASE in city.case_types:
        rows.append((Button(words("event-button-subsidy"), AskSubsidy(booking_id=booking.id)),))
    if issued is not None:
        turn = ShowName(booking_id=booking.id, shown=not issued.show_name)
        key = "event-button-hide-name" if issued.show_name else "event-button-show-name"
        other = Button(words("event-button-other-name"), NameCertificate(booking_id=booking.id))
        rows.append((Button(words(key), turn), other))
    rows.append((Button(words("event-button-back"), OpenRecord()), home_button(words)))
    return Screen("\n".join(filter(None, lines)), tuple(rows))


# --- the certificate ------------------------------------------------------------------------------------------------


@router.callback_query(GetCertificate.filter())
async def get_certificate(
    event: CallbackQuery,
    callback_data: GetCertificate,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
    certificate_page: str | None,
) -> Reply:
    """The file where it is drawn; else whose name is to be on it."""
    number = callback_data.booking_id
    attended = await attended_booking(session, number, person_id=person.id, now=now)
    issued = await certificate_of(session, number)
    if issued is None:
        return show(event, await ask_name(number, state, words))
    if issued.pdf is None:
        return show(event, await attended_screen(session, attended, city, words, words("event-certificate-soon")))
    return await _file(event, issued, session, contact, words, now, certificate_page)


async def _file(
    event: CallbackQuery,
    issued: EventCertificate,
    session: AsyncSession,
    contact: Contact,
    words: Words,
    now: datetime,
    certificate_page: str | None,
) -> SendDocument:
    name = words("event-certificate-file", number=issued.number)
    assert issued.pdf is not None
    key = await store_file(session, contact.id, issued.pdf, name=name, media_type="application/pdf", now=now)
    check = (
        ((Button(words("event-button-check"), url=f"{certificate_page}{issued.number}"),),) if certificate_page else ()
    )
    back = Button(words("event-button-back"), ShowAttended(booking_id=issued.booking_id))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=words("event-certificate", number=issued.number),
        reply_markup=Screen("", (*check, (back, home_button(words)))).markup(),
    )


@router.callback_query(NameCertificate.filter())
async def name_certificate(
    event: CallbackQuery,
    callback_data: NameCertificate,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    words: Words,
    now: datetime,
) -> Reply:
    await attended_booking(session, callback_data.booking_id, person_id=person.id, now=now)
    return show(event, await ask_name(callback_data.booking_id, state, words))


async def ask_name(booking_id: int, state: FSMContext, words: Words, first_line: str | None = None) -> Screen:
    """From now on what is typed is the name on a certificate."""
    pending = (await state.get_data()).get(PENDING)
    await state.set_state(Recording.name)
    await state.update_data({OF: booking_id})
    use = ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()
    back = Button(words("event-button-back"), ShowAttended(booking_id=booking_id))
    text = "\n".join(filter(None, (first_line, words("event-which-name"))))
    return Screen(text, (*use, (back, home_button(words))))


@router.message(Recording.name, ANSWER)
@router.callback_query(Recording.name, UsePending.filter())
async def named(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    data = await state.get_data()
    number, typed = int(data[OF]), event.text if isinstance(event, Message) else data.get(PENDING)
    try:
        await issue_certificate(session, number, person_id=person.id, name=str(typed or ""), city=city, now=now)
    except (NameUnreadable, NameUndrawable) as error:
        return show(event, await ask_name(number, state, words, error_said(words, error)))
    await leave_form(state)
    attended = await attended_booking(session, number, person_id=person.id, now=now)
    return show(event, await attended_screen(session, attended, city, words, words("event-certificate-soon")))


@router.callback_query(ShowName.filter())
async def turn_name(
    event: CallbackQuery,
    callback_data: ShowName,
    session: AsyncSession,
    person: Person,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    await show_name(session, callback_data.booking_id, person_id=person.id, shown=callback_data.shown)
    attended = await attended_booking(session, callback_data.booking_id, person_id=person.id, now=now)
    return show(event, await attended_screen(session, attended, city, words))


# --- points ---------------------------------------------------------------------------------------------------------


@router.callback_query(OpenPoints.filter())
async def open_points(
    event: CallbackQuery, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words
) -> Reply:
    await leave_form(state)
    return show(event, await points_screen(session, person, city, words))


async def points_screen(
    session: AsyncSession, person: Person, city: City, words: Words, first_line: str | None = None
) -> Screen:
    """The sum, and the newest rows of the ledger."""
    entries = (await points_entries(session, person.id))[:PAGE]
    have = await points_of(session, person.id)
    lines = [
        words(
            "event-points-line",
            what="earned" if each.points > 0 else "spent",
            points=str(abs(each.points)),
            moment=moment_said(words, each.at, city),
        )
        for each in entries
    ]
    spend = (Button(words("event-button-spend"), SpendPoints()),) if have > 0 else ()
    back = Button(words("event-button-back"), OpenRecord())
    text = "\n".join(filter(None, (first_line, words("event-points-have", points=str(have)), *lines)))
    return Screen(text, (*((spend,) if spend else ()), (back, home_button(words))))


@router.callback_query(SpendPoints.filter())
async def ask_where_to_spend(event: CallbackQuery, state: FSMContext, words: Words) -> Reply:
    await leave_form(state)
    return show(event, await ask_spending(Recording.place, state, words))


async def ask_spending(question: State, state: FSMContext, words: Words, first_line: str | None = None) -> Screen:
    """First the place's code, then how many; the mark makes a second tap the same slip."""
    await state.set_state(question)
    key = "event-spend-where" if question is Recording.place else "event-spend-how-many"
    back = Button(words("event-button-back"), OpenPoints())
    text = "\n".join(filter(None, (first_line, words(key))))
    return Screen(text, ((back, home_button(words)),), awaits_number=question is Recording.points)


@router.message(Recording.place, ANSWER)
async def place_typed(message: Message, state: FSMContext, words: Words) -> Reply:
    code = "".join((message.text or "").split()).upper()
    await state.update_data({OF: code, MARK: secrets.token_urlsafe(9)})
    return show(message, await ask_spending(Recording.points, state, words))


@router.message(Recording.points, ANSWER)
async def points_typed(
    message: Message, session: AsyncSession, state: FSMContext, person: Person, city: City, words: Words, now: datetime
) -> Reply:
    data = await state.get_data()
    typed = (message.text or "").strip()
    if not typed.isdecimal() or len(typed) > 6:
        return show(message, await ask_spending(Recording.points, state, words, words("event-spend-number")))
    try:
        entry, place = await spend_points(
            session, person, int(typed), place_code=str(data[OF]), mark=str(data[MARK]), now=now
        )
    except PointsShort as error:
        line = words("error-points-short", points=error.points)
        return show(message, await ask_spending(Recording.points, state, words, line))
    except (PlaceUnknown, PlaceGone):
        line = words("event-spend-no-place")
        return show(message, await ask_spending(Recording.place, state, words, line))
    await leave_form(state)
    line = words("event-spent", points=str(-entry.points), place=place.name, slip=entry.slip)
    return show(message, await points_screen(session, person, city, words, line))


@router.message(Recording.name, ~F.text)
@router.message(Recording.place, ~F.text)
@router.message(Recording.points, ~F.text)
@router.callback_query(Recording.name, Resume.filter())
@router.callback_query(Recording.place, Resume.filter())
@router.callback_query(Recording.points, Resume.filter())
async def question_again(event: Message | CallbackQuery, state: FSMContext, words: Words) -> Reply:
    """Something that is no text; or back from the emergency card."""
    waits = await state.get_state()
    if waits == Recording.name.state:
        return show(event, await ask_name(int((await state.get_data())[OF]), state, words))
    question = Recording.place if waits == Recording.place.state else Recording.points
    return show(event, await ask_spending(question, state, words))
