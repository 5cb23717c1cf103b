"""工单: a forwarded work order is pasted and read, or a sheet of many is checked; the colleague confirms what was read
before anything is filed. Work orders that have to go back stand below."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.exchange.case_at import CASES, case_at
from bot.web.console.exchange.filing import form_page
from bot.web.console.exchange.form import typed_order
from bot.web.console.table import Page, Press
from handlers.filing.written import told_in
from handlers.phrases.cases import day_said, source_said, state_for_staff
from handlers.talk.meaning import Facts
from models.cases.case import Case
from models.cases.draft import type_of
from models.errors import AnswerMissing
from models.exchange.origin import IN_PERSON, CaseOrigin, Source, return_case, waiting_to_go_back
from models.exchange.work_order import LONGEST_PASTED, MOST_ROWS, read_work_order

PATH = "/console/work-orders"
SOURCES = [each for each in Source if each not in IN_PERSON]
SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A work order that has to go back. colour: of its day, beside which the day stands in words."""

    case: Case
    source: str
    foreign: str
    day: str
    colour: str
    state: str


async def show(desk: Desk) -> Response:
    """The two ways in, and what has to go back."""
    waiting = await waiting_to_go_back(desk.session, desk.staff, city=desk.city)
    return desk.page(
        "exchange/orders.html",
        title=desk.words("console-way-work-orders"),
        sources=[(each.value, source_said(desk.words, each)) for each in SOURCES],
        types=[(each.key, desk.words.pick(each.titles)) for each in desk.city.case_types.values()],
        waiting=[_waiting(desk, origin, case) for origin, case in waiting],
        most_rows=MOST_ROWS,
    )


def _waiting(desk: Desk, origin: CaseOrigin, case: Case) -> Waiting:
    words, back_by = desk.words, origin.back_by
    day = day_said(words, back_by.astimezone(desk.city.zone).date()) if back_by is not None else ""
    late = back_by is not None and back_by < desk.now
    soon = back_by is not None and back_by < desk.now + SOON
    return Waiting(
        case,
        source_said(words, origin.source),
        origin.foreign or "",
        words("console-orders-day", day=day, state="late" if late else "open")
        if day
        else words("console-orders-no-day"),
        "late" if late else "soon" if soon else "grey",
        state_for_staff(words, case.state),
    )


async def read(desk: Desk) -> Response:
    """Read the pasted text, and show the form with all that was read. Nothing is filed."""
    text = desk.entered.get("pasted", "")[:LONGEST_PASTED]
    if not text.strip():
        raise AnswerMissing("pasted")
    order = read_work_order(text, desk.city, desk.today)
    understanding = desk.app.understanding
    meaning = understanding.read(order.story) if understanding is not None else None
    key = desk.entered.get("type") or order.type or next(iter(desk.city.case_types))
    case_type = type_of(desk.city, key)
    told = told_in(case_type, order.story, meaning.facts if meaning is not None else Facts(), desk.today)
    return form_page(desk, case_type, typed_order(order, case_type, told), {}, text)


async def give_back(desk: Desk) -> Done:
    """Note that the work order went back to its source."""
    case = await case_at(desk)
    await return_case(desk.session, case.id, desk.staff, city=desk.city, now=desk.now)
    return Done(PATH, "returned")


PAGES = (Page(PATH, show), Press(PATH, read, show), Press(CASES + "/{number}/return", give_back, show))
