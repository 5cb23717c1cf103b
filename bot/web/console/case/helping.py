"""The page of a request for help: another department's words, what it shares of its case, and the way to answer."""

from typing import Any

from starlette.responses import Response

from bot.web.console.case.evidence import piece_file, piece_of
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.typed import number_in
from handlers.phrases.cases import day_said, department_said, type_said
from handlers.phrases.evidence import piece_said
from handlers.phrases.facts import fact_pairs
from models.cases.evidence_copy import copy_for_staff
from models.casework.assist import (
    CaseAssist,
    Sharing,
    answer_assist,
    assist_for_staff,
    shared_case,
    shared_evidence,
    shared_facts,
)
from models.casework.errors import AssistGone
from models.casework.looks import PIECE, note_look

PATH = "/console/assists/{assist}"


def _number(desk: Desk) -> int:
    number = number_in(str(desk.request.path_params["assist"]))
    if number is None:
        raise AssistGone
    return number


async def _request(desk: Desk) -> CaseAssist:
    return await assist_for_staff(desk.session, _number(desk), desk.staff, city=desk.city)


async def show(desk: Desk) -> Response:
    """The request, and its form while it can be answered."""
    request, words, city = await _request(desk), desk.words, desk.city
    case, shares = await shared_case(desk.session, request, city=city)
    mine = desk.staff.department == request.department
    shown: dict[str, Any] = {
        "facts": fact_pairs(words, shared_facts(case, city)) if mine and shares is not Sharing.WORDS else [],
        "pieces": [],
    }
    if mine and shares is Sharing.EVIDENCE:
        _, pieces = await shared_evidence(desk.session, request.id, desk.staff, city=city)
        there = [each for each in pieces if each.removed_at is None and each.kept_at is not None]
        shown["pieces"] = [(each.number, piece_said(words, city, each)) for each in there]
    title = words("console-assist-title", number=case.number, type=type_said(words, city, case.type))
    return desk.page(
        "case/assist.html",
        title=title,
        asked=words(
            "console-assist-asked",
            department=department_said(words, city, case.department),
            day=day_said(words, request.due_at.astimezone(city.zone).date()),
        ),
        request=str(request.request),
        answer=str(request.answer or ""),
        open=mine and request.answered_at is None and case.is_open,
        state=words(
            "console-assist-state", state="answered" if request.answered_at else "open" if case.is_open else "over"
        ),
        path=f"/console/assists/{request.id}",
        typed=desk.entered.get("text", ""),
        **shown,
    )


async def answer(desk: Desk) -> Done:
    """Answers the request, once."""
    request = await _request(desk)
    text = desk.entered.get("text", "")
    await answer_assist(desk.session, request.id, desk.staff, text, city=desk.city, now=desk.now)
    return Done(f"/console/assists/{request.id}", "case-assisted")


async def piece(desk: Desk) -> Response:
    """A piece of evidence that was shared; the look is noted."""
    case, _ = await shared_evidence(desk.session, _number(desk), desk.staff, city=desk.city)
    number = piece_of(desk)
    found = await copy_for_staff(desk.session, case, number)
    await note_look(desk.session, case.id, desk.staff, f"{PIECE}{number}", now=desk.now)
    return piece_file(desk, found)


PAGES: tuple[Page | Press, ...] = (
    Page(PATH, show, writes=True),
    Press(PATH, answer, show),
    Page(f"{PATH}/evidence/{{piece}}", piece, writes=True),
)
