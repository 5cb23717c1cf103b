"""替人登记: at the window or on the phone, staff fill in all questions of a case type on one page. The slip with the
claim code comes next (slips.py). A work order that was read fills in the same page (work_orders.py)."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.exchange.case_at import path_of
from bot.web.console.exchange.form import fields_of, read_form
from bot.web.console.table import Page, Press
from handlers.phrases.cases import source_said
from models.cases.draft import type_of
from models.casework.files import MOST_FILES
from models.city.case_types import CaseType
from models.exchange.claim import make_code
from models.exchange.errors import FormUnfinished
from models.exchange.filing_for import file_for_somebody
from models.exchange.origin import IN_PERSON, Source

PATH = "/console/file"


async def choose(desk: Desk) -> Response:
    """The case types by their groups."""
    groups = [
        (desk.words.pick(group.titles), [each for each in desk.city.case_types.values() if each.group == group.key])
        for group in desk.city.case_groups.values()
    ]
    return desk.page("exchange/choose.html", title=desk.words("console-way-filing"), groups=groups)


async def show(desk: Desk) -> Response:
    """The form; after a refusal with everything that was entered, and what is wrong with it."""
    case_type = type_of(desk.city, desk.request.path_params["type"])
    faults = (await read_form(desk, case_type)).faults if desk.error else {}
    values = desk.entered or {"source": desk.request.query_params.get("source", Source.WINDOW.value)}
    return form_page(desk, case_type, values, faults)


def form_page(
    desk: Desk, case_type: CaseType, values: Mapping[str, str], faults: Mapping[str, str], pasted: str = ""
) -> Response:
    """The page of the form with these values. pasted: the work order that they were read from."""
    return desk.page(
        "exchange/form.html",
        title=desk.words("console-form-title", type=desk.words.pick(case_type.titles)),
        type=case_type,
        fields=fields_of(desk, case_type, values, faults),
        values=values,
        faults=faults,
        sources=[(each.value, source_said(desk.words, each)) for each in Source],
        types=[(each.key, desk.words.pick(each.titles)) for each in desk.city.case_types.values()],
        most=MOST_FILES,
        pasted=pasted or desk.entered.get("pasted", ""),
    )


async def file(desk: Desk) -> Done:
    """File the case; a slip with a claim code follows for somebody who came or called."""
    case_type = type_of(desk.city, desk.request.path_params["type"])
    read = await read_form(desk, case_type)
    if read.faults:
        raise FormUnfinished(len(read.faults))
    case = await file_for_somebody(desk.session, desk.staff, read.filled, city=desk.city, now=desk.now)
    if read.filled.origin.source in IN_PERSON:
        await make_code(desk.session, case, now=desk.now)
    return Done(path_of(case, "/slip"), "filed")


PAGES = (Page(PATH, choose), Page(PATH + "/{type}", show), Press(PATH + "/{type}", file, show))
