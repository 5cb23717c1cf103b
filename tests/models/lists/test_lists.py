"""Lists of cases: what is in each heap, filters and orders, page after page, and what others do not see."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.closing import reopen_case
from models.cases.errors import CaseGone
from models.cases.mine import withdraw_case
from models.cases.steps import CaseState
from models.casework.assist import ask_assist
from models.casework.handling import answer_case, ask_worker, settle_case, take_case
from models.city.pack import City
from models.lists import lists
from models.lists.lists import count_heaps, list_cases
from models.lists.wanted import NOBODY, DeskHeap, Sort, Wanted
from models.people.person import Person
from models.staff.post import Staff
from models.storage.database import Database
from tests.world.colleagues import LEAD, a_clerk
from tests.world.filing import NOW, a_case, a_person

pytestmark = pytest.mark.usefixtures("everything_can_be_said")
DAY = timedelta(days=1)


@dataclass
class Office:
    session: AsyncSession
    city: City
    wang: Staff
    leading: Staff
    other: Staff
    worker: Person

    async def case(self, type_key: str = "deduction", **also: Any) -> Case:
        return await a_case(self.session, self.worker, self.city, type_key, **also)

    async def listed(self, staff: Staff, heap: DeskHeap = DeskHeap.OPEN, **wanted: Any) -> list[str]:
        found = await list_cases(self.session, staff, Wanted(heap=heap, **wanted), city=self.city, now=NOW)
        return [case.number for case in found.cases]

    async def counted(self, staff: Staff) -> dict[str, int]:
        counts = await count_heaps(self.session, staff, city=self.city, now=NOW)
        return {heap.value: count for heap, count in counts.items() if count}


@pytest.fixture
async def office(database: Database, city: City) -> AsyncIterator[Office]:
    async with database.transaction() as session:
        wang = await a_clerk(session, "王芳")
        leading = await a_clerk(session, "周", "social_work")
        other = await a_clerk(session, "孙", "transport", LEAD)
        yield Office(session, city, wang, leading, other, await a_person(session))


async def test_every_heap_holds_its_cases_and_the_counts_agree(office: Office) -> None:
    session, city, wang = office.session, office.city, office.wang
    free = await office.case()
    late = await office.case(now=NOW - 20 * DAY)
    taken, asked, answered, settled, again, over = [await office.case() for _ in range(6)]
    for case in (taken, asked, answered, settled, again):
        await take_case(session, case.id, wang, city=city, now=NOW)
    await ask_worker(session, asked.id, wang, "哪个站？", city=city, now=NOW)
    await answer_case(session, answered.id, wang, "正在核实", city=city, now=NOW)
    for case in (settled, again):
        await settle_case(session, case.id, wang, "退了", city=city, now=NOW)
    await reopen_case(session, again.id, office.worker, "没退", city=city, now=NOW)
    await withdraw_case(session, over.id, office.worker, now=NOW)
    expected = {
        DeskHeap.MINE: {taken, asked, answered},
        DeskHeap.UNASSIGNED: {free, late},
        DeskHeap.OVERDUE: {late},
        DeskHeap.WAITING: {asked},
        DeskHeap.REOPENED: set(),
        DeskHeap.OPEN: {free, late, taken, asked, answered, settled},
        DeskHeap.ENDED: {over},
        DeskHeap.EVERYTHING: {free, late, taken, asked, answered, settled, over},
    }
    counts = await office.counted(wang)
    for heap, cases in expected.items():
        for sort in Sort:
            assert set(await office.listed(wang, heap, sort=sort)) == {case.number for case in cases}, (heap, sort)
        if heap is not DeskHeap.EVERYTHING:
            assert counts.get(heap.value, 0) == len(cases), heap
    assert again.department == "social_work"
    assert await office.listed(office.leading, DeskHeap.REOPENED) == [again.number]
    assert len(await office.listed(office.leading)) == 7
    assert await office.listed(office.other) == []
    assert await office.counted(office.other) == {}


async def test_soon_is_up_to_two_working_days(office: Office) -> None:
    near = await office.case()
    far = await office.case(now=NOW)
    far.accept_by = NOW + 12 * DAY
    near.accept_by = NOW + DAY
    await office.session.flush()
    assert await office.listed(office.wang, DeskHeap.SOON) == [near.number]
    assert (await office.counted(office.wang))["soon"] == 1


async def test_filters_are_all_kept(office: Office) -> None:
    a, b = [*office.city.platforms][:2]
    first = await office.case(platform=a)
    second = await office.case(platform=b, anonymous=True, now=NOW - 10 * DAY)
    third = await office.case("unpaid_pay", platform=a)
    await take_case(office.session, first.id, office.wang, city=office.city, now=NOW)
    day = NOW.astimezone(office.city.zone).date()
    for wanted, cases in (
        ({"platform": a}, {first, third}),
        ({"platform": a, "type": "deduction"}, {first}),
        ({"anonymous": True}, {second}),
        ({"anonymous": False, "handler": NOBODY}, {third}),
        ({"handler": office.wang.id}, {first}),
        ({"state": CaseState.FILED}, {second, third}),
        ({"age": 7}, {second}),
        ({"since": day}, {first, third}),
        ({"until": day - DAY}, {second}),
        ({"district": "nowhere"}, set()),
        ({"department": first.department, "platform": b}, {second}),
        ({"same": first.number}, {first}),
    ):
        seen = {case for case in cases if case.department == office.wang.department}
        assert set(await office.listed(office.wang, **wanted)) == {each.number for each in seen}, wanted
        assert set(await office.listed(office.leading, **wanted)) == {each.number for each in cases}, wanted


async def test_pages_follow_each_other_without_a_gap(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    cases = [await office.case(now=NOW - (number % 4) * DAY) for number in range(8)]
    for case in cases[:4]:
        await take_case(office.session, case.id, office.wang, city=office.city, now=NOW)
    for sort in Sort:
        for backwards in (False, True):
            wanted, found = Wanted(heap=DeskHeap.OPEN, sort=sort, backwards=backwards), list[str]()
            while True:
                page = await list_cases(office.session, office.wang, wanted, city=office.city, now=NOW)
                found += [case.number for case in page.cases]
                if page.more is None:
                    break
                read = Wanted.read({**wanted.plain(), "after": str(page.more)})
                wanted = replace(wanted, after=read.after)
                assert wanted.after == page.more
            assert len(found) == 8
            assert len(set(found)) == 8, (sort, backwards)


async def test_the_way_back_shows_the_same_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    for number in range(8):
        await office.case(now=NOW - (number % 4) * DAY)
    for sort in Sort:
        first = Wanted(heap=DeskHeap.OPEN, sort=sort)
        pages, wanted = list[list[int]](), first
        while True:
            page = await list_cases(office.session, office.wang, wanted, city=office.city, now=NOW)
            pages.append([case.id for case in page.cases])
            assert (page.less is None) is (len(pages) == 1)
            if page.more is None:
                break
            wanted = replace(first, after=page.more)
        back = []
        while page.less is not None:
            wanted = Wanted.read({**first.plain(), "before": str(page.less)})
            page = await list_cases(office.session, office.wang, wanted, city=office.city, now=NOW)
            assert page.more is not None
            back.append([case.id for case in page.cases])
        assert [len(each) for each in pages] == [3, 3, 2]
        assert back == pages[-2::-1], sort


async def test_who_goes_back_past_the_beginning_sees_a_whole_first_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    for number in range(5):
        await office.case(now=NOW - number * DAY)
    first = await list_cases(
        office.session, office.wang, Wanted(heap=DeskHeap.OPEN, sort=Sort.FILED), city=office.city, now=NOW
    )
    second = lists.After(first.cases[1].filed_at, first.cases[1].id)
    wanted = Wanted(heap=DeskHeap.OPEN, sort=Sort.FILED, before=second)
    page = await list_cases(office.session, office.wang, wanted, city=office.city, now=NOW)
    assert [each.id for each in page.cases] == [each.id for each in first.cases]
    assert page.less is None


async def test_a_list_is_in_the_order_that_was_asked_for(office: Office) -> None:
    old, new = await office.case(now=NOW - 2 * DAY), await office.case()
    await take_case(office.session, old.id, office.wang, city=office.city, now=NOW + DAY)
    assert await office.listed(office.wang, sort=Sort.FILED) == [new.number, old.number]
    assert await office.listed(office.wang, sort=Sort.CHANGED) == [old.number, new.number]
    assert await office.listed(office.wang, sort=Sort.CHANGED, backwards=True) == [new.number, old.number]
    assert await office.listed(office.wang, sort=Sort.DUE) == [new.number, old.number]


async def test_a_department_that_helps_sees_the_request(office: Office) -> None:
    case = await office.case()
    await take_case(office.session, case.id, office.wang, city=office.city, now=NOW)
    day = (NOW + 3 * DAY).date()
    await ask_assist(
        office.session,
        case.id,
        office.wang,
        department="transport",
        text="查一下",
        until=day,
        city=office.city,
        now=NOW,
    )
    wanted = Wanted(heap=DeskHeap.ASSISTING)
    page = await list_cases(office.session, office.other, wanted, city=office.city, now=NOW)
    assert [(each.number, asked.request) for each, asked in zip(page.cases, page.assists, strict=True)] == [
        (case.number, "查一下")
    ]
    assert await office.counted(office.other) == {"assisting": 1}
    assert await office.listed(office.other) == []
    assert await office.listed(office.wang, DeskHeap.ASSISTING) == []


async def test_requests_to_help_have_pages_in_both_directions(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    for number in range(5):
        case = await office.case()
        await take_case(office.session, case.id, office.wang, city=office.city, now=NOW)
        until = (NOW + (number + 1) * DAY).date()
        about = {"department": "transport", "text": str(number), "until": until, "city": office.city, "now": NOW}
        await ask_assist(office.session, case.id, office.wang, **about)
    said, wanted = list[str](), Wanted(heap=DeskHeap.ASSISTING)

    async def page(**place: Any) -> lists.Listed:
        found = await list_cases(office.session, office.other, replace(wanted, **place), city=office.city, now=NOW)
        said.append("".join(str(each.request) for each in found.assists))
        return found

    second = await page(after=(await page()).more)
    third = await page(after=second.more)
    first = await page(before=(await page(before=third.less)).less)
    assert (said, first.less, third.more) == (["01", "23", "4", "23", "01"], None, None)


async def test_cases_of_the_same_spot_are_found_by_one_of_them(office: Office) -> None:
    here, there = await office.case("waste"), await office.case("waste")
    far, corner, hidden = [await office.case("waste") for _ in range(3)]
    far.latitude = (far.latitude or 0) + 0.01  # a kilometre
    corner.latitude, corner.longitude = (corner.latitude or 0) + 0.0012, (corner.longitude or 0) + 0.0012  # 180 m
    hidden.anonymous, hidden.person_id = True, None
    await office.session.flush()
    assert set(await office.listed(office.leading, same=here.number)) == {here.number, there.number}
    with pytest.raises(CaseGone):
        await office.listed(office.wang, same=here.number)


async def test_no_case_of_an_anonymous_person_is_among_those_like_another(office: Office) -> None:
    platform, *_ = office.city.platforms
    named, other = await office.case(platform=platform), await office.case(platform=platform)
    hidden = await office.case(platform=platform, anonymous=True)
    alike = {named.number, other.number}
    assert set(await office.listed(office.wang, same=named.number)) == alike
    assert set(await office.listed(office.wang, same=hidden.number)) == {*alike, hidden.number}
    filters = {"type": hidden.type, "platform": platform}
    assert set(await office.listed(office.wang, **filters)) == {*alike, hidden.number}


def test_what_an_address_says_is_read_again_and_nonsense_counts_for_nothing() -> None:
    wanted = Wanted(
        heap=DeskHeap.OVERDUE,
        type="deduction",
        state=CaseState.FILED,
        age=7,
        anonymous=False,
        words="头盔",
        since=NOW.date(),
    )
    assert Wanted.read(wanted.plain()) == wanted
    nonsense = {
        "heap": "x",
        "sort": "y",
        "age": "-3",
        "since": "yesterday",
        "after": "~",
        "handler": "９",
        "state": "z",
    }
    assert Wanted.read(nonsense) == Wanted()
    for after in ("a~b", "2026-11-23~5", "2026-11-23T04:20:00~5", "~5", "2026-11-23T04:20:00+00:00~-5"):
        assert Wanted.read({"heap": "open", "after": after}).after is None, after
