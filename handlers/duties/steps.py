"""The steps of a duty in the chat: pressed, or written; a report comes with pictures, more time with a day."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.days import day_of, number_of
from handlers.buttons.duties import DoLeaderOrder, PickOrderDay, SendReport, ShowDuty, TakeDutyStep
from handlers.duties.card import duty_card
from handlers.phrases.cases import day_said, quoted
from handlers.phrases.duties import counted
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.question import NO_WORDS_NOR_POSITION, awaits, pending_row
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.sent_file import has_file, sent_file
from handlers.talk.talk import Talk
from models.cases.answers import what_is_said
from models.casework.files import SentPiece
from models.duties.errors import DutyGone
from models.duties.more_time import approve_more_time, ask_more_time, refuse_more_time
from models.duties.record import DutyStep
from models.duties.rights import need_posts, steps_open_to
from models.duties.steps import accept_duty, duty_for, report_done, send_back, strike, withdraw
from models.staff.post import Staff
from models.values.written_date import NotADate, read_date

router = Router(name=__name__)
DUTY, STEP, TEXT, FILES = "duty_id", "duty_step", "duty_text", "duty_files"
"""Keys in the conversation's data: what is written about which duty."""
DAYS_OFFERED = (3, 5, 10)
"""Working days after today that are offered as a later day."""
PRESSED = {
    DutyStep.ACCEPT: accept_duty,
    DutyStep.STRIKE: strike,
    DutyStep.WITHDRAW: withdraw,
    DutyStep.MORE_TIME: approve_more_time,
    DutyStep.NO_TIME: refuse_more_time,
}
WRITTEN = (DutyStep.REPORT, DutyStep.ASK_TIME, DutyStep.SEND_BACK)


class OnDuty(StatesGroup):
    """The conversation awaits words, a later day, or the last look at a report."""

    text = State()
    until = State()
    check = State()


async def _acting(talk: Talk, duty_id: int, step: DutyStep) -> Staff:
    """The post from which the person takes the step; any post where nothing is open, so that the operation says why."""
    posts = await need_posts(talk.session, talk.person)
    duty = await duty_for(talk.session, duty_id, posts, city=talk.city)
    return (await steps_open_to(talk.session, duty, posts, city=talk.city)).get(step, posts[0])


@router.callback_query(TakeDutyStep.filter(F.step.in_({each.value for each in PRESSED})))
async def take_step(event: CallbackQuery, talk: Talk, callback_data: TakeDutyStep) -> Reply:
    """Runs when a duty is accepted, struck off, withdrawn, or more time is given or not; to withdraw one is asked once
    more.
    """
    step, duty_id = DutyStep(callback_data.step), callback_data.duty_id
    await leave_form(talk.state)
    staff = await _acting(talk, duty_id, step)
    if step is DutyStep.WITHDRAW and not callback_data.sure:
        label = talk.words("duty-button", step=step.value)
        yes = Button(label, callback_data.model_copy(update={"sure": True}))
        return show(event, Screen(talk.words("duty-check-withdraw"), ((yes, _back(talk, duty_id)),)))
    await PRESSED[step](talk.session, duty_id, staff, city=talk.city, now=talk.now)
    return show(event, await duty_card(talk, duty_id, talk.words("duty-done", step=step.value)))


@router.callback_query(DoLeaderOrder.filter())
async def step_of_before(event: CallbackQuery, talk: Talk, callback_data: DoLeaderOrder) -> Reply:
    """Runs on a button from before orders were duties; shows the duty as it is now."""
    await leave_form(talk.state)
    return show(event, await duty_card(talk, callback_data.order_id))


def _back(talk: Talk, duty_id: int) -> Button:
    return Button(talk.words("staff-button-back"), ShowDuty(duty_id=duty_id))


# --- what is written --------------------------------------------------------------------------------------------------


@router.callback_query(TakeDutyStep.filter(F.step.in_({each.value for each in WRITTEN})))
async def write_step(event: CallbackQuery, talk: Talk, callback_data: TakeDutyStep) -> Reply:
    """Runs when a duty is reported done, sent back, or more time is wanted; asks for the words. Raises DutyGone."""
    posts = await need_posts(talk.session, talk.person)
    duty = await duty_for(talk.session, callback_data.duty_id, posts, city=talk.city)
    if DutyStep(callback_data.step) not in await steps_open_to(talk.session, duty, posts, city=talk.city):
        raise DutyGone
    await leave_form(talk.state)
    await talk.state.set_state(OnDuty.text)
    await talk.state.update_data({DUTY: duty.id, STEP: callback_data.step, TEXT: "", FILES: []})
    return show(event, await text_again(talk))


async def text_again(talk: Talk) -> Screen:
    """Ask for the words; say how many pictures are here already."""
    data = await talk.state.get_data()
    await talk.state.set_state(OnDuty.text)
    files = len(data.get(FILES) or ())
    text = (
        talk.words("duty-write-photo", **counted(count=files)) if files else talk.words("duty-write", step=data[STEP])
    )
    last = (_back(talk, data[DUTY]), home_button(talk.words))
    return Screen(text, (*pending_row(talk.words, data.get(PENDING)), last))


