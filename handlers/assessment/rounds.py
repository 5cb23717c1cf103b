"""驿站评估: what each colleague can do there now, drawing a round, publishing it, and the figures."""

from collections.abc import AsyncIterator, Iterator, Mapping

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.assessment import (
    DrawRound,
    GoOnVisit,
    OpenAppeals,
    OpenAssessment,
    OpenAssessmentFigures,
    OpenDueVisits,
    OpenResults,
    PublishRound,
)
from handlers.buttons.staff import OpenWork
from handlers.phrases.cases import department_said
from handlers.phrases.place_facts import date_said
from handlers.talk.forms import leave_form
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from models.assessment.appeals import may_decide, open_appeals
from models.assessment.publishing import progress_of, publish_round
from models.assessment.report import AssessmentCounts, assessment_report
from models.assessment.round import draw_round, leads_assessment, newest_round, standard_of
from models.assessment.visiting import due_visits, visits_begun
from models.staff.post import Staff, StaffRole, need_staff

router = Router(name=__name__)


@router.callback_query(OpenAssessment.filter())
async def open_assessment(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a colleague opens the assessment; shows how far it is and what they can do."""
    await leave_form(talk.state)
    return show(event, await assessment_screen(talk))


async def assessment_screen(talk: Talk, first_line: str | None = None) -> Screen:
    """How far the round is, and what the colleague can do. Raises NotStaff, NoStandard."""
    staff, words = await need_staff(talk.session, talk.person), talk.words
    standard_of(talk.city)
    newest = await newest_round(talk.session)
    ways = [way async for way in _ways(talk, staff)]
    last = (Button(words("desk-button"), OpenWork()), home_button(words))
    if newest is None:
        text = words("assess-none")
    else:
        progress = await progress_of(talk.session, newest, city=talk.city, now=talk.now)
        agreement = newest.agreement if newest.agreement is not None else progress.agreement
        text = words(
            "assess-round",
            begins=date_said(words, newest.begins),
            visited=str(progress.visited),
            places=str(progress.places),
            due=str(progress.due or "none"),
            agreement=f"{agreement:.2f}" if agreement is not None else "none",
            published="yes" if newest.published_at is not None else "no",
        )
    return Screen("\n".join(filter(None, (first_line, text))), (*in_rows(ways, 2), last))


async def _ways(talk: Talk, staff: Staff) -> AsyncIterator[Button]:
    """The buttons, one after the other."""
    words, leads = talk.words, staff.role in (StaffRole.LEAD, StaffRole.ADMIN)
    newest = await newest_round(talk.session)
    if newest is not None:
        for visit, name in await visits_begun(talk.session, talk.person):
            yield Button(words("assess-button-go-on", name=name), GoOnVisit(visit_id=visit.id))
        due = await due_visits(talk.session, talk.person, city=talk.city, now=talk.now)
        yield Button(words("assess-button-due-count", count=str(len(due) or "none")), OpenDueVisits())
        if leads:
            yield Button(words("assess-button-results"), OpenResults())
        if may_decide(staff, talk.city):
            waiting = await open_appeals(talk.session, talk.person, city=talk.city)
            yield Button(words("assess-button-appeals", count=str(len(waiting) or "none")), OpenAppeals())
        yield Button(words("assess-button-figures"), OpenAssessmentFigures())
    if leads_assessment(staff, talk.city):
        if newest is None or (newest.published_at is not None and talk.today >= newest.ends):
            yield Button(words("assess-button-draw"), DrawRound())
        elif newest.published_at is None:
            yield Button(words("assess-button-publish"), PublishRound())


@router.callback_query(DrawRound.filter())
async def draw(event: CallbackQuery, talk: Talk, callback_data: DrawRound) -> Reply:
    """Runs when a lead draws a round; asks once more, then draws it."""
    back = Button(talk.words("staff-button-back"), OpenAssessment())
    if not callback_data.sure:
        yes = Button(talk.words("assess-button-draw-sure"), DrawRound(sure=True))
        return show(event, Screen(talk.words("assess-draw-sure"), ((yes,), (back, home_button(talk.words)))))
    drawn = await draw_round(talk.session, talk.person, city=talk.city, now=talk.now)
    return show(event, await assessment_screen(talk, talk.words("assess-drawn", seal=drawn.seal[:16])))


@router.callback_query(PublishRound.filter())
async def publish(event: CallbackQuery, talk: Talk, callback_data: PublishRound) -> Reply:
    """Runs when a lead publishes the grades; asks once more, then does it."""
    back = Button(talk.words("staff-button-back"), OpenAssessment())
    if not callback_data.sure:
        yes = Button(talk.words("assess-button-publish-sure"), PublishRound(sure=True))
        return show(event, Screen(talk.words("assess-publish-sure"), ((yes,), (back, home_button(talk.words)))))
    await publish_round(talk.session, talk.person, city=talk.city, now=talk.now)
    return show(event, await assessment_screen(talk, talk.words("assess-published")))


# --- the figures ------------------------------------------------------------------------------------------------------


@router.callback_query(OpenAssessmentFigures.filter())
async def figures(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a colleague opens the figures; shows them by district and by owner."""
    report, words = await assessment_report(talk.session, talk.person, city=talk.city), talk.words
    back = (Button(words("assess-button-open"), OpenAssessment()), home_button(words))
    if report is None or not report.total.assessed:
        return show(event, Screen(words("assess-figures-none"), (back,)))
    districts = {key: words.pick(each.titles) for key, each in talk.city.districts.items()}
    owners = {key: department_said(words, talk.city, key) for key in report.owners}
    lines = [
        _counts_said(talk, words("assess-figures-all"), report.total),
        words("assess-figures-districts"),
        *_lines(talk, report.districts, districts),
        words("assess-figures-owners"),
        *_lines(talk, report.owners, owners),
    ]
    return show(event, Screen("\n".join(lines), (back,)))


def _lines(talk: Talk, counts: Mapping[str, AssessmentCounts], titles: Mapping[str, str]) -> Iterator[str]:
    return (_counts_said(talk, titles.get(key, "—"), each) for key, each in counts.items())


def _counts_said(talk: Talk, title: str, counts: AssessmentCounts) -> str:
    return talk.words(
        "assess-figures-line",
        title=title,
        assessed=str(counts.assessed),
        failing=str(counts.failing),
        musts=str(counts.musts),
        findings=str(counts.findings),
        in_time=str(counts.in_time),
        days=f"{counts.days:g}" if counts.days is not None else "none",
        reopened=str(counts.reopened),
    )
