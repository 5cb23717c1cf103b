"""要办的事 in the console: an order goes its way, a finding with its picture, more time, and the list narrowed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.app import App
from bot.channel.kept_files import KeptFiles
from bot.jobs.incoming import download_by, fetch_files
from bot.web.console.duties import ON_A_PAGE
from models.duties.duty import Duty, DutyKind, DutyState, Owner
from models.duties.steps import give_duty
from models.staff.post import Staff, StaffRole
from tests.bot.web.console.test_staff_files import upload
from tests.world.console.desk_client import DeskClient, a_desk, text_of
from tests.world.filing import a_picture

LEAD, LEADER = StaffRole.LEAD, StaffRole.LEADER
UNTIL = datetime.now(UTC).date() + timedelta(days=30)
LATER = UNTIL + timedelta(days=10)


async def _gives(app: App, desk: DeskClient, kind: DutyKind, owner: Owner, wanted: str) -> str:
    async with app.database.transaction() as session:
        giver = await session.get_one(Staff, desk.staff_id)
        given: dict[str, Any] = {"wanted": wanted, "until": UNTIL, "city": app.city, "now": app.clock()}
        return str((await give_duty(session, kind=kind, owner=owner, given_by=giver, **given)).id)


def _said(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


async def _state(app: App, number: str) -> DutyState:
    async with app.database.reading() as session:
        return (await session.get_one(Duty, int(number))).state


async def test_an_order_goes_its_way_on_the_pages(app: App) -> None:
    luo, sun = await a_desk(app, "罗市长", "social_work", LEADER), await a_desk(app, "孙科", role=LEAD)
    other = await a_desk(app, "陈立", "human_resources", LEAD)
    given = {"department": "market_regulation", "text": "排查<b>站点</b>", "until": UNTIL.isoformat()}
    page = await luo.presses("/console/duties/give", given)
    assert "下了，对方马上收到" in text_of(page)
    assert "排查<b>" not in page.text
    async with app.database.reading() as session:
        number = str((await session.scalars(sa.select(Duty.id))).one())
    assert "排查" in text_of(await sun.get("/console/duties"))
    assert "排查" not in text_of(await other.get("/console/duties"))
    assert (await other.get(f"/console/duties/{number}")).status_code == 404
    for step in ("accept", "report", "send_back", "strike", "withdraw", "ask_time", "more_time", "no_time"):
        about = {"duty": number, "text": "好", "until": LATER.isoformat()}
        refused = await other.post(f"/console/duties/step/{step}", about)
        assert refused.status_code == 422
        assert "排查" not in text_of(refused)
    assert (await sun.post("/console/duties/give", given)).status_code == 422
    await sun.presses("/console/duties/step/accept", {"duty": number})
    assert (await sun.post("/console/duties/step/report", {"duty": number, "text": " "})).status_code == 422
    await sun.presses("/console/duties/step/report", {"duty": number, "text": "查了五家"})
    await luo.presses("/console/duties/step/send_back", {"duty": number, "text": "还有两家"})
    await sun.presses("/console/duties/step/report", {"duty": number, "text": "七家"})
    struck = text_of(await luo.presses("/console/duties/step/strike", {"duty": number}))
    assert "孙科报办好了：“七家”" in struck
    assert "罗市长销了号" in struck
    assert "排查" in text_of(await luo.get("/console/duties?over=yes"))
    assert await _state(app, number) is DutyState.STRUCK
    assert (await luo.get("/console/orders")).headers["Location"] == "/console/duties?kind=order"
    assert (await luo.get(f"/console/orders/{number}")).headers["Location"] == f"/console/duties/{number}"


async def test_a_finding_is_reported_with_a_picture_that_its_lead_sees(app: App) -> None:
    lead, sun = await a_desk(app, "钱主席", "union", LEAD), await a_desk(app, "孙科", role=LEAD)
    other = await a_desk(app, "陈立", "human_resources", LEAD)
    number = await _gives(app, lead, DutyKind.FINDING, Owner.department("market_regulation"), "灭火器过期了")
    assert "data-uploads" in (await sun.get(f"/console/duties/{number}")).text
    bare = await sun.post("/console/duties/step/report", {"duty": number, "text": "换了"})
    assert "整改要有照片" in text_of(bare)
    key = (await upload(sun, a_picture())).json()["key"]
    await sun.presses("/console/duties/step/report", {"duty": number, "text": "换了", "proof": key})
    too_early = await lead.post("/console/duties/step/strike", {"duty": number})
    assert "整改要有照片" in text_of(too_early)
    download = download_by({}, KeptFiles(app.database, app.clock))
    await fetch_files(app.database, download, app.foreign_files, clock=app.clock)
    page = await lead.get(f"/console/duties/{number}")
    assert f'src="/console/duties/{number}/proof/1"' in page.text
    picture = await lead.get(f"/console/duties/{number}/proof/1")
    assert (picture.status_code, picture.headers["Content-Type"].partition("/")[0]) == (200, "image")
    assert (await other.get(f"/console/duties/{number}/proof/1")).status_code == 404
    assert (await lead.get(f"/console/duties/{number}/proof/2")).status_code == 404
    await lead.presses("/console/duties/step/strike", {"duty": number})
    assert await _state(app, number) is DutyState.STRUCK


async def test_more_time_is_asked_for_and_given_on_the_pages(app: App) -> None:
    zhou, sun = await a_desk(app, "周岚", "social_work", LEAD), await a_desk(app, "孙科", role=LEAD)
    number = await _gives(app, zhou, DutyKind.MILESTONE, Owner.department("market_regulation"), "建 30 个驿站")
    asked = {"duty": number, "text": "在等批复", "until": LATER.isoformat()}
    assert f"申请延到 {_said(LATER)}" in text_of(await sun.presses("/console/duties/step/ask_time", asked))
    assert "同意延期" not in text_of(await sun.get(f"/console/duties/{number}"))
    assert (await sun.post("/console/duties/step/more_time", {"duty": number})).status_code == 422
    await zhou.presses("/console/duties/step/no_time", {"duty": number})
    await sun.presses("/console/duties/step/ask_time", asked)
    assert f"同意延到 {_said(LATER)}" in text_of(await zhou.presses("/console/duties/step/more_time", {"duty": number}))
    await zhou.presses("/console/duties/step/withdraw", {"duty": number})
    assert await _state(app, number) is DutyState.WITHDRAWN


async def test_the_list_is_narrowed_and_says_colours_in_words(app: App) -> None:
    zhou = await a_desk(app, "周岚", "social_work", LEAD)
    await a_desk(app, "孙科", role=LEAD)
    await _gives(app, zhou, DutyKind.MILESTONE, Owner.department("market_regulation"), "建 30 个驿站")
    await _gives(app, zhou, DutyKind.ORDER, Owner.department("market_regulation"), "排查站点")
    assert "排查站点" not in text_of(await zhou.get("/console/duties?kind=milestone"))
    assert "建 30 个驿站" in text_of(await zhou.get("/console/duties?kind=milestone&department=market_regulation"))
    assert "建 30 个驿站" not in text_of(await zhou.get("/console/duties?department=union"))
    assert "现在没有要办的事" in text_of(await zhou.get("/console/duties?colour=red"))
    assert "建 30 个驿站" in text_of(await zhou.get("/console/duties?kind=nonsense&colour=x"))


async def test_a_long_list_has_pages_that_keep_what_was_asked(app: App) -> None:
    zhou = await a_desk(app, "周岚", "social_work", LEAD)
    await a_desk(app, "孙科", role=LEAD)
    for number in range(ON_A_PAGE + 1):
        await _gives(app, zhou, DutyKind.ORDER, Owner.department("market_regulation"), f"排查站点 {number} 号")
    first = await zhou.get("/console/duties?kind=order")
    assert f"排查站点 {ON_A_PAGE} 号" not in text_of(first)
    assert 'href="/console/duties?kind=order&amp;page=1"' in first.text
    second = await zhou.get("/console/duties?kind=order&page=1")
    assert f"排查站点 {ON_A_PAGE} 号" in text_of(second)
    assert 'href="/console/duties?kind=order&amp;page=0"' in second.text
    assert "page=2" not in second.text


async def test_a_department_that_is_none_narrows_nothing(app: App) -> None:
    zhou = await a_desk(app, "周岚", "social_work", LEAD)
    await a_desk(app, "孙科", role=LEAD)
    await _gives(app, zhou, DutyKind.ORDER, Owner.department("market_regulation"), "排查站点")
    for department in ("%00", "nonsense"):
        assert "排查站点" in text_of(await zhou.get(f"/console/duties?department={department}"))
