"""Sessions of the console: how they end, and what a stolen, old or foreign cookie, form or page is worth."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from bot.app import App
from bot.web.console.routes import TABLE
from bot.web.console.table import Page
from models.casework.posts import remove_staff
from models.people.person import Contact, Person, contacts_of
from models.staff.console_session import IDLE, LASTS, ConsoleSession, end_session
from models.staff.console_sign_in import (
    MOST_FAILED,
    Browser,
    ConsoleSignIn,
    answer_sign_in,
    begin_sign_in,
    open_sign_in,
)
from models.staff.errors import NotStaff, SignInTooOften
from models.staff.post import StaffRole, need_staff
from models.staff.record import StaffEvent
from tests.world.console.desk_client import DeskClient, a_desk, desk_of, site_client, text_of

SIGNED_OUT = 303


async def is_in(desk: DeskClient) -> bool:
    return (await desk.get("/console/devices")).status_code == 200


async def test_nobody_sees_a_page_or_presses_a_form_without_a_session(app: App) -> None:
    async with site_client(app) as browser:
        for row in TABLE:
            path = row.path.replace("{number}", "NX-1").replace("{", "").replace("}", "")
            if isinstance(row, Page):
                answer = await browser.get(path)
            else:
                answer = await browser.post(path, headers={"Origin": str(browser.base_url)})
            assert answer.status_code == SIGNED_OUT, path
            assert answer.headers["Location"].startswith("/console/sign-in"), path
        assert (await browser.get("/console/nothing-here")).status_code == 404


async def test_a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours(app: App) -> None:
    with time_machine.travel(app.clock(), tick=False) as clock:
        desk = await a_desk(app)
        clock.shift(IDLE - timedelta(minutes=1))
        assert await is_in(desk), "use keeps it"
        clock.shift(IDLE + timedelta(seconds=1))
        assert not await is_in(desk)
        busy = await desk_of(app, desk.staff_id)
        for _ in range(int(LASTS / timedelta(minutes=20)) - 1):
            clock.shift(timedelta(minutes=20))
            assert await is_in(busy)
        clock.shift(timedelta(minutes=20))
        assert not await is_in(busy)


@pytest.mark.parametrize("how", ["the post is ended", "the chat is gone", "the chat is another's", "it is ended"])
async def test_a_session_ends_at_once(app: App, how: str) -> None:
    desk, other = await a_desk(app), await a_desk(app, "别人")
    async with app.database.transaction() as session:
        row = (await session.scalars(sa.select(ConsoleSession).where(ConsoleSession.staff_id == desk.staff_id))).one()
        if how == "the post is ended":
            await remove_staff(session, desk.staff_id)
        elif how == "the chat is gone":
            await session.execute(sa.delete(Contact).where(Contact.id == row.contact_id))
        elif how == "the chat is another's":
            moved = sa.update(Contact).where(Contact.id == row.contact_id).values(person_id=other.person_id)
            await session.execute(moved)
        else:
            await session.delete(row)
    assert not await is_in(desk)
    assert await is_in(other)


async def test_a_session_written_into_the_database_or_moved_to_another_post_is_none(app: App) -> None:
    clerk, lead = await a_desk(app), await a_desk(app, "李主任", role=StaffRole.LEAD)
    async with app.database.transaction() as session:
        mine = sa.update(ConsoleSession).where(ConsoleSession.staff_id == clerk.staff_id)
        await session.execute(mine.values(staff_id=lead.staff_id, person_id=lead.person_id))
    assert not await is_in(clerk)
    assert await is_in(lead)


async def test_a_lead_ends_the_sessions_of_their_clerks_and_a_clerk_nobody_elses(app: App) -> None:
    clerk, lead = await a_desk(app), await a_desk(app, "李主任", role=StaffRole.LEAD)
    stranger = await a_desk(app, "外人", "transport", StaffRole.LEAD)
    async with app.database.reading() as session:
        rows = {each.staff_id: each.id for each in await session.scalars(sa.select(ConsoleSession))}
    for desk, other in ((clerk, lead), (stranger, clerk)):
        refused = await desk.post("/console/devices/end", {"session": str(rows[other.staff_id])})
        assert refused.status_code == 422
        assert await is_in(other)
    await lead.presses("/console/devices/end", {"session": str(rows[clerk.staff_id])})
    assert not await is_in(clerk)


async def test_a_stolen_cookie_opens_nothing_that_counts_and_ends_with_its_owners_press(app: App) -> None:
    owner = await a_desk(app, proved=False)
    async with app.database.reading() as session:
        (number,) = await session.scalars(sa.select(ConsoleSession.id).where(ConsoleSession.staff_id == owner.staff_id))
    thief = DeskClient(site_client(app), owner.staff_id, owner.person_id, owner.token)
    assert await is_in(thief)
    for strong in ("/console/lists/sheet", "/console/sheet"):
        refused = await thief.post(strong, {"list": "heap=open", "which": "open"})
        assert refused.status_code == 422
        assert "spreadsheet" not in refused.headers["Content-Type"]
    other = await desk_of(app, owner.staff_id)
    await other.presses("/console/devices/end", {"session": str(number)})
    assert not await is_in(thief)


async def test_a_cookie_that_was_put_into_a_browser_before_is_not_the_session_of_after(app: App) -> None:
    owner, planted = await a_desk(app), {"console": "planted", "console-sign-in": "planted"}
    async with site_client(app) as browser, site_client(app) as attacker:
        browser.cookies.update(planted)
        page = await browser.get("/console/sign-in")
        code = re.search(r'class="code">([0-9A-Z ]+)<', page.text)
        assert code is not None
        async with app.database.transaction() as session:
            person = await session.get_one(Person, owner.person_id)
            (contact, *_) = await contacts_of(session, owner.person_id)
            given = code[1].replace(" ", ""), person, contact
            asked = await open_sign_in(session, *given, now=app.clock())
            row = await session.get_one(ConsoleSignIn, asked.id)
            assert await answer_sign_in(session, asked.id, row.about["number"], person, now=app.clock())
        attacker.cookies.update(planted)
        state = await attacker.get("/console/sign-in/state", headers={"HX-Request": "true"})
        assert "HX-Redirect" not in state.headers
        await browser.get("/console/sign-in/state", headers={"HX-Request": "true"})
        tokens = {each.value for each in browser.cookies.jar if each.name == "console"}
        assert tokens - {"planted"}, "a token that nobody knew before"
        assert (await attacker.get("/console/devices")).status_code == SIGNED_OUT


async def test_after_five_wrong_numbers_no_code_is_opened_for_an_hour(app: App) -> None:
    desk = await a_desk(app)

    async def opens(number: str | None) -> None:
        async with app.database.transaction() as session:
            person = await session.get_one(Person, desk.person_id)
            (contact, *_) = await contacts_of(session, desk.person_id)
            _, code = await begin_sign_in(session, Browser("Chrome", "127.0.0.1"), now=app.clock())
            asked = await open_sign_in(session, code, person, contact, now=app.clock())
            assert not await answer_sign_in(session, asked.id, number, person, now=app.clock())

    with time_machine.travel(app.clock(), tick=False) as clock:
        for _ in range(MOST_FAILED):
            await opens("00")
        with pytest.raises(SignInTooOften):
            await opens("00")
        clock.shift(timedelta(hours=1, seconds=1))
        await opens(None)
    async with app.database.reading() as session:
        mine = StaffEvent.staff_id == desk.staff_id, StaffEvent.what == "sign_in_failed"
        assert await session.scalar(sa.select(sa.func.count()).where(*mine)) == MOST_FAILED + 1


@pytest.mark.parametrize("foreign", ["https://evil.example", "null", ""])
async def test_a_press_from_another_site_does_nothing(app: App, foreign: str) -> None:
    desk = await a_desk(app)
    await desk.get("/console/devices")
    refused = await desk.post("/console/sign-out", origin=foreign or "about:blank")
    assert refused.status_code == 403
    assert await is_in(desk)


async def test_a_press_with_the_token_of_another_session_does_nothing(app: App) -> None:
    desk, other = await a_desk(app), await a_desk(app, "别人")
    await other.get("/console/devices")
    await desk.get("/console/devices")
    desk.hidden["token"] = other.hidden["token"]
    assert (await desk.post("/console/sign-out")).headers["Location"] == "/console/sign-in"
    assert await is_in(desk)


async def test_a_form_sent_twice_is_done_once(app: App) -> None:
    desk = await a_desk(app)
    second = await desk_of(app, desk.staff_id)
    async with app.database.reading() as session:
        rows = (await session.scalars(sa.select(ConsoleSession).order_by(ConsoleSession.made_at))).all()
    newest = next(each for each in rows if each.id != rows[0].id)
    target = {"session": str(newest.id)}
    for _ in range(2):
        answer = await desk.post("/console/devices/end", target, once="one-form")
        assert answer.status_code == 303
    assert not await is_in(second)
    async with app.database.reading() as session:
        ended = sa.select(sa.func.count()).where(StaffEvent.staff_id == desk.staff_id, StaffEvent.what == "signed_out")
        assert await session.scalar(ended) == 1


async def test_what_a_press_was_refused_for_is_said_on_its_page(app: App) -> None:
    desk = await a_desk(app)
    refused = await desk.post("/console/devices/end", {"session": "12"})
    assert refused.status_code == 422
    assert "已经退出登录了" in text_of(refused)


async def test_every_sign_in_and_sign_out_is_in_the_record_of_the_post(app: App) -> None:
    desk = await a_desk(app)
    await desk.post("/console/sign-out")
    async with app.database.reading() as session:
        links = sa.select(StaffEvent.what).where(StaffEvent.staff_id == desk.staff_id).order_by(StaffEvent.number)
        assert list(await session.scalars(links)) == ["signed_in", "signed_out"]


async def test_the_operations_ask_whose_session_it_is(app: App) -> None:
    clerk, lead = await a_desk(app), await a_desk(app, "李主任", role=StaffRole.LEAD)
    async with app.database.transaction() as session:
        person = await session.get_one(Person, clerk.person_id)
        assert (await need_staff(session, person)).id == clerk.staff_id
        row = (await session.scalars(sa.select(ConsoleSession).where(ConsoleSession.staff_id == lead.staff_id))).one()
        with pytest.raises(NotStaff):
            await end_session(session, row.id, person, now=app.clock())
