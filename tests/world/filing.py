"""What tests of cases share: people who agreed, and drafts filled in far enough to be filed."""

import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.draft import CaseDraft, start_draft
from models.cases.evidence import Evidence, Received, keep_evidence
from models.cases.filing import file_case
from models.cases.identity import Named
from models.city.case_types import CaseType
from models.city.pack import City
from models.people.person import Contact, Person, agree, meet, tie
from models.questions.question import Question

if TYPE_CHECKING:
    from tests.world.chat import Chat, Someone

NOW = datetime(2026, 11, 23, 4, 20, tzinfo=UTC)  # Monday, 12:20 in the city
LONG_AGO = NOW - timedelta(days=30)
SPOT = {"name": "青石路", "latitude": 32.615, "longitude": 115.165}
ANNA = Named("李四", "13800001234")
SECRET_WORDS = "站长老赵说我超时"


async def a_person(
    session: AsyncSession, address: str = "90017788", *, channel: str = "telegram", since: datetime = LONG_AGO
) -> Person:
    """Somebody who agreed to being remembered, and has been here for a while."""
    person, _, _ = await meet(session, channel, address, locale="zh-CN", now=since)
    await agree(session, person, now=NOW)
    return person


async def another_chat(
    session: AsyncSession, person: Person, channel: str, address: str, *, number: int | None = None, now: datetime = NOW
) -> Contact:
    """A second chat of the person, without a conversation."""
    contact = Contact(id=number, channel=channel, address=address, created_at=now)
    tie(session, contact, person)
    session.add(contact)
    await session.flush()
    return contact


@dataclass(frozen=True)
class SomeAnswer:
    """As it is kept, and how somebody gives it in the chat."""

    kept: Callable[[Question], Any]
    give: Callable[["Someone", Question], Awaitable[object]]


def _typed(text: str, kept: object) -> SomeAnswer:
    async def give(someone: "Someone", _: Question) -> None:
        await someone.sends(text)
        if "对吗？" in someone.text:
            await someone.presses("对")

    return SomeAnswer(lambda _: kept, give)


async def _press_first(someone: "Someone", question: Question) -> None:
    await someone.presses(next(iter(question.choices.values()))["zh-CN"])


async def _share(someone: "Someone", _: Question) -> None:
    await someone.shares(SPOT["latitude"], SPOT["longitude"])


async def _send_photo(someone: "Someone", _: Question) -> None:
    await someone.sends_photo()
    await someone.presses("发完了")


_FIRST = SomeAnswer(lambda question: next(iter(question.choices)), _press_first)
SOME_ANSWERS: Mapping[str, SomeAnswer] = {
    "choice": _FIRST,
    "platform": _FIRST,
    "text": _typed("就是这样的", SECRET_WORDS),
    "money": _typed("一千二", 5000),
    "date": _typed("昨天", "2026-11-22"),
    "order_number": _typed("订单号是WM20261122-7788", "WM20261122-7788"),
    "phone": _typed("138 0000 1234", "13800001234"),
    "place": SomeAnswer(lambda _: SPOT, _share),
    "evidence": SomeAnswer(lambda _: True, _send_photo),
}
"""By what the pack calls the kind."""


def answers_for(case_type: CaseType) -> dict[str, Any]:
    return {each.key: SOME_ANSWERS[each.kind.key].kept(each) for each in case_type.questions}


async def a_draft(
    session: AsyncSession, person: Person, city: City, type_key: str = "deduction", **other: Any
) -> CaseDraft:
    """A draft with every question answered."""
    known = answers_for(city.case_types[type_key]) | other
    return await start_draft(session, person, type_key, city=city, now=NOW, answers=known)


async def a_case(
    session: AsyncSession,
    person: Person,
    city: City,
    type_key: str = "deduction",
    *,
    anonymous: bool = False,
    now: datetime = NOW,
    **other: Any,
) -> Case:
    draft = await a_draft(session, person, city, type_key, **other)
    return await file_case(session, draft.id, person, anonymous=anonymous, agreed_to_share=True, city=city, now=now)


async def person_of(session: AsyncSession, someone: "Someone") -> Person:
    """The rows of somebody who chats."""
    channel = someone.chat.client.channel.name
    mine = sa.select(Person).join(Contact).where(Contact.channel == channel, Contact.address == someone.address)
    return (await session.scalars(mine)).one()


async def known_for_a_while(chat: "Chat", *names: str) -> list["Someone"]:
    """Those who came an hour ago and agreed."""
    people = [await chat.person(name, agreed=True) for name in names]
    async with chat.app.database.transaction() as session:
        await came_before(session, chat.app.clock() - timedelta(hours=1))
    return people


async def came_before(session: AsyncSession, since: datetime) -> None:
    """As if everybody who is there had come then."""
    for person, contact in (await session.execute(sa.select(Person, Contact).join(Contact))).all():
        person.created_at = since
        tie(session, contact, person)
    await session.flush()


async def a_named_case(session: AsyncSession, person: Person, city: City, *, anonymous: bool = False) -> Case:
    """Filed as ANNA, unless anonymous."""
    draft = await a_draft(session, person, city)
    return await file_case(session, draft.id, person, anonymous=anonymous, named=ANNA, city=city, now=NOW)


async def filed_by(someone: "Someone", type_key: str = "deduction", **other: Any) -> Case:
    """A case of somebody who chats, filed now."""
    async with someone.chat.app.database.transaction() as session:
        person = await person_of(session, someone)
        return await a_case(session, person, someone.chat.city, type_key, now=someone.chat.app.clock(), **other)


async def fetched(session: AsyncSession, piece: Evidence, content: bytes, now: datetime = NOW) -> None:
    """The job has been there."""
    await keep_evidence(session, piece.id, Received.of(content), now=now)


def a_picture(form: str = "JPEG", colour: str = "red", **saved: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, form, **saved)
    return out.getvalue()
