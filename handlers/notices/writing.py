"""A member of staff writes a notice, step by step: what it is about, how urgent, the words, a button, whom it is for,
how long it is of use. It ends with the notice as workers will see it, who gets it and who does not, and when it goes.

What was chosen stays in the conversation until the notice is handed in; only then is it a row.
"""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.notices import WriteNotice
from handlers.notices.author import author_of
from handlers.notices.picture import picture_shown
from handlers.notices.progress import watched
from handlers.notices.steps import SEVERAL, STEPS, step_screen
from handlers.notices.times import read_times
from handlers.notices.watching import tell_approvers
from handlers.notices.written import NOTICE, beginning, correction_of, notice_of, toggled, written_of
from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending, leave_form
from handlers.talk.meaning import Meaning
from handlers.talk.screens import Reply, show
from handlers.talk.texts import Texts, Words
from models.city.pack import City
from models.errors import NoticeIncomplete
from models.notices.approval import submit_notice
from models.notices.notice import NoticeState, notice_to_change, own_notice, write_notice
from models.people.person import Contact, Person

router = Router(name=__name__)


class Writing(StatesGroup):
    """Each awaits what is typed."""

    title = State()
    text = State()
    english = State()
    link = State()
    when = State()
    list = State()
    picture = State()
    choosing = State()
    """Nothing typed is awaited, but what was chosen is kept."""


_TYPED = {
    "title": Writing.title,
    "text": Writing.text,
    "english": Writing.english,
    "link": Writing.link,
    "when": Writing.when,
    "list": Writing.list,
    "picture": Writing.picture,
}
_ANY = StateFilter(*Writing.__states__)


@router.callback_query(WriteNotice.filter())
async def choose(
    event: CallbackQuery,
    callback_data: WriteNotice,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    contact: Contact,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
) -> Reply:
    """A step is opened, or something is chosen in it."""
    by = await author_of(session, person, city)
    notice = (await state.get_data()).get(NOTICE) or beginning()
    step, value = callback_data.step, callback_data.value
    if step == "begin":
        notice, step, value = beginning(), STEPS[0], ""
    if step == "again":
        notice, step, value = notice_of(await notice_to_change(session, int(value), by)), "preview", ""
    if step == "correct":
        wrong = await own_notice(session, int(value), by)
        title = words("notice-correction-title", title=words.pick(wrong.titles))
        notice, step, value = correction_of(wrong, title), "text", ""
    if step == "send":
        return await _hand_in(event, notice, value, session, state, person, contact, city, words, now)
    if step == "picture" and value == "look":
        return await picture_shown(event, session, notice, words)
    if value:
        notice, step = _chosen(notice, step, value)
    await ask(state, notice, step)
    return show(event, await step_screen(session, step, notice, city, texts, words, by=by, now=now))


def _chosen(notice: dict[str, Any], step: str, value: str) -> tuple[dict[str, Any], str]:
    """What it is then, and the step that follows; a list of several stays open."""
    if step in SEVERAL:
        return toggled({**notice, "list": ""}, step, value), step
    if step == "list":
        return {**notice, "list": ""}, "audience"
    if step == "picture":
        return {**notice, "picture": ""}, "preview"
    if step == "mass":
        return {**notice, "mass": "" if value == "none" else value}, "preview"
    if step == "button" and value == "link":
        return notice, "link"
    cleared: dict[str, Any] = {"link": ""} if step == "button" else {}
    kept = {**notice, **cleared, step: "" if value == "none" else value}
    return kept, "preview" if step == "valid_h" else STEPS[STEPS.index(step) + 1]


@router.message(_ANY, ANSWER)
async def typed(
    message: Message,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
    meaning: Meaning,
) -> Reply:
    return await _answer(message, message.text or "", session, state, person, city, texts, words, now)


@router.callback_query(_ANY, UsePending.filter())
async def use_pending(
    event: CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
) -> Reply:
    said = (await state.get_data()).get(PENDING) or ""
    return await _answer(event, said, session, state, person, city, texts, words, now)


@router.callback_query(_ANY, Resume.filter())
@router.message(_ANY)
async def again(
    event: Message | CallbackQuery,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
) -> Reply:
    """The question once more: after an emergency, or when something came that is no answer."""
    by = await author_of(session, person, city)
    data = await state.get_data()
    notice = data.get(NOTICE) or beginning()
    step = data.get("step", STEPS[0])
    pending = bool(data.get(PENDING))
    screen = await step_screen(session, step, notice, city, texts, words, by=by, now=now, pending=pending)
    return show(event, screen)


async def _answer(
    event: Message | CallbackQuery,
    said: str,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    city: City,
    texts: Texts,
    words: Words,
    now: datetime,
) -> Reply:
    by = await author_of(session, person, city)
    data = await state.get_data()
    notice, step = data.get(NOTICE) or beginning(), data.get("step", STEPS[0])
    problem = None
    if step in _TYPED:
        notice, following, problem = _typed(notice, step, said.strip(), city, now)
        step = following if problem is None else step
    await ask(state, notice, step)
    return show(event, await step_screen(session, step, notice, city, texts, words, by=by, now=now, problem=problem))


def _typed(
    notice: dict[str, Any], step: str, said: str, city: City, now: datetime
) -> tuple[dict[str, Any], str, str | None]:
    """(what it is then, the step that follows, the key of what is wrong)"""
    if step == "when":
        times = read_times(said, now=now, zone=city.zone)
        if times is None:
            return notice, step, "notice-when-unreadable"
        send_at, until = times
        kept = {**notice, "send_at": send_at.isoformat(), "until": until.isoformat() if until else ""}
        return kept, "preview", None
    if step == "link":
        if not said.startswith(("https://", "http://")) or " " in said:
            return notice, step, "notice-link-unreadable"
        return {**notice, "link": said, "button": ""}, STEPS[STEPS.index("button") + 1], None
    if step == "picture":
        return notice, step, "notice-picture-wanted"
    if step == "english" and "\n" not in said:
        return notice, step, "notice-english-needs-two"
    following = "preview" if step == "text" and notice.get("corrects") else STEPS[STEPS.index(step) + 1]
    return {**notice, step: said}, following, None


async def ask(state: FSMContext, notice: dict[str, Any], step: str) -> None:
    """The step is open from now on, with what was chosen before it."""
    await state.set_state(_TYPED.get(step, Writing.choosing))
    await state.update_data({NOTICE: notice, "step": step})


async def _hand_in(
    event: CallbackQuery,
    notice: dict[str, Any],
    how: str,
    session: AsyncSession,
    state: FSMContext,
    person: Person,
    contact: Contact,
    city: City,
    words: Words,
    now: datetime,
) -> Reply:
    """A row from now on. how: `now`, or `later` at the time that was typed."""
    by = await author_of(session, person, city)
    written, send_at, expires_at = written_of(notice, city, now=now, later=how == "later")
    if not written.titles:
        raise NoticeIncomplete("words")
    row = await write_notice(session, written, by, now=now, notice_id=notice.get("id"))
    above = city.approve_notices_above
    row = await submit_notice(session, row.id, by, send_at=send_at, expires_at=expires_at, approve_above=above, now=now)
    if row.state == NoticeState.TO_APPROVE:
        await tell_approvers(session, row, city, now=now)
    await leave_form(state)
    return await watched(event, session, row, contact, city, words, by=by, now=now)
