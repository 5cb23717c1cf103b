"""Somebody joins a department, or a place, with the code they were given."""

from datetime import UTC, datetime

import sqlalchemy as sa

from models.place import Place
from models.staff import StaffRole, add_staff
from tests.chat import Chat


async def a_code(chat: Chat, name: str, role: StaffRole = StaffRole.STAFF, **where: object) -> str:
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(session, name=name, role=role, now=datetime.now(UTC), **where)  # type: ignore[arg-type]
        return code


async def test_a_code_is_opened_as_a_link_or_typed_and_works_once(chat: Chat) -> None:
    wang, zhao = await chat.person("wang"), await chat.person("zhao")
    code = await a_code(chat, "王芳", department="market_regulation")
    await wang.sends(f"/start staff_{code}")
    wang.sees("王芳，你现在是市场监管局经办人", "本部门的新诉求会发到这个聊天里")
    await zhao.sends(f"/start staff_{code}")
    zhao.sees("加入码用过了，或者过期了")
    typed = await a_code(chat, "赵明", StaffRole.LEAD, department="union")
    await zhao.sends(f"{typed[:5]}-{typed[5:]}".lower())
    zhao.sees("赵明，你现在是总工会负责人")
    await zhao.sends("ABCDE-23456")
    zhao.sees_no("加入码")


async def test_a_host_joins_the_place(chat: Chat) -> None:
    host = await chat.person("host")
    async with chat.app.database.reading() as session:
        place = (await session.scalars(sa.select(Place).order_by(Place.id).limit(1))).one()
    await host.sends(f"/start staff_{await a_code(chat, '老李', StaffRole.HOST, place_id=place.id)}")
    host.sees(f"老李，{place.name}归你管了")
