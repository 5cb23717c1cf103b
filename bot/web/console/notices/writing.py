"""Writing a notice on one page: words, a button, questions, and for whom, with how many people that are."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.notices.form import LISTED_EVENTS, choices_of, fields_entered, fields_kept
from bot.web.console.table import Page, Press
from bot.web.typed import number_in
from handlers.notices.author import author_at
from handlers.notices.preview import approval_said, count_said
from handlers.notices.written import TARGETS, beginning, correction_of, notice_of, written_of
from handlers.pushed.notices import LABELS
from handlers.talk.texts import texts
from models.casework.files import PAGE, holder_of_uploads, uploaded_pieces
from models.errors import DomainError
from models.events.event import newest_events
from models.notices.audience import Topic, count_audience
from models.notices.errors import NoticeGone
from models.notices.notice import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    NoticeState,
    must_be,
    need_audience,
    seen_notice,
    write_notice,
)
from models.notices.people_list import pasted_list
from models.notices.question import LONGEST_QUESTION, MOST_CHOICES
from models.outbox.message import Urgency
from models.outbox.pictures import expect_media

PATH = "/console/notices"


async def new(desk: Desk) -> Response:
    """An empty form; with `correct`, of a correction of that notice. Raises NoticeGone."""
    wrong = number_in(desk.request.query_params.get("correct", ""))
    if wrong is None:
        return await _form(desk, beginning())
    notice = await seen_notice(desk.session, wrong, author_at(desk.staff, desk.city))
    title = desk.words("notice-correction-title", title=desk.words.pick(notice.titles))
    return await _form(desk, correction_of(notice, title))


async def change(desk: Desk) -> Response:
    """The form of a draft. Raises NoticeGone, NoticeMovedOn."""
    number = number_in(desk.request.path_params["number"])
    if number is None:
        raise NoticeGone
    notice = await seen_notice(desk.session, number, author_at(desk.staff, desk.city))
    must_be(notice, NoticeState.DRAFT)
    return await _form(desk, notice_of(notice))


async def again(desk: Desk) -> Response:
    """The form with what was entered."""
    return await _form(desk, {**choices_of(desk.fields), "id": desk.number("id")})


async def keep(desk: Desk) -> Done:
    """Keep the draft; its page shows it as people will see it. Raises NoticeIncomplete, ListRefused, NoticeGone,
    NoticeMovedOn, EventGone, ChoiceUnknown."""
    by, notice = author_at(desk.staff, desk.city), choices_of(desk.fields)
    pasted = desk.entered.get("pasted", "").strip()
    if pasted:
        row = await pasted_list(desk.session, pasted, department=by.department, now=desk.now)
        notice["list"] = str(row.id)
    uploaded = desk.every("uploaded")
    if uploaded:
        await uploaded_pieces(desk.session, desk.person, uploaded, now=desk.now)
        contact = await holder_of_uploads(desk.session, desk.person)
        notice["picture"] = await expect_media(desk.session, contact, uploaded[0], now=desk.now, channel=PAGE)
    if desk.entered.get("no_picture"):
        notice["picture"] = ""
    written, *_ = written_of(notice, desk.city, now=desk.now, later=False)
    row_of = await write_notice(desk.session, written, by, now=desk.now, notice_id=desk.number("id"))
    return Done(f"{PATH}/{row_of.id}", "notice-kept")


async def count(desk: Desk) -> Response:
    """How many people the audience has now, and whether that many need a yes: a part of the form. Raises ChoiceUnknown,
    NoticeIncomplete, NoticeGone, EventGone."""
    entered = choices_of(desk.request.query_params.multi_items())
    return desk.fragment("notices/count.html", lines=await _counted(desk, entered))


async def _counted(desk: Desk, notice: Mapping[str, Any]) -> list[str]:
    written, *_ = written_of(notice, desk.city, now=desk.now, later=False)
    by = author_at(desk.staff, desk.city)
    await need_audience(desk.session, written.audience, by)
    emergency = written.urgency is Urgency.NOW
    counted = await count_audience(desk.session, written.audience, written.topic, emergency=emergency)
    lines = [count_said(written, counted, desk.words)]
    return [*lines, *approval_said(written, counted, desk.city, desk.words, by=by)]


async def _form(desk: Desk, notice: Mapping[str, Any]) -> Response:
    words, city = desk.words, desk.city
    by = author_at(desk.staff, city)
    events = await newest_events(desk.session, by.department, limit=LISTED_EVENTS)
    titles = {str(each.id): words.pick(each.titles) for each in events}
    try:
        counted = await _counted(desk, notice)
    except DomainError:
        counted = []  # the form says what was refused
    english, _, english_text = notice["english"].partition("\n")
    audience = [
        ("occupations", {key: words.pick(each.titles) for key, each in city.occupations.items()}),
        ("districts", {key: words.pick(each.titles) for key, each in city.districts.items()}),
        ("locales", {each: texts().in_(each)("me-language-name") for each in texts().locales}),
        ("events", titles),
        ("attended", titles),
    ]
    return desk.page(
        "notices/form.html",
        title=words("console-notice-change" if notice.get("id") else "notice-button-write"),
        notice=notice,
        english=(english, english_text),
        topics=[(each.value, words(f"notice-topic-{each.value}")) for each in Topic],
        urgencies=[(each.value, words(f"notice-urgency-{each.value.replace('_', '-')}")) for each in Urgency],
        targets=[(each.value, words(LABELS[each])) for each in TARGETS],
        audience=[(name, choices) for name, choices in audience if choices],
        questions=fields_entered(desk.fields) if desk.error else fields_kept(notice),
        counted=counted,
        limits={"title": LONGEST_TITLE, "text": LONGEST_TEXT, "question": LONGEST_QUESTION, "choices": MOST_CHOICES},
        files=desk.every("uploaded"),
        pasted=desk.entered.get("pasted", ""),
    )


PAGES = (
    Page(f"{PATH}/new", new),
    Page(f"{PATH}/count", count),
    Page(f"{PATH}/{{number}}/edit", change),
    Press(f"{PATH}/keep", keep, again),
)
