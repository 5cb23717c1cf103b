"""Watching negotiations that gather people.

People who file the same meanwhile are asked too, once. The negotiators are told, once, that so many have joined that
their number is shown, or that everybody asked has answered. After the end they are reminded on the day by which the
platform promised something."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.city.pack import City
from models.negotiations.joining import ask_all, filers_of_problem, heard_from_enough
from models.negotiations.negotiation import Negotiation, NegotiationNews, NegotiationState, negotiating_department
from models.negotiations.steps import about, question_of
from models.outbox.message import Pushed, put_all
from models.outbox.posts import to_posts
from models.staff.post import colleagues
from models.values.small_groups import LEAST_GROUP


async def watch_gathering(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Looks at every negotiation that gathers people, and at promised days. Returns how many people it asked; safe to
    run at any time."""
    gathering = sa.select(Negotiation).where(Negotiation.state == NegotiationState.ASKING).order_by(Negotiation.id)
    locked = gathering.with_for_update().execution_options(populate_existing=True)
    asked = 0
    for negotiation in (await session.scalars(locked)).all():
        asked += await _ask_newcomers(session, negotiation, city, now)
        if negotiation.gathered_at is None:
            await _tell_negotiators(session, negotiation, city, now)
    await _remind_of_promises(session, city, now)
    await session.flush()
    return asked


async def _ask_newcomers(session: AsyncSession, negotiation: Negotiation, city: City, now: datetime) -> int:
    problem = negotiation.type, negotiation.platform
    people = await filers_of_problem(session, *problem, now=now, gathering=negotiation)
    if people:
        negotiation.people += len(people)
        await ask_all(session, negotiation, people, question_of(negotiation, city), now=now)
    return len(people)


async def _remind_of_promises(session: AsyncSession, city: City, now: datetime) -> None:
    """Reminds the negotiators, once, on the morning of the day by which a platform promised something."""
    today = now.astimezone(city.zone)
    if today.time() < city.calendar.begins:
        return
    due = sa.select(Negotiation).where(Negotiation.promised_on <= today.date(), Negotiation.checked_at.is_(None))
    for negotiation in (await session.scalars(due.order_by(Negotiation.id).with_for_update())).all():
        negotiation.checked_at = now
        await _tell(session, negotiation, Pushed(NegotiationNews.PROMISED, about(negotiation, city)), city, now)


async def _tell_negotiators(session: AsyncSession, negotiation: Negotiation, city: City, now: datetime) -> None:
    enough, all_answered = await heard_from_enough(session, negotiation.id)
    if not (enough or all_answered):
        return
    negotiation.gathered_at = now
    facts = {**about(negotiation, city), "enough": "yes" if enough else "no", "least": LEAST_GROUP}
    await _tell(session, negotiation, Pushed(NegotiationNews.GATHERED, facts), city, now)


async def _tell(session: AsyncSession, negotiation: Negotiation, pushed: Pushed, city: City, now: datetime) -> None:
    """Tells everybody who negotiates, once."""
    whom = await colleagues(session, negotiating_department(city), present=True)
    await put_all(session, to_posts(whom, pushed, f"{pushed.news}:{negotiation.id}", now=now))
