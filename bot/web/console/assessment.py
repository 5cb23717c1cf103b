"""驿站评估: the figures of the round by district and by owner; the appeals that wait, with the photos of the visits."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.web.console.case.evidence import SHUT
from bot.web.console.desk import Desk
from bot.web.console.table import Page
from bot.web.console.who import Who
from bot.web.typed import number_in
from handlers.phrases.cases import department_said
from handlers.phrases.place_facts import date_said
from models.assessment.appeals import findings_appealed, may_decide, open_appeals
from models.assessment.errors import AppealGone
from models.assessment.evidence import photo_of
from models.assessment.publishing import progress_of
from models.assessment.report import AssessmentCounts, AssessmentReport, assessment_report
from models.assessment.result import titles_of
from models.assessment.round import newest_round
from models.storage.database import Json

PATH = "/console/assessment"
PHOTO = f"{PATH}/{{number}}/{{item}}"
COUNTED = ("assessed", "failing", "musts", "findings", "in_time", "days", "reopened")


async def show(desk: Desk) -> Response:
    """The figures, how far the round is, and the appeals. Raises NotStaff."""
    report = await assessment_report(desk.session, desk.person, city=desk.city)
    newest = await newest_round(desk.session)
    progress = await progress_of(desk.session, newest, city=desk.city, now=desk.now) if newest is not None else None
    agreement = progress.agreement if progress is not None else None
    return desk.page(
        "leads/assessment.html",
        title=desk.words("console-way-assessment"),
        progress=progress,
        agreement=f"{agreement:.2f}" if agreement is not None else "none",
        begins=date_said(desk.words, newest.begins) if newest is not None else "",
        counted=[desk.words(f"console-assessment-{name.replace('_', '-')}") for name in COUNTED],
        groups=_groups(desk, report) if report is not None and report.total.assessed else [],
        appeals=await _appeals(desk) if may_decide(desk.staff, desk.city) else None,
    )


def _groups(desk: Desk, report: AssessmentReport) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """(title of the table, its rows); a row is its title and its figures."""
    words = desk.words
    districts = {key: words.pick(each.titles) for key, each in desk.city.districts.items()}
    owners = {key: department_said(words, desk.city, key) for key in report.owners}
    total = {"": report.total}
    return [
        (words("assess-figures-all"), _rows(total, {"": words("assess-figures-all")})),
        (words("assess-figures-districts"), _rows(report.districts, districts)),
        (words("assess-figures-owners"), _rows(report.owners, owners)),
    ]


def _rows(counts: Mapping[str, AssessmentCounts], titles: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    return [(titles.get(key, "—"), [_cell(each, name) for name in COUNTED]) for key, each in counts.items()]


def _cell(counts: AssessmentCounts, name: str) -> str:
    value = getattr(counts, name)
    return "—" if value is None else f"{value:g}"


async def _appeals(desk: Desk) -> list[Json]:
    found = []
    for made, name in await open_appeals(desk.session, desk.person, city=desk.city):
        findings = await findings_appealed(desk.session, made)
        photos = [
            (desk.words.pick(titles_of(each.item, desk.city)), f"{PATH}/{made.place_id}/{each.item}")
            for each in findings
        ]
        found.append({"name": name, "text": str(made.text), "photos": photos})
    return found


async def photo(desk: Desk) -> Response:
    """The photo of what an appeal is about. Raises AppealGone, NotStaff, and what else forbids to decide it."""
    number = number_in(str(desk.request.path_params["number"]))
    if number is None:
        raise AppealGone
    item = str(desk.request.path_params["item"])
    media = await photo_of(desk.session, number, item, desk.person, city=desk.city)
    return Response(media.content, media_type=media.media_type, headers=SHUT)


PAGES = (
    Page(PATH, show, Who.DESK),
    Page(PHOTO, photo, Who.LEADS, writes=True),  # the appeal is locked meanwhile
)
