"""Notices that were handed in: approved by a second person, watched while they go out, paused, cancelled, counted."""

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.methods import SendPhoto
from aiogram.types import CallbackQuery, Message

from handlers.buttons.notices import ChangeNotice, NoticePage, OpenNotices, ReportNotice, ShowNotice, WriteNotice
from handlers.notices.author import author_of
from handlers.notices.picture import picture_of
from handlers.notices.progress import leave_watch, state_of, watched
from handlers.talk.at_desk import staff_say
from handlers.talk.chart import Bar, bar_chart
from handlers.talk.forms import leave_form
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.notices.handing_in import decide_notice
from models.notices.notice import Author, Notice, cancel_notice, notices_of, own_notice, pause_notice
from models.notices.sending import groups_of
from models.storage.kept_file import store_file

router = Router(name=__name__)
LISTED = 5
TITLE_SHOWN = 14
"""Characters of a title on a button."""


@router.callback_query(OpenNotices.filter())
@router.callback_query(NoticePage.filter())
@router.message(Command("notices"))
@router.message(StateFilter(None), F.text, staff_say("staff-notice-words"))
async def open_notices(
    event: Message | CallbackQuery, talk: Talk, callback_data: OpenNotices | NoticePage | None = None
) -> Reply:
    """Runs when staff open the notices by button, command or words; answers with a page of the department's."""
    by = await author_of(talk.session, talk.person, talk.city)
    await leave_form(talk.state)
    await leave_watch(event, talk)
    page = callback_data.page if isinstance(callback_data, NoticePage) else 0
    notices = await notices_of(talk.session, by, limit=LISTED + 1, skip=LISTED * page)
    rows = [(Button(_line(each, talk.words), ShowNotice(notice_id=each.id)),) for each in notices[:LISTED]]
    write = (Button(talk.words("notice-button-write"), WriteNotice(step="begin")),)
    older = (Button(talk.words("notice-button-older"), NoticePage(page=page + 1)),) if len(notices) > LISTED else ()
    newer = (Button(talk.words("notice-button-newer"), NoticePage(page=page - 1)),) if page > 0 else ()
    pages = ((*newer, *older),) if newer or older else ()
    text = talk.words("notice-list", count=len(rows))
    return show(event, Screen(text, (write, *rows, *pages, (home_button(talk.words),))))


def _line(notice: Notice, words: Words) -> str:
    title = words.pick(notice.titles)
    return words("notice-line", title=title[:TITLE_SHOWN], state=state_of(notice))


@router.callback_query(ShowNotice.filter())
async def show_notice(event: CallbackQuery, talk: Talk, callback_data: ShowNotice) -> Reply:
    """Runs when staff press a notice; answers with it and keeps the message updated."""
    by = await author_of(talk.session, talk.person, talk.city)
    notice = await own_notice(talk.session, callback_data.notice_id, by)
    return await watched(event, talk, notice, by=by)


@router.callback_query(ChangeNotice.filter())
async def change_notice(event: CallbackQuery, talk: Talk, callback_data: ChangeNotice) -> Reply:
    """Runs when staff approve, send back, pause, resume or cancel a notice, or look at its picture; answers with it as
    it is then, with a confirmation before it is cancelled, or with the picture."""
    by = await author_of(talk.session, talk.person, talk.city)
    number, how = callback_data.notice_id, callback_data.how
    if how == "ask_cancel":
        await leave_watch(event, talk)
        return show(event, cancel_screen(number, talk.words))
    if how == "picture":
        return await picture_of(event, talk, await own_notice(talk.session, number, by))
    notice = await _changed(talk, number, how, by)
    return await watched(event, talk, notice, by=by)


async def _changed(talk: Talk, number: int, how: str, by: Author) -> Notice:
    match how:
        case "approve" | "back":
            yes = how == "approve"
            return await decide_notice(talk.session, number, by, yes=yes, city=talk.city, now=talk.now)
        case "pause" | "resume":
            return await pause_notice(talk.session, number, by, paused=how == "pause")
        case "cancel":
            return await cancel_notice(talk.session, number, by, now=talk.now)
        case _:
            return await own_notice(talk.session, number, by)


@router.callback_query(ReportNotice.filter())
async def report(event: CallbackQuery, talk: Talk, callback_data: ReportNotice) -> Reply:
    """Runs when staff ask for the figures of a notice: reached, read and acted, by district and occupation, without
    groups that are too small. Answers with text, or with a chart."""
    by = await author_of(talk.session, talk.person, talk.city)
    notice = await own_notice(talk.session, callback_data.notice_id, by)
    if not callback_data.picture:
        await leave_watch(event, talk)
    groups = await groups_of(talk.session, notice)
    titles = {
        "districts": {key: talk.words.pick(each.titles) for key, each in talk.city.districts.items()},
        "occupations": {key: talk.words.pick(each.titles) for key, each in talk.city.occupations.items()},
    }
    counted = [
        (titles[name].get(key, talk.words("notice-group-other")), figures)
        for name in titles
        for key, figures in groups[name].items()
    ]
    back = (Button(talk.words("me-button-back"), ShowNotice(notice_id=notice.id)), home_button(talk.words))
    if not callback_data.picture:
        lines = [talk.words("notice-group", title=title, **figures) for title, figures in counted]
        lines = lines or [talk.words("notice-report-few")]
        text = "\n".join([talk.words("notice-report", title=talk.words.pick(notice.titles)), *lines])
        chart = (Button(talk.words("notice-button-chart"), ReportNotice(notice_id=notice.id, picture=True)),)
        return show(event, Screen(text, (*((chart,) if counted else ()), back)))
    bars = [Bar(title, figures["reached"], talk.words("notice-bar", **figures)) for title, figures in counted]
    png = bar_chart(talk.words.pick(notice.titles), bars, note=talk.words("notice-chart-note"))
    key = await store_file(talk.session, talk.contact.id, png, name="notice.png", media_type="image/png", now=talk.now)
    return SendPhoto(
        chat_id=chat_of(event), photo=KeptFile(key, "notice.png"), reply_markup=Screen("", (back,)).markup()
    )


def cancel_screen(number: int, words: Words) -> Screen:
    yes = Button(words("notice-button-do", how="cancel"), ChangeNotice(notice_id=number, how="cancel"))
    return Screen(
        words("notice-ask-cancel"), ((yes, Button(words("me-button-back"), ShowNotice(notice_id=number))),)
    ).with_home(words)
