"""What belongs to a case is put beside it; nothing leads to somebody who filed anonymously."""

from datetime import timedelta

from models.cases.case import Case
from models.cases.steps import CaseState
from models.casework.handling import take_case
from models.city.pack import City
from models.desk.related import RELATED_SINCE, Related, related_cases
from models.staff.post import Staff
from models.storage.database import Database
from tests.world.colleagues import a_clerk
from tests.world.filing import NOW, SPOT, a_case, a_person

FAR = {"name": "别处", "latitude": 32.70, "longitude": 115.30}


async def beside(database: Database, case: Case, staff: Staff, city: City) -> Related:
    async with database.reading() as session:
        fresh = await session.get_one(Case, case.id)
        return await related_cases(session, fresh, staff, city=city, now=NOW)


def ids(cases: object) -> set[int]:
    return {each.id for each in cases}  # type: ignore[attr-defined]


async def test_cases_of_the_same_platform_and_type_and_of_the_same_named_filer(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王芳")
        anna, boris = await a_person(session, "1"), await a_person(session, "2")
        case, same, own = (
            await a_case(session, anna, city),
            await a_case(session, boris, city),
            await a_case(session, anna, city, "commission"),
        )
        hidden = await a_case(session, anna, city, anonymous=True)
        old = await a_case(session, boris, city)
        old.filed_at = NOW - RELATED_SINCE - timedelta(days=1)
        await take_case(session, case.id, wang, city=city, now=NOW)
    found = await beside(database, case, wang, city)
    assert ids(found.platform) == {same.id}
    assert own.department != wang.department or ids(found.filer) == {own.id}
    assert hidden.id not in ids([*found.platform, *found.filer, *found.spot])


async def test_nobody_is_looked_up_for_an_anonymous_case_nor_for_one_that_was(database: Database, city: City) -> None:
    async with database.transaction() as session:
        wang, anna = await a_clerk(session, "王芳"), await a_person(session)
        named, hidden = await a_case(session, anna, city), await a_case(session, anna, city, anonymous=True)
        for each in (named, hidden):
            await take_case(session, each.id, wang, city=city, now=NOW)
    assert ids((await beside(database, hidden, wang, city)).filer) == set()
    assert ids((await beside(database, hidden, wang, city)).platform) == {named.id}
    assert ids((await beside(database, named, wang, city)).platform) == set()
    async with database.transaction() as session:  # the filer becomes known: the two are still not put together
        opened = await session.get_one(Case, hidden.id)
        opened.anonymous, opened.person_id = False, anna.id
    for each in (named, hidden):
        found = await beside(database, each, wang, city)
        assert ids(found.filer) == set()
        assert hidden.id not in ids(found.platform)


async def test_reports_of_the_same_spot(database: Database, city: City) -> None:
    report = next(
        key
        for key, each in city.case_types.items()
        if any(question.kind.key == "place" for question in each.questions) and not each.needs_second_consent
    )
    async with database.transaction() as session:
        anna = await a_person(session)
        here = await a_case(session, anna, city, report)
        near, far, over = [await a_case(session, anna, city, report) for _ in range(3)]
        far.latitude, far.longitude = FAR["latitude"], FAR["longitude"]  # type: ignore[assignment]
        over.state = CaseState.WITHDRAWN
        wang = await a_clerk(session, "王芳", here.department)
        outsider = await a_clerk(session, "外人", "union" if here.department != "union" else "transport")
        assert here.latitude == SPOT["latitude"]
    assert ids((await beside(database, here, wang, city)).spot) == {near.id}
    assert not await beside(database, here, outsider, city)
