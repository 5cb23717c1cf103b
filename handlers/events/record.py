"""培训记录: the events the person attended and their hours; the certificate with their name; and the points of
volunteers.
"""

import secrets

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery

from handlers.buttons.assessment import OpenRiderVisit
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
from handlers.talk.forms import PAGE, PENDING, leave_form, page_of
from handlers.talk.kept_file import KeptFile
from handlers.talk.question import awaits, pending_row
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.assessment.riders import may_be_visitor
from models.city.pack import City
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
from models.events.errors import NameUndrawable, PointsShort
from models.events.points import points_entries, points_of
from models.events.points_spending import spend_points
from models.people.errors import NameUnreadable
from models.places.errors import PlaceGone, PlaceUnknown
from models.storage.kept_file import store_file

router = Router(name=__name__)
OF, MARK = "certificate_of", "points_mark"


class Recording(StatesGroup):
    """The conversation awaits a name for a certificate, or a place or a number to spend points."""

    name = State()
    place = State()
    points = State()


# --- the record -----------------------------------------------------------------------------------------------------


@router.callback_query(OpenRecord.filter())
async def open_record(event: CallbackQuery, talk: Talk, callback_data: OpenRecord) -> Reply:
    """Runs when the person opens their training record; lists the dates attended."""
    await leave_form(talk.state)
    record = await training_record(talk.session, talk.person.id)
    back = Button(talk.words("event-button-back"), OpenBookings())
    points = Button(talk.words("event-button-points"), OpenPoints())
    if not record:
        return show(event, Screen(talk.words("event-record-none"), ((points, back),)).with_home(talk.words))
    shown, following = page_of(record, callback_data.page)
    first = record.index(shown[0]) + 1
    lines = [_line(talk.words, talk.city, number, each) for number, each in enumerate(shown, first)]
    numbers = [
        Button(str(number), ShowAttended(booking_id=booking.id)) for number, (booking, _, _) in enumerate(shown, first)
    ]
    more = () if following is None else (Button(talk.words("event-button-more"), OpenRecord(page=following)),)
    total = hours(sum(each.training_minutes for _, _, each in record))
    text = "\n".join((talk.words("event-record", count=str(len(record)), hours=total), *lines))
    return show(event, Screen(text, (*in_rows(numbers, PAGE), (*more, points, back), (home_button(talk.words),))))


def _line(words: Words, city: City, number: int, attended: Attended) -> str:
    _, event_date, event = attended
    parts = [
        words("event-line", number=str(number), title=words.pick(event.titles)),
        moment_said(words, event_date.starts_at, city),
        words("event-hours", hours=hours(event.training_minutes)) if event.training_minutes else None,
    ]
    return words("event-gap").join(each for each in parts if each)


@router.callback_query(ShowAttended.filter())
async def show_attended(event: CallbackQuery, talk: Talk, callback_data: ShowAttended) -> Reply:
    """Runs when the person presses a date they attended; shows it."""
    await leave_form(talk.state)
    attended = await attended_booking(talk.session, callback_data.booking_id, person_id=talk.person.id, now=talk.now)
    return show(event, await attended_screen(talk, attended))


async def attended_screen(talk: Talk, attended: Attended, first_line: str | None = None) -> Screen:
    """A date attended: hours, subsidy and certificate."""
    booking, event_date, event = attended
    issued = await certificate_of(talk.session, booking.id)
    lines = [
        first_line,
        talk.words.pick(event.titles),
        moment_said(talk.words, event_date.starts_at, talk.city),
        talk.words("event-hours", hours=hours(event.training_minutes)) if event.training_minutes else None,
        gains_said(talk.words, event.subsidy_fen, event.points),
        talk.words("event-certificate-number", number=issued.number) if issued else None,
        talk.words("event-name-shown" if issued.show_name else "event-name-hidden") if issued else None,
    ]
    rows: list[tuple[Button, ...]] = []
    if event.certificate:
        rows.append((Button(talk.words("event-button-certificate"), GetCertificate(booking_id=booking.id)),))
    if event.subsidy_fen and SUBSIDY_CASE in talk.city.case_types:
        rows.append((Button(talk.words("event-button-subsidy"), AskSubsidy(booking_id=booking.id)),))
    if issued is not None:
        turn = ShowName(booking_id=booking.id, shown=not issued.show_name)
        key = "event-button-hide-name" if issued.show_name else "event-button-show-name"
        other = Button(talk.words("event-button-other-name"), NameCertificate(booking_id=booking.id))
        rows.append((Button(talk.words(key), turn), other))
    rows.append((Button(talk.words("event-button-back"), OpenRecord()), home_button(talk.words)))
    return Screen("\n".join(filter(None, lines)), tuple(rows))


