"""A notice as staff watch it: its state, its progress, and the steps that its author or approver can take.

On a channel that can change messages, bot/jobs/notice_progress.py updates the message until its reader opens
something else in it. So its button home is one of its own, which ends the updates.
"""

from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.notices import ChangeNotice, LeaveNotice, OpenNotices, ReportNotice, ShowNotice, WriteNotice
from handlers.notices.preview import labels_of
from handlers.notices.standing import UNDECIDED, facts_said
from handlers.notices.survey import answers_said, questions_said
from handlers.phrases.days import short_moment
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.notices.approval import decides
from models.notices.mass import mass_reached
from models.notices.notice import Author, Notice, NoticeState
from models.notices.progress import stop_watching, watch_notice
from models.notices.sending import Progress, progress_of
from models.notices.survey import survey_counts


async def watched(event: Message | CallbackQuery, talk: Talk, notice: Notice, *, by: Author) -> Reply:
    """Answer with the notice, and keep the message updated with its progress if the channel can."""
    number = _changeable(event)
    if number is not None:
        await watch_notice(talk.session, notice, talk.contact.id, number, now=talk.now)
    return show(event, await notice_screen(talk.session, notice, talk.city, talk.words, by=by))


async def leave_watch(event: Message | CallbackQuery, talk: Talk) -> None:
    """Stop updating the message, which shows something else from now on."""
    number = _changeable(event)
    if number is not None:
        await stop_watching(talk.session, talk.contact.id, number)


def _changeable(event: Message | CallbackQuery) -> int | None:
    """The number of the message that `show` will change; None if it sends a new one."""
    if isinstance(event, CallbackQuery) and isinstance(event.message, Message) and event.message.text is not None:
        return event.message.message_id
    return None


async def notice_screen(session: AsyncSession, notice: Notice, city: City, words: Words, *, by: Author) -> Screen:
    """The notice's state, figures and the buttons that `by` may press."""
    send_at = short_moment(notice.send_at, city.zone) if notice.send_at else ""
    lines = [
        words("notice-state", state=state_of(notice), when=send_at),
        *(words("notice-pushed", title=notice.titles[each], text=notice.texts[each]) for each in notice.titles),
    ]
    if notice.targets:
        labels = labels_of(notice.targets, words)
        lines.append(words("notice-preview-buttons", labels=words("place-and").join(labels)))
    lines += questions_said(words, notice.questions)
    lines += await facts_said(session, notice, city, words)
    if notice.state in (NoticeState.SENDING, NoticeState.DONE, NoticeState.CANCELLED):
        lines.append(progress_said(await progress_now(session, notice), words))
    if notice.questions and notice.state not in UNDECIDED:
        lines += answers_said(words, notice.questions, await survey_counts(session, notice))
    if notice.mass:
        lines.append(await mass_said(session, notice, words))
    last = (Button(words("me-button-back"), OpenNotices()), Button(words("menu-button-home"), LeaveNotice()))
    look = Button(words("notice-button-picture"), ChangeNotice(notice_id=notice.id, how="picture"))
    return Screen("\n".join(lines), (*_buttons(notice, words, by), *(((look,),) if notice.picture else ()), last))


def state_of(notice: Notice) -> str:
    return "paused" if notice.paused and notice.state in (NoticeState.SCHEDULED, NoticeState.SENDING) else notice.state


async def progress_now(session: AsyncSession, notice: Notice) -> Progress:
    """The counts as they are now, or as they were kept when it ended."""
    return Progress(**notice.result["progress"]) if notice.result else await progress_of(session, notice)


def progress_said(progress: Progress, words: Words) -> str:
    return words(
        "notice-progress",
        sent=progress.sent,
        waiting=progress.waiting,
        held=progress.held,
        told=progress.told,
        failed=progress.failed + progress.missed,
        stopped=progress.stopped,
        blocked=progress.unreachable + progress.blocked_before,
        off=progress.switched_off,
        read=progress.read,
        acted=progress.acted,
    )


async def mass_said(session: AsyncSession, notice: Notice, words: Words) -> str:
    """The result of the mass message, or that there will be one."""
    if notice.mass_trouble is not None:
        return words("notice-mass-trouble", trouble=notice.mass_trouble)
    given, reached = (await progress_now(session, notice)).mass, await mass_reached(session, notice.id)
    said = "planned" if not given else "given" if reached is None else "reached"
    return words("notice-mass-progress", said=said, given=given, reached=reached or 0)


def _buttons(notice: Notice, words: Words, by: Author) -> tuple[tuple[Button, ...], ...]:
    def button(how: str) -> Button:
        return Button(words("notice-button-do", how=how.replace("_", "-")), ChangeNotice(notice_id=notice.id, how=how))

    again = Button(words("notice-button-refresh"), ShowNotice(notice_id=notice.id))
    figures = Button(words("notice-button-report"), ReportNotice(notice_id=notice.id))
    correct = Button(words("notice-button-correct"), WriteNotice(step="correct", value=str(notice.id)))
    match notice.state:
        case NoticeState.TO_APPROVE if decides(notice, by):
            return ((button("approve"), button("back")),)
        case NoticeState.DRAFT:
            change = Button(words("notice-button-change"), WriteNotice(step="again", value=str(notice.id)))
            return ((change, button("ask_cancel")),)
        case NoticeState.TO_APPROVE:
            return ((again, button("ask_cancel")),)
        case NoticeState.SCHEDULED | NoticeState.SENDING:
            return ((again, figures), (button("resume" if notice.paused else "pause"), button("ask_cancel")))
        case NoticeState.CANCELLED if notice.prepared_to == 0:
            return ()
        case _:
            return ((figures, correct),)
