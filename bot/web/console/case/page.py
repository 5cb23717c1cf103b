"""The page of a case, the parts of it that follow what happens, who else is there, and what is being written."""

from typing import Any

from starlette.responses import Response

from bot.web.console.case.acts import OF_STEPS, Act, Acts, acts_of, reads_looks
from bot.web.console.case.forms import Form, form_of
from bot.web.console.case.view import others_said, view_of
from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.table import Page, Press
from models.cases.case import Case
from models.cases.errors import CaseGone
from models.cases.steps import CaseState, Step
from models.casework.looks import CARD, note_look
from models.desk.drafts import FIELDS, keep_draft
from models.desk.presence import EVERY_S, be_there
from models.desk.whole_case import WholeCase, case_by_number, read_whole_case

PATH = "/console/cases/{number}"
_AT_ONCE_OPEN = {CaseState.ACCEPTED: Step.ANSWER, CaseState.ANSWERED: Step.SETTLE}
"""The form that is open when the handler comes to a case in this state."""


def number_of(desk: Desk) -> str:
    """The number in the path."""
    return str(desk.request.path_params["number"])


def path_of(case: Case) -> str:
    """The path of the case's page."""
    return f"/console/cases/{case.number}"


async def whole_case(desk: Desk) -> WholeCase:
    """All that is shown of the case in the path. Raises CaseGone."""
    return await read_whole_case(desk.session, number_of(desk), desk.staff, city=desk.city, now=desk.now)


async def show(desk: Desk) -> Response:
    """The page, with the form that was asked for, or the one that comes next; the look is noted."""
    whole = await whole_case(desk)
    await note_look(desk.session, whole.case.id, desk.staff, CARD, now=desk.now)
    return case_page(desk, whole, desk.request.query_params.get("act", ""))


def case_page(desk: Desk, whole: WholeCase, wanted: str) -> Response:
    """The page with the form of an act; with that of the next one if it cannot be done."""
    acts = acts_of(whole)
    act = acts.named(wanted) or _next_act(whole, acts)
    form = form_of(desk, whole, act) if act is not None and act.form else None
    shown = _shown(desk, whole, acts)
    title = f"{whole.case.number} {shown['case'].type}"
    return desk.page("case/case.html", title=title, form=form, **shown)


def _shown(desk: Desk, whole: WholeCase, acts: Acts) -> dict[str, Any]:
    return {
        "case": view_of(desk.words, whole, now=desk.now),
        "path": path_of(whole.case),
        "acts": acts,
        "drafts": set(whole.drafts),
        "looks": reads_looks(whole),
        "every_s": EVERY_S,
    }


def _next_act(whole: WholeCase, acts: Acts) -> Act | None:
    """What was half-written, else what the handler most likely does next."""
    if whole.case.urgent and whole.seen.mine:
        return acts.named("ask")
    begun = next((acts.named(name) for name in whole.drafts if acts.named(name) is not None), None)
    step = _AT_ONCE_OPEN.get(whole.case.state) if whole.seen.mine and not whole.seen.held else None
    return begun or (acts.named(OF_STEPS[step].name) if step is not None else None)


async def live(desk: Desk) -> Response:
    """The parts that follow what happens; nothing if nothing has since the page last looked."""
    try:
        case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    except CaseGone:  # another department has it now
        return desk.fragment("case/case_gone.html")
    if desk.request.query_params.get("events") == str(case.event_count):
        return Response(status_code=204, headers=PRIVATE)
    whole = await whole_case(desk)
    return desk.fragment("case/case_live.html", **_shown(desk, whole, acts_of(whole)))


async def compose(desk: Desk) -> Response:
    """The form of one act, with what was half-written."""
    whole = await whole_case(desk)
    act = acts_of(whole).named(desk.request.query_params.get("act", ""))
    form: Form | None = form_of(desk, whole, act) if act is not None and act.form else None
    return desk.fragment("case/case_form.html", form=form, path=path_of(whole.case))


async def others(desk: Desk) -> Response:
    """Says that the page is open, and who else has the case open."""
    writes = desk.request.query_params.get("writes") == "1"
    try:
        case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    except CaseGone:
        return Response(status_code=204, headers=PRIVATE)
    there = await be_there(desk.session, case.id, desk.staff, writes=writes, city=desk.city, now=desk.now)
    return desk.fragment("case/case_others.html", others=others_said(desk.words, there))


async def draft(desk: Desk) -> Response:
    """Keeps what stands in a form."""
    case = await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)
    typed = {name: desk.entered.get(name, "") for name in FIELDS}
    act = str(desk.entered.get("act", ""))[:40]
    await keep_draft(desk.session, case.id, desk.staff, act, typed, city=desk.city, now=desk.now)
    return Response(status_code=204, headers=PRIVATE)


PAGES: tuple[Page | Press, ...] = (
    Page(PATH, show, writes=True),
    Page(f"{PATH}/live", live),
    Page(f"{PATH}/compose", compose),
    Page(f"{PATH}/others", others, writes=True),
    Press(f"{PATH}/draft", draft, others, once=False),
)
