"""The case that a path names by its number."""

import sqlalchemy as sa

from bot.web.console.desk import Desk
from models.cases.case import Case
from models.cases.errors import CaseGone
from models.cases.number import read_number
from models.casework.handling import case_for_staff

CASES = "/console/cases"


async def case_at(desk: Desk) -> Case:
    """The case of the path, for a colleague who may see it. Raises CaseGone."""
    return await case_numbered(desk, str(desk.request.path_params["number"]))


async def case_numbered(desk: Desk, written: str) -> Case:
    """The case with this number, however it is typed, for a colleague who may see it. Raises CaseGone."""
    number = read_number(written[:60])
    case_id = await desk.session.scalar(sa.select(Case.id).where(Case.number == number)) if number else None
    if case_id is None:
        raise CaseGone
    return await case_for_staff(desk.session, case_id, desk.staff, city=desk.city)


def path_of(case: Case, rest: str = "") -> str:
    """The path of a case's page, or of one below it."""
    return f"{CASES}/{case.number}{rest}"
