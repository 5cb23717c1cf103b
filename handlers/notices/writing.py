"""A member of staff writes a notice, step by step: subject, urgency, words, a button, audience, and how long it is
valid. It ends with the notice as workers will see it, its audience, and when it is sent.

The choices stay in the conversation until the notice is handed in; only then it becomes a row.
"""

from typing import Any

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from handlers.buttons.notices import WriteNotice
from handlers.notices.author import author_of
from handlers.notices.picture import picture_shown
from handlers.notices.progress import watched
from handlers.notices.steps import SEVERAL, STEPS, step_screen
from handlers.notices.times import read_times
from handlers.notices.written import NOTICE, beginning, correction_of, notice_of, repeat_of, toggled, written_of
from handlers.talk.forms import PENDING, leave_form
from handlers.talk.question import NOT_TYPED, awaits
from handlers.talk.screens import Reply, Screen, show
from handlers.talk.talk import Talk
from models.notices.errors import NoticeIncomplete
from models.notices.handing_in import hand_in_notice
from models.notices.notice import is_link, notice_to_change, own_notice, write_notice

router = Router(name=__name__)


class Writing(StatesGroup):
    """The conversation awaits typed text for one part of the notice."""

    title = State()
    text = State()
    english = State()
    link = State()
    when = State()
    list = State()
    picture = State()
    choosing = State()
    """No typed text is awaited, but the choices are kept."""


_TYPED = {
    "title": Writing.title,
    "text": Writing.text,
    "english": Writing.english,
    "link": Writing.link,
    "when": Writing.when,
    "list": Writing.list,
    "picture": Writing.picture,
}


@router.callback_query(WriteNotice.filter())
async def choose(event: CallbackQuery, talk: Talk, callback_data: WriteNotice) -> Reply:
    """Runs when staff open a step, or choose something in it; shows the step, or hands the notice in."""
    by = await author_of(talk.session, talk.person, talk.city)
    notice = (await talk.state.get_data()).get(NOTICE) or beginning()
    step, value = callback_data.step, callback_data.value
    if step == "begin":
        notice, step, value = beginning(), STEPS[0], ""
    if step == "again":
        notice, step, value = notice_of(await notice_to_change(talk.session, int(value), by)), "preview", ""
    if step == "correct":
        wrong = await own_notice(talk.session, int(value), by)
        title = talk.words("notice-correction-title", title=talk.words.pick(wrong.titles))
        notice, step, value = correction_of(wrong, title), "text", ""
    if step == "send":
        return await _hand_in(event, talk, notice, value)
    if step == "picture" and value == "look":
        return await picture_shown(event, talk, notice)
    if value:
        notice, step = _chosen(notice, step, value)
    await ask(talk.state, notice, step)
    return show(event, await step_screen(talk, step, notice, by=by))


def _chosen(notice: dict[str, Any], step: str, value: str) -> tuple[dict[str, Any], str]:
    """(the notice with the choice, the next step); a step with several choices stays open."""
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


async def step_again(talk: Talk) -> Screen:
    """Show the current step again."""
    by = await author_of(talk.session, talk.person, talk.city)
    data = await talk.state.get_data()
    notice = data.get(NOTICE) or beginning()
    step = data.get("step", STEPS[0])
    pending = bool(data.get(PENDING))
    return await step_screen(talk, step, notice, by=by, pending=pending)


@awaits(router, *Writing.__states__, ask=step_again, no_answer=NOT_TYPED)
async def take_words(talk: Talk, said: str) -> Screen:
    """Runs when staff type a part of the notice; shows the next step."""
    by = await author_of(talk.session, talk.person, talk.city)
    data = await talk.state.get_data()
    notice, step = data.get(NOTICE) or beginning(), data.get("step", STEPS[0])
    problem = None
    if step in _TYPED:
        notice, following, problem = _typed(talk, notice, step, said.strip())
        step = following if problem is None else step
    await ask(talk.state, notice, step)
    return await step_screen(talk, step, notice, by=by, problem=problem)


def _typed(talk: Talk, notice: dict[str, Any], step: str, said: str) -> tuple[dict[str, Any], str, str | None]:
    """(the notice with the words, the next step, the key of what is wrong or None)"""
    if step == "when":
        times = read_times(said, now=talk.now, zone=talk.city.zone)
        if times is None:
            return notice, step, "notice-when-unreadable"
        send_at, until = times
        kept = {**notice, "send_at": send_at.isoformat(), "until": until.isoformat() if until else ""}
        return kept, "preview", None
    if step == "link":
        if not is_link(said):
            return notice, step, "notice-link-unreadable"
        return {**notice, "link": said, "button": ""}, STEPS[STEPS.index("button") + 1], None
    if step == "picture":
        return notice, step, "notice-picture-wanted"
    if step == "english" and "\n" not in said:
        return notice, step, "notice-english-needs-two"
    following = "preview" if step == "text" and notice.get("corrects") else STEPS[STEPS.index(step) + 1]
    return {**notice, step: said}, following, None


async def ask(state: FSMContext, notice: dict[str, Any], step: str) -> None:
    """Open the step, with the choices so far."""
    await state.set_state(_TYPED.get(step, Writing.choosing))
    await state.update_data({NOTICE: notice, "step": step})


async def _hand_in(event: CallbackQuery, talk: Talk, notice: dict[str, Any], how: str) -> Reply:
    """Hand the notice in: it becomes a row. how: `now`, or `later` at the typed time. Raises NoticeIncomplete."""
    by = await author_of(talk.session, talk.person, talk.city)
    written, send_at, expires_at = written_of(notice, talk.city, now=talk.now, later=how == "later")
    if not written.titles:
        raise NoticeIncomplete("words")
    row = await write_notice(talk.session, written, by, now=talk.now, notice_id=notice.get("id"))
    row = await hand_in_notice(
        talk.session,
        row.id,
        by,
        send_at=send_at,
        expires_at=expires_at,
        city=talk.city,
        now=talk.now,
        repeat=repeat_of(notice),
    )
    await leave_form(talk.state)
    return await watched(event, talk, row, by=by)
