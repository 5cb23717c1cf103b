"""The list of notices by how far they are, and the page of one: as people see it, whom it reaches, and how it goes."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.notices.preview import shown_on_channels
from bot.web.console.table import Page
from bot.web.typed import number_in
from handlers.notices.author import author_at
from handlers.notices.preview import count_said, labels_of, wechat_reach
from handlers.notices.progress import mass_said, progress_now, state_of
from handlers.notices.standing import UNDECIDED, audience_said, facts_said
from handlers.notices.survey import questions_said
from handlers.notices.written import VALID_H, notice_of, written_of
from handlers.phrases.cases import time_said
from handlers.talk.texts import texts
from models.notices.approval import decides
from models.notices.audience import count_audience
from models.notices.errors import NoticeGone, NoticeIncomplete
from models.notices.notice import Author, Notice, NoticeState, count_notices, notices_of, seen_notice
from models.notices.repeating import EVERY_WEEKS
from models.notices.sending import Progress, groups_of
from models.notices.survey import Counted, survey_counts
from models.outbox.pictures import find_media

PATH = "/console/notices"
ON_A_PAGE = 30
HEAPS: Mapping[str, tuple[NoticeState, ...]] = {
    "draft": (NoticeState.DRAFT,),
    "to-approve": (NoticeState.TO_APPROVE,),
    "scheduled": (NoticeState.SCHEDULED,),
    "sending": (NoticeState.SENDING,),
    "over": (NoticeState.DONE, NoticeState.CANCELLED),
}
"""The heaps of the list; without one, all of them."""
COLOURS = {"to_approve": "soon", "sending": "good", "scheduled": "good", "paused": "soon"}
GOES_ON = (NoticeState.TO_APPROVE, NoticeState.SCHEDULED, NoticeState.SENDING)
"""States in which a page that is open looks again and again."""


async def show(desk: Desk) -> Response:
    """The notices of the department, the newest first; whoever approves those of all departments sees all."""
    by = author_at(desk.staff, desk.city)
    params = desk.request.query_params
    heap, page = params.get("heap", ""), number_in(params.get("page", ""), 10_000) or 0
    states = HEAPS.get(heap, tuple(NoticeState))
    found = await notices_of(desk.session, by, states=states, limit=ON_A_PAGE + 1, skip=page * ON_A_PAGE)
    counts = await count_notices(desk.session, by)
    return desk.page(
        "notices/notices.html",
        title=desk.words("console-way-notices"),
        notices=[_line(desk, each) for each in found[:ON_A_PAGE]],
        heap=heap if heap in HEAPS else "",
        heaps=[
            (key, desk.words(f"console-notices-{key}"), sum(counts.get(each, 0) for each in states))
            for key, states in HEAPS.items()
        ],
        page=page,
        more=len(found) > ON_A_PAGE,
    )


def _line(desk: Desk, notice: Notice) -> dict[str, Any]:
    words, state = desk.words, state_of(notice)
    department = desk.city.departments.get(notice.department)
    return {
        "id": notice.id,
        "title": words.pick(notice.titles),
        "state": words("console-notice-state", state=state),
        "colour": COLOURS.get(state, "grey"),
        "department": words.pick(department.titles) if department is not None else notice.department,
        "audience": audience_said(notice.for_whom, desk.city, words),
        "when": time_said(words, desk.city, notice.send_at) if notice.send_at else "",
        "survey": bool(notice.questions),
        "repeats": notice.repeat is not None,
    }


async def notice_at(desk: Desk) -> tuple[Notice, Author]:
    """The notice of the path, and the colleague as an author. Raises NoticeGone."""
    number = number_in(desk.request.path_params["number"])
    if number is None:
        raise NoticeGone
    by = author_at(desk.staff, desk.city)
    return await seen_notice(desk.session, number, by), by


async def one(desk: Desk) -> Response:
    """One notice. Raises NoticeGone."""
    notice, by = await notice_at(desk)
    all_words = texts()
    locales = [each for each in ("zh-CN", "en") if each == "zh-CN" or each in notice.titles]
    previews = [(each, shown_on_channels(notice, all_words, each, city=desk.city, now=desk.now)) for each in locales]
    return desk.page(
        "notices/notice.html",
        title=desk.words.pick(notice.titles),
        previews=previews,
        labels=labels_of(notice.targets, desk.words),
        asked=questions_said(desk.words, notice.questions),
        weeks=EVERY_WEEKS,
        valid=VALID_H,
        entered=desk.entered,
        today=desk.today,
        zone_now=desk.now.astimezone(desk.city.zone),
        **await _standing(desk, notice, by),
    )


async def live(desk: Desk) -> Response:
    """The part of the page that changes while the notice goes out. Raises NoticeGone."""
    notice, by = await notice_at(desk)
    return desk.fragment("notices/live.html", **await _standing(desk, notice, by))


async def _standing(desk: Desk, notice: Notice, by: Author) -> dict[str, Any]:
    """How the notice stands, in words, and what may be done with it now."""
    session, words, city = desk.session, desk.words, desk.city
    begun = notice.state in (NoticeState.SENDING, NoticeState.DONE, NoticeState.CANCELLED)
    facts = await facts_said(session, notice, city, words)
    media = await find_media(session, notice.picture) if notice.picture else None
    reached = begun and notice.prepared_to > 0
    return {
        "notice": _line(desk, notice) | {"raw": notice},
        "path": f"{PATH}/{notice.id}",
        "facts": "\n".join(facts).splitlines(),
        "reach": await _reach(desk, notice) if notice.state in UNDECIDED else [],
        "mass": await mass_said(session, notice, words) if notice.mass and begun else "",
        "progress": _bars(words, await progress_now(session, notice)) if begun else [],
        "groups": await _groups(desk, notice) if reached else [],
        "answers": await _answers(desk, notice) if reached and notice.questions else [],
        "picture": None if media is None else "lost" if media.problem else "here" if media.content else "waits",
        "goes_on": notice.state in GOES_ON,
        "acts": acts_of(notice, by),
        "may_mass": await _may_mass(desk, notice) if notice.state == NoticeState.DRAFT else False,
        "corrects": f"{PATH}/new?correct={notice.id}" if reached else "",
    }


def acts_of(notice: Notice, by: Author) -> list[str]:
    """What to offer: names of steps in steps.py. The operations check it again."""
    match notice.state:
        case NoticeState.TO_APPROVE:
            return ["approve", "back", "cancel"] if decides(notice, by) else ["cancel"]
        case NoticeState.SCHEDULED | NoticeState.SENDING:
            return ["resume" if notice.paused else "pause", "cancel"]
        case NoticeState.DRAFT:
            return ["cancel"]
        case _:
            return []


async def _reach(desk: Desk, notice: Notice) -> list[str]:
    """Whom it would reach now, by channel."""
    written, *_ = written_of(notice_of(notice), desk.city, now=desk.now, later=False)
    count = await count_audience(desk.session, written.audience, written.topic, emergency=notice.is_emergency)
    reach = await wechat_reach(desk.session, written, count, city=desk.city, texts=texts(), now=desk.now)
    return [count_said(written, count, desk.words), *(reach.said(written, desk.words) if reach is not None else [])]


async def _may_mass(desk: Desk, notice: Notice) -> bool:
    """Whether to offer a mass message of WeChat."""
    written, *_ = written_of(notice_of(notice), desk.city, now=desk.now, later=False)
    count = await count_audience(desk.session, written.audience, written.topic, emergency=notice.is_emergency)
    reach = await wechat_reach(desk.session, written, count, city=desk.city, texts=texts(), now=desk.now)
    return reach is not None and (reach.why is None or written.mass)


def _bars(words: Any, progress: Progress) -> list[tuple[str, int, int]]:
    """(what, people, of how many): what became of everybody, and what those did who got it."""
    groups = {
        "sent": progress.sent,
        "waiting": progress.waiting,
        "held": progress.held,
        "failed": progress.failed + progress.missed,
        "stopped": progress.stopped,
        "blocked": progress.unreachable + progress.blocked_before,
        "off": progress.switched_off,
    }
    everybody = sum(groups.values())
    bars = [(name, count, everybody) for name, count in groups.items() if count or name in ("sent", "waiting")]
    bars += [("read", progress.read, progress.sent), ("acted", progress.acted, progress.sent)]
    return [(words("console-notice-bar", what=name), count, most) for name, count, most in bars]


async def _groups(desk: Desk, notice: Notice) -> list[tuple[str, list[tuple[str, dict[str, int]]]]]:
    """The figures by district and by kind of work, small groups merged."""
    words, groups = desk.words, await groups_of(desk.session, notice)
    titles = {
        "districts": {key: words.pick(each.titles) for key, each in desk.city.districts.items()},
        "occupations": {key: words.pick(each.titles) for key, each in desk.city.occupations.items()},
    }
    other = words("notice-group-other")
    return [
        (words(f"console-notice-{name}"), [(titles[name].get(key, other), each) for key, each in groups[name].items()])
        for name in titles
        if groups[name]
    ]


async def _answers(desk: Desk, notice: Notice) -> list[tuple[str, Counted, list[tuple[str, int]]]]:
    """Each question of a survey, how many answered, and the answers that may be shown with their numbers."""
    counts = await survey_counts(desk.session, notice)
    shown = []
    for question, counted in zip(notice.questions, counts, strict=True):
        rows = [
            (desk.words.pick(question.choices[int(key)]), people)
            for key, people in sorted((counted.choices or {}).items())
        ]
        if counted.others is not None:
            rows.append((desk.words("survey-others"), counted.others))
        shown.append((desk.words.pick(question.titles), counted, rows))
    return shown


async def picture(desk: Desk) -> Response:
    """The picture of a notice. Raises NoticeGone, NoticeIncomplete if it has none yet."""
    notice, _ = await notice_at(desk)
    media = await find_media(desk.session, notice.picture) if notice.picture else None
    if media is None or media.content is None:
        raise NoticeIncomplete("picture")
    return Response(media.content, media_type=media.media_type or "image/jpeg", headers=PRIVATE)


PAGES = (
    Page(PATH, show),
    Page(f"{PATH}/{{number}}", one),
    Page(f"{PATH}/{{number}}/live", live),
    Page(f"{PATH}/{{number}}/picture", picture),
)
