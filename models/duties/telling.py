"""News of a duty: to who has to do it, and to who gave it and judges it."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.facts import department_titles
from models.cases.news import day, said
from models.city.pack import City
from models.duties.duty import Duty, DutyKind, OwnerKind
from models.duties.rights import may_judge
from models.outbox.message import News, Pushed, put_all
from models.outbox.posts import to_posts
from models.places.place import Place
from models.staff.post import Post, Staff, hosts_of_place, leaders_of, leads_of, post_at
from models.storage.database import Json

Told = Post | Staff
PLACE = "place"
"""The kind of what a duty is about, when its key is the code of a place."""


class DutyNews(News):
    """GIVEN, SENT_BACK, STRUCK, WITHDRAWN, MORE_TIME, NO_TIME: to the owner. ACCEPTED, REPORTED, ASKED: to who gave it.
    BLUE, ORANGE: to the owner; RED: to both, and to the lead department."""

    GIVEN = "duty-given"
    ACCEPTED = "duty-accepted"
    REPORTED = "duty-reported"
    ASKED = "duty-time-asked"
    MORE_TIME = "duty-more-time"
    NO_TIME = "duty-no-time"
    SENT_BACK = "duty-sent-back"
    STRUCK = "duty-struck"
    WITHDRAWN = "duty-withdrawn"
    NO_PROOF = "duty-no-proof"
    BLUE = "duty-blue"
    ORANGE = "duty-orange"
    RED = "duty-red"


class OrderNews(News):
    """Of rows that wait since before orders were duties."""

    GIVEN = "leader-order-given"
    ACCEPTED = "leader-order-accepted"
    ANSWERED = "leader-order-answered"
    SENT_BACK = "leader-order-sent-back"
    CLOSED = "leader-order-closed"
    LATE = "leader-order-late"


async def owners_of(session: AsyncSession, duty: Duty) -> list[Told]:
    """Who is told what the owner is told: the leads of a department, the holder of the post, the hosts of the place;
    where nobody has the post or the place any more, the leads of the department that answers for it."""
    if duty.owner_kind is OwnerKind.PLACE:
        hosts = [each for each in await hosts_of_place(session, int(duty.owner)) if each.person_id is not None]
        return [*hosts] or list(await leads_of(session, duty.department))
    if duty.owner_kind is OwnerKind.POST:
        post = await post_at(session, int(duty.owner))
        return [post] if post is not None else list(await leads_of(session, duty.department))
    return list(await leads_of(session, duty.owner))


async def givers_of(session: AsyncSession, duty: Duty, city: City) -> list[Told]:
    """Who is told what the owner did: the post that gave the duty, and the leads of its department if it may not judge
    itself. If it has ended: the leaders who may judge an order, or the leads of the lead department."""
    giver, lead = await post_at(session, duty.given_by), city.lead_department.key
    if giver is not None and may_judge(duty, giver, giver, city):
        return [giver]
    if giver is not None:
        return _once([giver, *await leads_of(session, giver.department or lead)])
    leaders = [each for key in (duty.department, lead) for each in await leaders_of(session, key)]
    return _once(leaders if duty.kind is DutyKind.ORDER else []) or list(await leads_of(session, lead))


def _once(whom: Iterable[Told]) -> list[Told]:
    return list({each.id: each for each in whom}.values())


async def tell(
    session: AsyncSession,
    whom: Iterable[Told],
    duty: Duty,
    news: DutyNews,
    *,
    by: Staff | None = None,
    text: str = "",
    city: City,
    now: datetime,
) -> None:
    """Puts the news into the outbox for everybody but who caused it. Told twice of the same step, they hear it once."""
    facts: dict[str, Json] = {
        "duty_id": duty.id,
        "kind": duty.kind.value,
        "name": by.name if by is not None else "none",
        "owner": await owner_titles(session, duty, city),
        "by": day(duty.due_at, city),
        "until": day(duty.asked_until or duty.due_at, city),
        "wanted": said(str(duty.wanted)),
        "text": said(text) if text else "none",
    }
    others = [each for each in _once(whom) if by is None or each.id != by.id]
    await put_all(session, to_posts(others, Pushed(news, facts), f"{news}:{duty.id}:{duty.event_count}", now=now))


async def owner_titles(session: AsyncSession, duty: Duty, city: City) -> Json:
    """Who has to do it, as an argument of a text: titles of a department, or the name of a post or a place."""
    if duty.owner_kind is OwnerKind.PLACE:
        place = await session.get(Place, int(duty.owner))
        return place.name if place is not None else department_titles(city, duty.department)
    if duty.owner_kind is OwnerKind.POST:
        post = await session.get(Staff, int(duty.owner))
        return post.name if post is not None else department_titles(city, duty.department)
    return department_titles(city, duty.owner)


async def about_place(session: AsyncSession, duty: Duty) -> str | None:
    """The name of the place that the duty is about; None if it is about none, or its hosts have to do it anyway."""
    about = duty.is_about
    if about is None or about.kind != PLACE or duty.owner_kind is OwnerKind.PLACE:
        return None
    return await session.scalar(sa.select(Place.name).where(Place.code == about.key))
