"""/queue, 待办: what there is to do, counted; each heap page by page; and any case, found by its number or by words."""

import re
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.buttons.duties import OpenDuties
from handlers.buttons.negotiations import OpenNegotiations
from handlers.buttons.staff import (
    FoundPage,
    OpenAssists,
    OpenGuide,
    OpenHeap,
    OpenOrders,
    OpenQueue,
    OpenReport,
    OpenTeam,
    ShowStaffCase,
)
from handlers.cases.mine import says_number
from handlers.casework.card import last_row, staff_card
from handlers.casework.wanted import read_wanted
from handlers.phrases.cases import department_said, moment_said, type_said
from handlers.phrases.duties import counted
from handlers.phrases.staff_case import DEADLINED
from handlers.talk.at_desk import AT_DESK, WANTED, at_desk, is_staff, staff_say, stay_at_desk
from handlers.talk.forms import ANSWER, PAGE, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.case import Case
from models.cases.clock import deadline_of
from models.cases.errors import CaseGone
from models.cases.mine import find_own_case
from models.cases.news import is_dangerous
from models.cases.number import PREFIX, read_number, without_what_is_round_it
from models.casework.assist import open_assists
from models.casework.orders import open_orders
from models.casework.queue import (
    MOST_COUNTED,
    MOST_FOUND,
    Heap,
    count_queue,
    find_cases,
    queue_page,
    waiting_at,
)
from models.city.pack import City
from models.duties.listed import count_to_do
from models.figures.cases import may_see_report
from models.negotiations.negotiation import count_running, may_read_negotiations
from models.people.person import Person
from models.staff.post import Staff, need_staff, posts_of, staff_of, unstaffed

router = Router(name=__name__)
_NUMBER = re.compile(rf"{PREFIX}\W?\d", re.IGNORECASE)


