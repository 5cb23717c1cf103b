"""同事: what each colleague of the lead's department has, giving and spreading cases, and absences with a deputy."""

from collections.abc import Sequence

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.figures import case_line
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from bot.web.typed import number_in
from handlers.phrases.cases import day_said, department_said
from handlers.talk.refusals import error_said
from models.cases.case import Case
from models.casework.assigning import hand_over_all
from models.casework.covering import come_back, go_away
from models.casework.errors import StaffGone
from models.leading.loads import department_load, is_there, waiting_cases
from models.leading.spreading import MOST_AT_ONCE, Given, assign_many, spread
from models.staff.absence import StaffAbsence
from models.staff.post import staff_names

PATH = "/console/colleagues"
CASES, ASSIGN, SPREAD = f"{PATH}/cases", f"{PATH}/assign", f"{PATH}/spread"
HAND_OVER, AWAY, BACK = f"{PATH}/hand-over", f"{PATH}/away", f"{PATH}/back"
NOBODYS = "nobody"
"""Stands for the cases that nobody has where a post is expected."""


# --- who has what -----------------------------------------------------------------------------------------------------


async def show(desk: Desk) -> Response:
    """Everybody's load, what nobody has, and the absences."""
    load = await department_load(desk.session, desk.staff, now=desk.now)
    deputies = [each.away.deputy_id for each in load.loads if each.away is not None and each.away.deputy_id is not None]
    names = await staff_names(desk.session, deputies)
    return desk.page(
        "leads/colleagues.html",
        title=desk.words("console-way-colleagues"),
        department=department_said(desk.words, desk.city, desk.staff.department or ""),
        load=load,
        loads=[(each, _away_said(desk, each.away, names) if each.away else "") for each in load.loads],
        there=[each.staff for each in load.loads if is_there(each)],
        nobodys=NOBODYS,
        today=desk.today,
        entered=desk.entered,
    )


def _away_said(desk: Desk, absence: StaffAbsence, names: dict[int, str]) -> str:
    return desk.words(
        "console-colleagues-away",
        begun="yes" if absence.begun else "no",
        since=day_said(desk.words, absence.since) if absence.since else "none",
        until=day_said(desk.words, absence.until),
        deputy=names.get(absence.deputy_id or 0, "none"),
    )


# --- cases of one, or of nobody ---------------------------------------------------------------------------------------


async def cases(desk: Desk) -> Response:
    """The open cases of one colleague, of an ended post, or of nobody; the most urgent first. Raises StaffGone."""
    return await _cases(desk, desk.request.query_params.get("of", NOBODYS))


async def _cases(desk: Desk, of: str) -> Response:
    load = await department_load(desk.session, desk.staff, now=desk.now)
    names = {each.staff.id: each.staff.name for each in load.loads} | {
        key: name for key, (name, _) in load.left.items()
    }
    staff_id = None if of == NOBODYS else _number(of)
    if staff_id is not None and staff_id not in names:
        raise StaffGone(staff_id)
    found: Sequence[Case] = await waiting_cases(desk.session, desk.staff, staff_id, limit=MOST_AT_ONCE)
    whose = names[staff_id] if staff_id is not None else "none"
    return desk.page(
        "leads/colleague_cases.html",
        title=desk.words("console-colleagues-cases", name=whose),
        of=of,
        lines=[case_line(desk, each) for each in found],
        most=str(MOST_AT_ONCE) if len(found) == MOST_AT_ONCE else "none",
        there=[each for each in load.loads if is_there(each)],
        chosen=desk.every("case"),
        to=desk.entered.get("to", ""),
    )


async def again(desk: Desk) -> Response:
    """The cases once more, with what was chosen."""
    return await _cases(desk, desk.entered.get("of", NOBODYS))


async def assign(desk: Desk) -> Done | Response:
    """Give the chosen cases to a colleague, or take them over."""
    chosen = [_number(each) for each in desk.every("case")]
    to = _number(desk.entered.get("to", ""))
    given = await assign_many(desk.session, chosen, desk.staff, to, city=desk.city, now=desk.now)
    return await _given(desk, given)


async def spread_cases(desk: Desk) -> Done | Response:
    """Spread what nobody has, or what one colleague has, over those who are there."""
    of = desk.entered.get("of", NOBODYS)
    among = [_number(each) for each in desk.every("among")]
    staff_id = None if of == NOBODYS else _number(of)
    given = await spread(desk.session, desk.staff, of=staff_id, among=among, city=desk.city, now=desk.now)
    return await _given(desk, given)


async def _given(desk: Desk, given: Given) -> Done | Response:
    """Back to the loads; if some cases stay where they are, say which and why."""
    if not given.left:
        return Done(PATH, "cases-given" if given.to else "cases-none")
    why = [f"{number} {error_said(desk.words, error)}" for number, error in given.left.items()]
    desk.error = "\n".join([desk.words("console-colleagues-left", given=str(len(given.to))), *why])
    return await again(desk)


async def hand_over(desk: Desk) -> Done:
    """Give everything that one colleague has to another."""
    of, to = _number(desk.entered.get("of", "")), _number(desk.entered.get("to", ""))
    await hand_over_all(desk.session, desk.staff, of, to, city=desk.city, now=desk.now)
    return Done(PATH, "cases-given")


# --- absences ---------------------------------------------------------------------------------------------------------


async def away(desk: Desk) -> Done:
    """Note that a colleague is away from a day to a day, with a deputy or without."""
    staff_id, deputy = _number(desk.entered.get("staff", "")), desk.entered.get("deputy", "")
    await go_away(
        desk.session,
        desk.staff,
        staff_id,
        since=desk.day("since"),
        until=desk.day("until"),
        to=_number(deputy) if deputy else None,
        city=desk.city,
        now=desk.now,
    )
    return Done(PATH, "away-noted")


async def back(desk: Desk) -> Done:
    """End an absence, or a planned one."""
    await come_back(desk.session, desk.staff, _number(desk.entered.get("staff", "")), city=desk.city, now=desk.now)
    return Done(PATH, "away-ended")


def _number(text: str) -> int:
    """The number in a field. Raises StaffGone for anything else: no such post or case can be meant."""
    number = number_in(text)
    if number is None:
        raise StaffGone(0)
    return number


PAGES = (
    Page(PATH, show, Who.LEADS),
    Page(CASES, cases, Who.LEADS),
    Press(ASSIGN, assign, again, Who.LEADS),
    Press(SPREAD, spread_cases, show, Who.LEADS),
    Press(HAND_OVER, hand_over, show, Who.LEADS),
    Press(AWAY, away, show, Who.LEADS),
    Press(BACK, back, show, Who.LEADS),
)
