"""What else is there in the demonstration: a leader's orders and other duties, notices, bookings, somebody on leave."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.cast import Cast, said
from models.casework.covering import go_away
from models.city.pack import City
from models.duties.duty import DutyKind, Owner
from models.duties.steps import accept_duty, give_duty, report_done
from models.errors import DomainError
from models.events.event import DateState, EventDate
from models.events.seat import book_seat
from models.notices.approval import submit_notice
from models.notices.audience import Audience, Topic
from models.notices.notice import Author, Written, write_notice
from models.outbox.message import Urgency
from models.people.person import Person
from models.staff.post import Staff

BOOKED_DATES, MOST_BOOKED = 6, 14


@dataclass(slots=True)
class Aside:
    """The database while it is filled, at one moment."""

    session: AsyncSession
    city: City
    cast: Cast
    rng: Random
    now: datetime

    async def run(self) -> None:
        """Everything beside the cases."""
        await self._orders()
        await self._duties()
        await self._notices()
        await self._bookings()
        await self._leave()

    async def _orders(self) -> None:
        """Each department has an order; one is accepted, one is reported done."""
        leader = await self.session.get_one(Staff, self.cast.leader)
        begun = self.now - timedelta(days=3)
        given = []
        for department, wanted in said()["leader_orders"].items():
            for text in wanted:
                until = self.city.calendar.working_day_after(begun.astimezone(self.city.zone).date(), 5)
                given.append(
                    await give_duty(
                        self.session,
                        kind=DutyKind.ORDER,
                        owner=Owner.department(department),
                        wanted=text,
                        given_by=leader,
                        until=until,
                        city=self.city,
                        now=begun,
                    )
                )
        about = {"city": self.city, "now": begun + timedelta(hours=5)}
        for order in given[1:]:
            lead = await self.session.get_one(Staff, self.cast.leads[order.department])
            await accept_duty(self.session, order.id, lead, **about)  # type: ignore[arg-type]
        lead = await self.session.get_one(Staff, self.cast.leads[given[-1].department])
        answer = str(said()["says"]["order_answer"][0])
        await report_done(self.session, given[-1].id, lead, answer, **about)  # type: ignore[arg-type]

    async def _duties(self) -> None:
        """A finding at the host's place is due soon, a department's milestone is more than five working days late."""
        lead = await self.session.get_one(Staff, self.cast.leads[self.city.lead_department.key])
        host, department = await self.session.get_one(Staff, self.cast.host), self.cast.departments[-1]
        assert host.place_id is not None
        for kind, owner, days, ago in (
            (DutyKind.FINDING, Owner.place(host.place_id), 3, timedelta(days=1)),
            (DutyKind.MILESTONE, Owner.department(department), 5, timedelta(days=24)),
        ):
            await give_duty(
                self.session,
                kind=kind,
                owner=owner,
                wanted=str(said()["duties"][kind.value]),
                given_by=lead,
                working_days=days,
                city=self.city,
                now=self.now - ago,
            )

    async def _notices(self) -> None:
        """The lead department's notices: the last one waits for somebody's yes, the others go out."""
        department = self.city.lead_department.key
        by = Author(self.cast.clerks[department][-1], department, approves=False)
        items = said()["notices"]["items"]
        for number, item in enumerate(items, 1):
            written = Written(
                {"zh-CN": item["title"]},
                {"zh-CN": item["text"]},
                Topic(item["topic"]),
                Urgency.CAN_WAIT,
                Audience(),
            )
            notice = await write_notice(self.session, written, by, now=self.now)
            above = 0 if number == len(items) else self.city.approve_notices_above
            about = {"send_at": self.now, "expires_at": self.now + timedelta(days=3), "approve_above": above}
            await submit_notice(self.session, notice.id, by, **about, now=self.now)  # type: ignore[arg-type]

    async def _bookings(self) -> None:
        """Riders have seats at the next dates."""
        coming = sa.select(EventDate.id).where(EventDate.starts_at > self.now, EventDate.state == DateState.OPEN)
        dates = (await self.session.scalars(coming.order_by(EventDate.starts_at).limit(BOOKED_DATES))).all()
        for date_id in dates:
            for rider_id in self.rng.sample(self.cast.riders, self.rng.randrange(4, MOST_BOOKED)):
                rider = await self.session.get_one(Person, rider_id)
                try:
                    async with self.session.begin_nested():
                        await book_seat(self.session, date_id, person=rider, city=self.city, now=self.now)
                except DomainError:  # full, clashing, or asking what this rider has not said
                    break

    async def _leave(self) -> None:
        """One clerk is away for some days, with a stand-in."""
        department = next(key for key in self.cast.clerks if key != self.city.lead_department.key)
        lead = await self.session.get_one(Staff, self.cast.leads[department])
        away, stand_in, *_ = self.cast.clerks[department][1:]
        until = self.city.calendar.working_day_after(self.now.astimezone(self.city.zone).date(), 3)
        await go_away(self.session, lead, away, until=until, to=stand_in, city=self.city, now=self.now)


def office_hours(city: City, now: datetime) -> datetime:
    """The last moment of work before now, so that nothing of the demonstration happens at night."""
    return city.calendar.before_working_time(now, timedelta(minutes=30), city.zone).astimezone(UTC)