async def is_staff_number(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether the text is the number of a case that this member of staff may see. Their own cases as a worker
    are handled elsewhere.
    """
    if not says_number(message):
        return False
    staff = await staff_of(talk.session, person) if person is not None else None
    return staff is not None and bool(await find_cases(talk.session, staff, message.text or "", city=talk.city))


async def is_no_ones_number(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether a member of staff typed a number, perhaps a wrong one, that is neither a case they may see nor one
    of their own.
    """
    typed = without_what_is_round_it(message.text or "")
    if person is None or _NUMBER.match(typed) is None or await staff_of(talk.session, person) is None:
        return False
    number = read_number(typed)
    if number is None:
        return True
    try:
        await find_own_case(talk.session, number, person)
    except CaseGone:
        return True
    return False


@router.message(Command("queue"))
@router.message(F.text, staff_say("staff-queue-words"))
@router.callback_query(OpenQueue.filter())
async def open_queue(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when staff press their queue, or type /queue or a word for it; shows the counts."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    return show(event, await queue_screen(talk, staff))


@router.callback_query(OpenHeap.filter())
async def open_heap(event: CallbackQuery, talk: Talk, callback_data: OpenHeap) -> Reply:
    """Runs when staff press a heap; lists its cases."""
    staff = await need_staff(talk.session, talk.person)
    await stay_at_desk(talk.state)
    heap, page = callback_data.heap, max(0, callback_data.page)
    found = await queue_page(talk.session, staff, heap, city=talk.city, now=talk.now, page=page, size=PAGE)
    more = OpenHeap(heap=heap, page=page + 1) if found.more else None
    head = talk.words(f"staff-heap-{heap.value}") if found.cases else talk.words(f"staff-heap-none-{heap.value}")
    return show(event, list_screen(talk, staff, head, list(enumerate(found.cases, page * PAGE + 1)), more))


@router.message(StateFilter(None), F.text, is_staff_number)
async def number_typed(message: Message, talk: Talk) -> Reply:
    """Runs when staff type the number of a case; shows its card."""
    staff = await need_staff(talk.session, talk.person)
    found = await find_cases(talk.session, staff, message.text or "", city=talk.city)
    await stay_at_desk(talk.state)
    return show(message, await staff_card(talk, found[0].id, staff))


@router.message(StateFilter(None), F.text, is_no_ones_number)
async def other_number_typed(message: Message, talk: Talk) -> Reply:
    """Runs when staff type a number that leads nowhere: the case is another department's now, or a digit is missing."""
    staff = await need_staff(talk.session, talk.person)
    whole = read_number(message.text or "") is not None
    line = talk.words("staff-number-not-yours" if whole else "staff-number-unread")
    return show(message, await queue_screen(talk, staff, line))


@router.message(StateFilter(None), ANSWER, at_desk, is_staff)
async def words_typed(message: Message, talk: Talk) -> Reply:
    """Runs when staff at their desk type words; searches the cases."""
    return show(message, await _search(talk, message.text or ""))


@router.callback_query(FoundPage.filter())
async def found_page(event: CallbackQuery, talk: Talk, callback_data: FoundPage) -> Reply:
    """Runs when staff turn the page of a search; searches again."""
    wanted = (await talk.state.get_data()).get(WANTED) or ""
    return show(event, await _search(talk, wanted, page=callback_data.page))


async def _search(talk: Talk, wanted: str, page: int = 0) -> Screen:
    staff = await need_staff(talk.session, talk.person)
    await talk.state.update_data({AT_DESK: True, WANTED: wanted})
    read = read_wanted(wanted, talk.today)
    cases = await find_cases(talk.session, staff, read.words, city=talk.city, anonymous=read.anonymous, day=read.day)
    shown, following = page_of(cases, page)
    most = len(cases) >= MOST_FOUND
    found = "staff-found-more" if most else "staff-found" if cases else "staff-found-none"
    head = talk.words(found, count=str(len(cases)))
    if not cases:
        head = f"{head}\n{talk.words('staff-at-card-words')}"
    first = cases.index(shown[0]) + 1 if shown else 1
    more = FoundPage(page=following) if following is not None else None
    return list_screen(talk, staff, head, list(enumerate(shown, first)), more)


# --- screens ----------------------------------------------------------------------------------------------------------


async def queue_screen(talk: Talk, staff: Staff, first_line: str | None = None) -> Screen:
    """All counts, and a button for each heap."""
    counts = await count_queue(talk.session, staff, city=talk.city, now=talk.now)
    parts = [
        Button(
            talk.words(f"staff-button-{heap.value}", count=_count_said(talk.words, counts[heap])), OpenHeap(heap=heap)
        )
        for heap in Heap
    ]
    assists = await open_assists(talk.session, staff.department or "")
    assist_buttons = (
        [Button(talk.words("staff-button-assists", count=str(len(assists))), OpenAssists())] if assists else []
    )
    report_buttons = (
        [Button(talk.words("report-button-open"), OpenReport())] if may_see_report(staff, talk.city) else []
    )
    negotiation_buttons = await _negotiations(talk, staff)
    orders = await open_orders(talk.session, staff, city=talk.city)
    order_buttons = [Button(talk.words("staff-button-orders", count=str(len(orders))), OpenOrders())] if orders else []
    to_do = await count_to_do(talk.session, await posts_of(talk.session, talk.person))
    duties = Button(talk.words("duty-button-count", **counted(count=to_do)), OpenDuties())
    team = Button(talk.words("staff-button-colleagues"), OpenTeam())
    guide = Button(talk.words("staff-button-desk-help"), OpenGuide())
    lines = [
        first_line,
        talk.words("staff-queue", department=department_said(talk.words, talk.city, staff.department or "")),
        talk.words("staff-queue-orders", count=str(len(orders))) if orders else None,
        talk.words("staff-queue-help", count=str(len(assists))) if assists else None,
        await nobodys_said(talk, staff),
        talk.words("staff-queue-search"),
    ]
    rows = (
        *in_rows(parts, 2),
        *in_rows((*order_buttons, *assist_buttons, *report_buttons, *negotiation_buttons, duties, team), 2),
        (guide, home_button(talk.words)),
    )
    return Screen("\n".join(filter(None, lines)), rows, awaits_number=True)


async def nobodys_said(talk: Talk, staff: Staff) -> str | None:
    """For the lead department: departments that no one has joined although cases wait there; None if there are none."""
    if staff.department != talk.city.lead_department.key:
        return None
    waiting = await waiting_at(talk.session, await unstaffed(talk.session, talk.city))
    if not waiting:
        return None
    named = [(department_said(talk.words, talk.city, key), str(count)) for key, count in waiting.items()]
    lines = [talk.words("report-overdue-line", title=title, count=count) for title, count in named]
    return "\n".join([talk.words("staff-queue-nobody"), *lines])


async def _negotiations(talk: Talk, staff: Staff) -> list[Button]:
    """The button to the negotiations, if this member of staff may read them."""
    if not may_read_negotiations(staff, talk.city):
        return []
    return [
        Button(talk.words("negotiation-button-list", count=str(await count_running(talk.session))), OpenNegotiations())
    ]


def _count_said(words: Words, count: int) -> str:
    return words("staff-many", most=str(MOST_COUNTED)) if count >= MOST_COUNTED else str(count)


def list_screen(
    talk: Talk, staff: Staff, head: str, numbered: Sequence[tuple[int, Case]], more: OpenHeap | FoundPage | None
) -> Screen:
    """Cases, each with a number to press."""
    lines = [head, *(case_line(talk.words, talk.city, staff, place, each) for place, each in numbered)]
    buttons = case_number_buttons(numbered)
    on = (Button(talk.words("own-case-button-more"), more),) if more is not None else ()
    return Screen("\n".join(lines), (*in_rows(buttons, PAGE), (*on, *last_row(talk.words))))


def case_number_buttons(numbered: Sequence[tuple[int, Case]]) -> list[Button]:
    """The buttons with the numbers of the list."""
    return [Button(str(place), ShowStaffCase(case_id=each.id)) for place, each in numbered]


def case_line(words: Words, city: City, staff: Staff, place: int, case: Case) -> str:
    """One case in a list."""
    district = city.districts.get(case.district or "")
    return words(
        "staff-line",
        place=str(place),
        number=case.number,
        danger="yes" if is_dangerous(case, city) else "no",
        type=type_said(words, city, case.type),
        district=words.pick(district.titles) if district else "none",
        department=department_said(words, city, case.department) if case.department != staff.department else "none",
        state="due" if case.state in DEADLINED else case.state,
        by=moment_said(words, deadline_of(case).astimezone(city.zone)),
    )
