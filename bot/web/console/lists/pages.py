"""The page of a list: heaps with live counts, filters, the table, and the bar for work on many cases."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.lists.asked import PATH, Asked, asked_of, places_of
from bot.web.console.lists.line import Line, assist_lines, lines_of
from bot.web.console.table import Page
from models.cases.number import read_number
from models.cases.steps import CaseState
from models.casework.assigning import leads
from models.casework.queue import MOST_COUNTED
from models.lists.bulk import MOST
from models.lists.lists import count_heaps, list_cases
from models.lists.views import COLUMNS, views_of
from models.lists.wanted import NOBODY, DeskHeap, Sort
from models.staff.post import colleagues, staff_names

HEAPS_PATH, ROWS_PATH = "/console/lists/heaps", "/console/lists/rows"
AGES = (3, 7, 14, 30, 60)
"""Days since a case was filed, to choose from."""
SORTED = {"clock": Sort.DUE, "type": Sort.TYPE, "filed": Sort.FILED, "changed": Sort.CHANGED}
"""Columns by whose heads the list is sorted."""
HELP_COLUMNS = ("number", "type", "words", "clock", "state", "department", "filed")
"""What is shown of cases in which the department only helps."""


async def show(desk: Desk) -> Response:
    """The list that the address asks for; a whole number typed into the search leads to its case."""
    asked = await asked_of(desk)
    number = read_number(asked.wanted.words)
    if number is not None:
        return RedirectResponse(f"{PATH}/{number}", 303, PRIVATE)
    return await page_of(desk, asked)


async def page_of(desk: Desk, asked: Asked, chosen: frozenset[str] = frozenset()) -> Response:
    """The whole page. chosen: numbers of cases whose boxes are ticked."""
    wanted = asked.wanted
    title = desk.words("console-lists-heap", heap=wanted.heap.value)
    return desk.page(
        "lists/lists.html",
        title=asked.view.name if asked.view is not None else title,
        **await _heaps(desk, asked) | await _rows(desk, asked, chosen),
        filters=await _filters(desk, asked),
        columns=[(each, desk.words("console-lists-column", column=each), each in asked.columns) for each in COLUMNS],
        team=await colleagues(desk.session, desk.staff.department or ""),
        leads=leads(desk.staff),
        most=MOST,
    )


async def heaps(desk: Desk) -> Response:
    """The heaps with their counts, fetched again whenever a case has changed."""
    return desk.fragment("lists/lists_heaps.html", **await _heaps(desk, await asked_of(desk)))


async def rows(desk: Desk) -> Response:
    """The table, fetched again whenever a case has changed."""
    return desk.fragment("lists/lists_rows.html", **await _rows(desk, await asked_of(desk)))


async def _heaps(desk: Desk, asked: Asked) -> dict[str, Any]:
    counts = await count_heaps(desk.session, desk.staff, city=desk.city, now=desk.now)
    here = None if asked.view is not None else asked.wanted.heap
    return {
        "asked": asked,
        "heaps": [
            (
                asked.of_heap(heap),
                desk.words("console-lists-heap", heap=heap.value),
                _counted(desk, count),
                heap is here,
            )
            for heap, count in counts.items()
        ],
        "views": [
            (f"{PATH}?view={each.id}", each, asked.view is not None and asked.view.id == each.id)
            for each in await views_of(desk.session, desk.staff)
        ],
        "heaps_path": f"{HEAPS_PATH}?{_query(asked)}",
    }


def _counted(desk: Desk, count: int) -> str:
    return desk.words("staff-many", most=str(MOST_COUNTED)) if count >= MOST_COUNTED else str(count)


def _query(asked: Asked) -> str:
    """Of a part of the page: with the saved view, as that is marked."""
    return urlencode({"view": asked.view.id, **places_of(asked.wanted)}) if asked.view is not None else asked.query


async def _rows(desk: Desk, asked: Asked, chosen: frozenset[str] = frozenset()) -> dict[str, Any]:
    found = await list_cases(desk.session, desk.staff, asked.wanted, city=desk.city, now=desk.now)
    helping = asked.wanted.heap is DeskHeap.ASSISTING
    cases, lines = list(found.cases), list[Line]()
    if helping:
        lines = assist_lines(desk.words, desk.city, cases, list(found.assists), now=desk.now)
    else:
        names = await staff_names(desk.session, {case.handler_id for case in cases if case.handler_id is not None})
        lines = lines_of(desk.words, desk.city, cases, names, now=desk.now, chosen=set(chosen))
    shown = HELP_COLUMNS if helping else asked.columns
    return {
        "asked": asked,
        "lines": lines,
        "heads": [_head(desk, asked, each, helping=helping) for each in shown],
        "more": asked.following(found.more) if found.more is not None else "",
        "less": asked.preceding(found.less) if found.less is not None else "",
        "first": asked.address if asked.wanted.after or asked.wanted.before else "",
        "can_choose": not helping and asked.wanted.heap is not DeskHeap.ENDED,
        "searching": asked.wanted.words,
        "rows_path": f"{ROWS_PATH}?{_query(asked)}",
    }


def _head(desk: Desk, asked: Asked, column: str, *, helping: bool) -> tuple[str, str, str, str]:
    """A column: its key, its words, where its head leads, and how the list is sorted by it."""
    said = desk.words("console-lists-column", column=column)
    sort = SORTED.get(column)
    over = asked.wanted.heap in (DeskHeap.ENDED, DeskHeap.EVERYTHING)
    if sort is None or helping or (sort is Sort.DUE and over):
        return column, said, "", ""
    order = ("descending" if asked.wanted.descending else "ascending") if asked.wanted.order is sort else "none"
    return column, said, asked.sorted_by(sort), order


async def _filters(desk: Desk, asked: Asked) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The choices of each filter: name, label, and value, words and whether it is chosen of each choice."""
    wanted, words, city = asked.wanted, desk.words, desk.city
    everywhere = desk.staff.department == city.lead_department.key
    team = await colleagues(desk.session, wanted.department or desk.staff.department or "")
    handlers = [(str(NOBODY), words("console-lists-nobody")), *((str(each.id), each.name) for each in team)]
    states = [(each.value, words("console-lists-state", state=each.value)) for each in CaseState]
    choices: dict[str, tuple[str | None, list[tuple[str, str]]]] = {
        "type": (wanted.type, [(key, words.pick(each.titles)) for key, each in city.case_types.items()]),
        "platform": (wanted.platform, [(key, words.pick(each.titles)) for key, each in city.platforms.items()]),
        "district": (wanted.district, [(key, words.pick(each.titles)) for key, each in city.districts.items()]),
        "department": (wanted.department, [(key, words.pick(each.titles)) for key, each in city.departments.items()]),
        "handler": (None if wanted.handler is None else str(wanted.handler), handlers),
        "state": (wanted.state and wanted.state.value, states),
        "age": (
            None if wanted.age is None else str(wanted.age),
            [(str(days), words("console-lists-age", days=str(days))) for days in AGES],
        ),
        "anonymous": (
            {None: None, True: "yes", False: "no"}[wanted.anonymous],
            [(each, words("console-lists-anonymous", anonymous=each)) for each in ("yes", "no")],
        ),
    }
    if not everywhere:
        del choices["department"]
    if wanted.heap is DeskHeap.ASSISTING:
        choices = {"type": choices["type"]}
    return [
        (name, words("console-lists-filter", filter=name), [(key, said, key == now) for key, said in known])
        for name, (now, known) in choices.items()
    ]


async def to_list(_: Desk) -> Response:
    """Presses of lists have no page of their own: somebody who loads one again comes to the list."""
    return RedirectResponse(PATH, 303, PRIVATE)


PAGES = (Page(PATH, show), Page(HEAPS_PATH, heaps), Page(ROWS_PATH, rows))
