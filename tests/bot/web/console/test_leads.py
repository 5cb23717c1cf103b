"""The pages of leads: loads, giving, spreading, absences; who may not; what is refused keeps what was entered."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.app import App
from models.cases.case import Case
from models.casework.handling import take_case
from models.city.pack import City
from models.outbox.failures import retry_failed
from models.outbox.message import OutboxMessage, OutboxState
from models.staff.absence import StaffAbsence
from models.staff.errors import NotStaff
from models.staff.post import Staff, StaffRole
from tests.world.colleagues import a_clerk
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.filing import a_case, a_person

LEAD = StaffRole.LEAD
OF_LEADS = ("/console/colleagues", "/console/colleagues/cases", "/console/posts", "/console/log")


async def _cases(app: App, city: City, count: int, handler_id: int | None = None) -> list[Case]:
    async with app.database.transaction() as session:
        worker = await a_person(session, f"w{count}{handler_id}")
        cases = [await a_case(session, worker, city, now=app.clock()) for _ in range(count)]
        if handler_id is not None:
            handler = await session.get_one(Staff, handler_id)
            for each in cases:
                await take_case(session, each.id, handler, city=city, now=app.clock())
    return cases


async def _handlers(app: App, cases: list[Case]) -> list[int | None]:
    async with app.database.reading() as session:
        return [(await session.get_one(Case, each.id)).handler_id for each in cases]


async def _colleague(app: App, name: str, department: str = "market_regulation") -> int:
    async with app.database.transaction() as session:
        return (await a_clerk(session, name, department)).id


async def test_a_lead_sees_the_loads_and_spreads_what_nobody_has(app: App, city: City) -> None:
    lead = await a_desk(app, "孙科", role=LEAD)
    wang = await _colleague(app, "王芳")
    cases = await _cases(app, city, 4)
    page = text_of(await lead.get("/console/colleagues"))
    assert "没人接的 4" in page
    assert "王芳 0 0 0 0" in page
    done = await lead.presses("/console/colleagues/spread", {"of": "nobody"})
    assert "交出去了" in text_of(done)
    handlers = await _handlers(app, cases)
    assert (handlers.count(wang), handlers.count(lead.staff_id)) == (2, 2)


async def test_a_lead_gives_chosen_cases_and_takes_one_over(app: App, city: City) -> None:
    lead = await a_desk(app, "孙科", role=LEAD)
    wang, zhao = await _colleague(app, "王芳"), await _colleague(app, "赵明")
    cases = await _cases(app, city, 3, wang)
    page = text_of(await lead.get(f"/console/colleagues/cases?of={wang}"))
    assert all(each.number in page for each in cases)
    chosen = [("case", str(each.id)) for each in cases[:2]]
    await lead.presses("/console/colleagues/assign", [*chosen, ("to", str(zhao)), ("of", str(wang))])
    mine = [("case", str(cases[2].id)), ("to", str(lead.staff_id)), ("of", str(wang))]
    await lead.presses("/console/colleagues/assign", mine)
    assert await _handlers(app, cases) == [zhao, zhao, lead.staff_id]
    await lead.presses("/console/colleagues/hand-over", {"of": str(zhao), "to": str(wang)})
    assert await _handlers(app, cases) == [wang, wang, lead.staff_id]


async def test_a_form_that_is_sent_twice_gives_once(app: App, city: City) -> None:
    lead, wang = await a_desk(app, "孙科", role=LEAD), await _colleague(app, "王芳")
    cases = await _cases(app, city, 1)
    given = {"case": str(cases[0].id), "to": str(wang), "of": "nobody"}
    for _ in range(2):
        assert (await lead.post("/console/colleagues/assign", given, once="the-same")).status_code == 303
    async with app.database.reading() as session:
        assert (await session.get_one(Case, cases[0].id)).event_count == 3, "filed, taken, given"


async def test_a_lead_notes_an_absence_ahead_with_a_deputy_and_gives_it_up(app: App, city: City) -> None:
    lead = await a_desk(app, "孙科", role=LEAD)
    wang, zhao = await _colleague(app, "王芳"), await _colleague(app, "赵明")
    today = app.clock().astimezone(city.zone).date()
    since, until = today + timedelta(days=3), today + timedelta(days=9)
    days = {"since": since.isoformat(), "until": until.isoformat()}
    noted = await lead.presses("/console/colleagues/away", {"staff": str(wang), "deputy": str(zhao), **days})
    assert "记上了" in text_of(noted)
    assert "赵明代" in text_of(noted)
    async with app.database.reading() as session:
        absence = await session.get_one(StaffAbsence, wang)
        assert (absence.since, absence.until, absence.begun, absence.deputy_id) == (since, until, False, zhao)
    wrong = {"staff": str(wang), "since": until.isoformat(), "until": since.isoformat()}
    refused = await lead.post("/console/colleagues/away", wrong)
    assert refused.status_code == 422
    assert f'value="{until.isoformat()}"' in refused.text, "what was entered is still there"
    assert "假取消了" in text_of(await lead.presses("/console/colleagues/back", {"staff": str(wang)}))
    async with app.database.reading() as session:
        assert await session.scalar(sa.select(StaffAbsence.staff_id)) is None


async def test_pages_of_leads_are_shut_to_clerks_and_leaders(app: App) -> None:
    for desk in (await a_desk(app), await a_desk(app, "罗市长", "social_work", StaffRole.LEADER)):
        for path in OF_LEADS:
            assert (await desk.get(path)).status_code == 403, path
        for press in ("assign", "spread", "hand-over", "away", "back"):
            assert (await desk.post(f"/console/colleagues/{press}", {"of": "nobody", "to": "1"})).status_code == 403


async def test_ids_of_another_department_change_nothing(app: App, city: City) -> None:
    lead = await a_desk(app, "陈立", "human_resources", LEAD)
    wang, zhang = await _colleague(app, "王芳"), await _colleague(app, "张慧", "human_resources")
    cases = await _cases(app, city, 2, wang)
    tried = (
        ("assign", [*[("case", str(each.id)) for each in cases], ("to", str(zhang)), ("of", "nobody")]),
        ("assign", [("case", str(cases[0].id)), ("to", str(wang)), ("of", "nobody")]),
        ("assign", [("case", "x"), ("to", str(zhang)), ("of", "nobody")]),
        ("spread", [("of", str(wang))]),
        ("hand-over", [("of", str(wang)), ("to", str(zhang))]),
        ("away", [("staff", str(wang)), ("since", "2030-01-01"), ("until", "2030-01-02")]),
        ("back", [("staff", str(wang))]),
    )
    for press, fields in tried:
        await lead.post(f"/console/colleagues/{press}", fields)
    assert (await lead.get(f"/console/colleagues/cases?of={wang}")).status_code == 404
    assert await _handlers(app, cases) == [wang, wang]
    async with app.database.reading() as session:
        assert await session.scalar(sa.select(StaffAbsence.staff_id)) is None


# --- posts and the log ------------------------------------------------------------------------------------------------


async def test_a_lead_gives_a_post_whose_code_is_shown_once(app: App) -> None:
    lead = await a_desk(app, "孙科", role=LEAD)
    given = await lead.post("/console/posts/step/invite", {"name": "小李", "role": "staff"})
    page = text_of(given)
    assert given.status_code == 200
    assert "加入码" in page
    async with app.database.reading() as session:
        post = (await session.scalars(sa.select(Staff).where(Staff.name == "小李"))).one()
    shown = text_of(await lead.get(f"/console/posts/{post.id}"))
    assert "小李" in shown
    assert "只显示这一次" not in shown
    assert (await lead.post("/console/posts/step/invite", {"name": "大李", "role": "admin"})).status_code == 422
    assert (await lead.post("/console/posts/step/role", {"post": str(post.id), "role": "lead"})).status_code == 422
    assert "停了" in text_of(await lead.presses("/console/posts/step/remove", {"post": str(post.id)}))
    log = text_of(await lead.get("/console/log?kind=post"))
    assert "加了小李（经办人）" in log
    assert "停了小李的权限" in log
    assert "登录办公台" not in log
    assert "登录办公台" in text_of(await lead.get("/console/log?kind=sign_in"))
    assert "没有。" in text_of(await lead.get("/console/log?last=2020-01-01"))


async def test_an_administrator_manages_every_department_and_a_lead_only_their_own(app: App) -> None:
    admin = await a_desk(app, "郑", "social_work", StaffRole.ADMIN)
    lead = await a_desk(app, "陈立", "human_resources", LEAD)
    wang = await _colleague(app, "王芳")
    assert "王芳" in text_of(await admin.get("/console/posts?where=market_regulation"))
    assert "王芳" not in text_of(await lead.get("/console/posts?where=market_regulation"))
    assert (await lead.get(f"/console/posts/{wang}")).status_code == 404
    for press in ("remove", "role", "code", "end"):
        await lead.post(f"/console/posts/step/{press}", {"post": str(wang), "role": "lead", "session": "1"})
    async with app.database.reading() as session:
        post = await session.get_one(Staff, wang)
        assert (post.active, post.role) == (True, StaffRole.STAFF)
    await admin.presses("/console/posts/step/role", {"post": str(wang), "role": "leader"})
    async with app.database.reading() as session:
        assert (await session.get_one(Staff, wang)).role is StaffRole.LEADER


async def test_a_lead_ends_the_session_of_a_colleague(app: App) -> None:
    lead, clerk = await a_desk(app, "孙科", role=LEAD), await a_desk(app)
    page = (await lead.get(f"/console/posts/{clerk.staff_id}")).text
    session_id = page.split('name="session" value="')[1].split('"')[0]
    await lead.presses("/console/posts/step/end", {"post": str(clerk.staff_id), "session": session_id})
    assert (await clerk.get("/console/devices")).status_code == 303


async def test_the_system_page_is_for_administrators_and_sends_again(app: App) -> None:
    admin, lead = await a_desk(app, "郑", "social_work", StaffRole.ADMIN), await a_desk(app, "孙科", role=LEAD)
    await _cases(app, app.city, 1)
    async with app.database.transaction() as session:
        await session.execute(sa.update(OutboxMessage).values(state=OutboxState.FAILED, error="403", attempts=9))
        ids = (await session.scalars(sa.select(OutboxMessage.id))).all()
    assert (await lead.get("/console/system")).status_code == 403
    page = text_of(await admin.get("/console/system"))
    assert "没有备份过" in page
    assert "403" in page
    again: DeskClient = admin
    await again.presses("/console/system/again", {"which": "chosen", "row": str(ids[0])})
    async with app.database.reading() as session:
        rows = {row.id: row.state for row in await session.execute(sa.select(OutboxMessage.id, OutboxMessage.state))}
    assert rows[ids[0]] is OutboxState.WAITING
    assert all(rows[each] is OutboxState.FAILED for each in ids[1:])


@pytest.mark.parametrize("role", [each for each in StaffRole if each is not StaffRole.ADMIN])
async def test_nobody_but_an_administrator_sends_again_what_failed(app: App, role: StaffRole) -> None:
    await a_desk(app, "孙科", role=LEAD)
    await _cases(app, app.city, 1)
    async with app.database.transaction() as session:
        await session.execute(sa.update(OutboxMessage).values(state=OutboxState.FAILED))
        colleague = Staff(id=1, role=role, department="social_work")
        with pytest.raises(NotStaff):
            await retry_failed(session, colleague, now=app.clock())
    async with app.database.reading() as session:
        assert set(await session.scalars(sa.select(OutboxMessage.state))) == {OutboxState.FAILED}