@router.message(OnDuty.text, ~F.text, has_file)
@router.message(OnDuty.check, ~F.text, has_file)
async def picture_sent(message: Message, talk: Talk) -> Reply:
    """Runs when a picture is sent along with a report, perhaps with words below it."""
    data, sent = await talk.state.get_data(), sent_file(message, talk)
    if sent is None or data.get(STEP) != DutyStep.REPORT:
        return show(message, await text_again(talk))
    piece = SentPiece(talk.contact.channel, sent.file_id, sent.compressed, sent.size, sent.name)
    files = list(data.get(FILES) or ())
    piece.check(others=len(files))
    text = what_is_said(message.caption) if message.caption else str(data.get(TEXT) or "")
    await talk.state.update_data({FILES: [*files, asdict(piece)], TEXT: text})
    return show(message, await check_again(talk) if text else await text_again(talk))


@awaits(router, OnDuty.text, ask=text_again, no_answer=NO_WORDS_NOR_POSITION)
async def text_typed(talk: Talk, said: str) -> Screen:
    """Runs when the words are typed; shows a report once more, asks for the later day, or sends the duty back."""
    data = await talk.state.get_data()
    await talk.state.update_data({TEXT: what_is_said(said), PENDING: None})
    if data[STEP] == DutyStep.REPORT:
        return await check_again(talk)
    if data[STEP] == DutyStep.ASK_TIME:
        await talk.state.set_state(OnDuty.until)
        return await until_again(talk)
    return await _send(talk)


async def check_again(talk: Talk) -> Screen:
    """Show the report once more; pictures can still come, and other words."""
    data = await talk.state.get_data()
    await talk.state.set_state(OnDuty.check)
    text = talk.words(
        "duty-check-report", text=quoted(str(data[TEXT]), longest=1000), **counted(count=len(data.get(FILES) or ()))
    )
    send = Button(talk.words("duty-button-report-send"), SendReport(duty_id=data[DUTY]))
    return Screen(text, ((send, _back(talk, data[DUTY])),))


@awaits(router, OnDuty.check, ask=check_again, sentence=False, no_answer=NO_WORDS_NOR_POSITION)
async def text_changed(talk: Talk, said: str) -> Screen:
    """Runs when other words are typed at the last look; takes them instead."""
    await talk.state.update_data({TEXT: what_is_said(said)})
    return await check_again(talk)


@router.callback_query(OnDuty.check, SendReport.filter())
async def send_report(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the report is confirmed; sends it."""
    return show(event, await _send(talk))


@router.callback_query(SendReport.filter())
async def nothing_to_send(event: CallbackQuery, talk: Talk, callback_data: SendReport) -> Reply:
    """Runs on an old button or a second press; shows the duty as it is now."""
    await leave_form(talk.state)
    return show(event, await duty_card(talk, callback_data.duty_id))


async def until_again(talk: Talk, first_line: str | None = None) -> Screen:
    """Ask until which day."""
    data, calendar = await talk.state.get_data(), talk.city.calendar
    posts = await need_posts(talk.session, talk.person)
    duty = await duty_for(talk.session, data[DUTY], posts, city=talk.city)
    last = max(duty.due_at.astimezone(talk.city.zone).date(), talk.today - timedelta(days=1))
    days = [calendar.working_day_after(last, count) for count in DAYS_OFFERED]
    buttons = [Button(day_said(talk.words, day), PickOrderDay(day=number_of(day))) for day in days]
    text = "\n".join(filter(None, (first_line, talk.words("duty-write-until"))))
    return Screen(text, (*in_rows(buttons, 1), (_back(talk, data[DUTY]),)), awaits_number=True)


@awaits(router, OnDuty.until, ask=until_again, sentence=False, no_answer=NO_WORDS_NOR_POSITION)
async def until_typed(talk: Talk, said: str) -> Screen:
    """Runs when the later day is typed; asks for it."""
    read = read_date(said, talk.today)
    if isinstance(read, NotADate):
        return await until_again(talk, talk.words("staff-day-unread"))
    return await _send(talk, read.day)


@router.callback_query(OnDuty.until, PickOrderDay.filter())
async def until_pressed(event: CallbackQuery, talk: Talk, callback_data: PickOrderDay) -> Reply:
    """Runs when the later day is pressed; asks for it."""
    return show(event, await _send(talk, day_of(callback_data.day)))


async def _send(talk: Talk, until: date | None = None) -> Screen:
    data = await talk.state.get_data()
    step, duty_id, text = DutyStep(data[STEP]), int(data[DUTY]), str(data[TEXT])
    staff, about = await _acting(talk, duty_id, step), {"city": talk.city, "now": talk.now}
    await _write(talk, step, duty_id, staff, text, data, until, about)
    await leave_form(talk.state)
    return await duty_card(talk, duty_id, talk.words("duty-done", step=step.value))


async def _write(
    talk: Talk,
    step: DutyStep,
    duty_id: int,
    staff: Staff,
    text: str,
    data: dict[str, Any],
    until: date | None,
    about: dict[str, Any],
) -> None:
    if step is DutyStep.REPORT:
        proof = [SentPiece(**each) for each in data.get(FILES) or ()]
        await report_done(talk.session, duty_id, staff, text, proof=proof, **about)
    elif step is DutyStep.ASK_TIME and until is not None:
        await ask_more_time(talk.session, duty_id, staff, text, until=until, **about)
    else:
        await send_back(talk.session, duty_id, staff, text, **about)