# --- the certificate ------------------------------------------------------------------------------------------------


@router.callback_query(GetCertificate.filter())
async def get_certificate(
    event: CallbackQuery, talk: Talk, callback_data: GetCertificate, certificate_page: str | None
) -> Reply:
    """Runs when the person wants the certificate; sends the file if it is drawn, else asks for the name on it."""
    number = callback_data.booking_id
    attended = await attended_booking(talk.session, number, person_id=talk.person.id, now=talk.now)
    issued = await certificate_of(talk.session, number)
    if issued is None:
        return show(event, await ask_name(talk, number))
    if issued.pdf is None:
        return show(event, await attended_screen(talk, attended, talk.words("event-certificate-soon")))
    return await _file(event, talk, issued, certificate_page)


async def _file(
    event: CallbackQuery, talk: Talk, issued: EventCertificate, certificate_page: str | None
) -> SendDocument:
    name = talk.words("event-certificate-file", number=issued.number)
    assert issued.pdf is not None
    key = await store_file(
        talk.session, talk.contact.id, issued.pdf, name=name, media_type="application/pdf", now=talk.now
    )
    check = (
        ((Button(talk.words("event-button-check"), url=f"{certificate_page}{issued.number}"),),)
        if certificate_page
        else ()
    )
    back = Button(talk.words("event-button-back"), ShowAttended(booking_id=issued.booking_id))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("event-certificate", number=issued.number),
        reply_markup=Screen("", (*check, (back, home_button(talk.words)))).markup(),
    )


@router.callback_query(NameCertificate.filter())
async def name_certificate(event: CallbackQuery, talk: Talk, callback_data: NameCertificate) -> Reply:
    """Runs when the person wants another name on the certificate; asks for it."""
    await attended_booking(talk.session, callback_data.booking_id, person_id=talk.person.id, now=talk.now)
    return show(event, await ask_name(talk, callback_data.booking_id))


async def ask_name(talk: Talk, booking_id: int, first_line: str | None = None) -> Screen:
    """Ask for the name on the certificate; typed words are that name from now on."""
    pending = (await talk.state.get_data()).get(PENDING)
    await talk.state.set_state(Recording.name)
    await talk.state.update_data({OF: booking_id})
    back = Button(talk.words("event-button-back"), ShowAttended(booking_id=booking_id))
    text = "\n".join(filter(None, (first_line, talk.words("event-which-name"))))
    return Screen(text, (*pending_row(talk.words, pending), (back, home_button(talk.words))))


async def name_again(talk: Talk) -> Screen:
    """Ask again for the name."""
    return await ask_name(talk, int((await talk.state.get_data())[OF]))


@awaits(router, Recording.name, ask=name_again)
async def named(talk: Talk, said: str) -> Screen:
    """Runs when the person types the name; issues the certificate."""
    number = int((await talk.state.get_data())[OF])
    try:
        await issue_certificate(talk.session, number, person_id=talk.person.id, name=said, city=talk.city, now=talk.now)
    except (NameUnreadable, NameUndrawable) as error:
        return await ask_name(talk, number, error_said(talk.words, error))
    await leave_form(talk.state)
    attended = await attended_booking(talk.session, number, person_id=talk.person.id, now=talk.now)
    return await attended_screen(talk, attended, talk.words("event-certificate-soon"))


@router.callback_query(ShowName.filter())
async def turn_name(event: CallbackQuery, talk: Talk, callback_data: ShowName) -> Reply:
    """Runs when the person shows or hides their name on the certificate's page; shows the date."""
    await show_name(talk.session, callback_data.booking_id, person_id=talk.person.id, shown=callback_data.shown)
    attended = await attended_booking(talk.session, callback_data.booking_id, person_id=talk.person.id, now=talk.now)
    return show(event, await attended_screen(talk, attended))


# --- points ---------------------------------------------------------------------------------------------------------


@router.callback_query(OpenPoints.filter())
async def open_points(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens their points; shows them."""
    await leave_form(talk.state)
    return show(event, await points_screen(talk))


async def points_screen(talk: Talk, first_line: str | None = None) -> Screen:
    """The balance, and the newest entries of the ledger."""
    entries = (await points_entries(talk.session, talk.person.id))[:PAGE]
    have = await points_of(talk.session, talk.person.id)
    lines = [
        talk.words(
            "event-points-line",
            what="earned" if each.points > 0 else "spent",
            points=str(abs(each.points)),
            moment=moment_said(talk.words, each.at, talk.city),
        )
        for each in entries
    ]
    spend = (Button(talk.words("event-button-spend"), SpendPoints()),) if have > 0 else ()
    back = Button(talk.words("event-button-back"), OpenRecord())
    text = "\n".join(filter(None, (first_line, talk.words("event-points-have", points=str(have)), *lines)))
    visits = await may_be_visitor(talk.session, talk.person, city=talk.city, now=talk.now)
    visit = (Button(talk.words("assess-button-rider"), OpenRiderVisit()),) if visits else ()
    return Screen(text, (*filter(None, (spend, visit)), (back, home_button(talk.words))))


@router.callback_query(SpendPoints.filter())
async def ask_where_to_spend(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants to spend points; asks for the place's code."""
    await leave_form(talk.state)
    return show(event, await ask_spending(talk, Recording.place))


async def ask_spending(talk: Talk, question: State, first_line: str | None = None) -> Screen:
    """Ask for the place's code, or how many points."""
    await talk.state.set_state(question)
    key = "event-spend-where" if question is Recording.place else "event-spend-how-many"
    back = Button(talk.words("event-button-back"), OpenPoints())
    text = "\n".join(filter(None, (first_line, talk.words(key))))
    return Screen(text, ((back, home_button(talk.words)),), awaits_number=question is Recording.points)


async def spending_again(talk: Talk) -> Screen:
    """Ask again for the place's code or the number."""
    question = Recording.place if await talk.state.get_state() == Recording.place.state else Recording.points
    return await ask_spending(talk, question)


@awaits(router, Recording.place, ask=spending_again, sentence=False)
async def place_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types the place's code; asks how many points. The mark made here lets a repeated message
    find the same slip.
    """
    code = "".join(said.split()).upper()
    await talk.state.update_data({OF: code, MARK: secrets.token_urlsafe(9)})
    return await ask_spending(talk, Recording.points)


@awaits(router, Recording.points, ask=spending_again, sentence=False)
async def points_typed(talk: Talk, said: str) -> Screen:
    """Runs when the person types how many points; spends them and shows the slip."""
    data = await talk.state.get_data()
    typed = said.strip()
    if not typed.isdecimal() or len(typed) > 6:
        return await ask_spending(talk, Recording.points, talk.words("event-spend-number"))
    try:
        entry, place = await spend_points(
            talk.session, talk.person, int(typed), place_code=str(data[OF]), mark=str(data[MARK]), now=talk.now
        )
    except PointsShort as error:
        line = talk.words("error-points-short", points=error.points)
        return await ask_spending(talk, Recording.points, line)
    except (PlaceUnknown, PlaceGone):
        line = talk.words("event-spend-no-place")
        return await ask_spending(talk, Recording.place, line)
    await leave_form(talk.state)
    line = talk.words("event-spent", points=str(-entry.points), place=place.name, slip=entry.slip)
    return await points_screen(talk, line)
