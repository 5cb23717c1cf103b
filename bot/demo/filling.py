"""Fills a database with invented cases by the real operations, each at its moment: the steps of all cases run in the
order of time, and every evening what the jobs would have done meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.answers import Spot, answers_to
from bot.demo.cast import Cast, hire
from bot.demo.plots import ACTS, PLOTS, Plot, Scene, Story
from models.cases.closing import close_settled
from models.cases.draft import start_draft
from models.cases.filing import file_case
from models.casework.deadline import break_promises
from models.city.case_types import CaseType
from models.city.pack import City
from models.outbox.message import OutboxMessage, OutboxState
from models.outbox.sending import record_sent
from models.people.person import Person
from models.places.place import Place
from models.questions.platform import PlatformKind
from models.storage.database import Database

SEED = 20260705
TYPES = {
    "market_regulation": ("deduction", "deduction", "deduction", "rating", "commission", "account_closed", "deposit"),
    "human_resources": ("unpaid_pay", "unpaid_pay", "forced_hours", "no_contract", "social_insurance", "injury_report"),
    "urban_management": ("road_damage", "road_damage", "lights_signals", "waste", "blocked_lane", "city_other"),
    "social_work": ("station_problem", "suggestion", "rights_other"),
}
"""Types of cases that go to the four departments, as often as they come."""
SHARES = {"market_regulation": 38, "human_resources": 26, "urban_management": 24, "social_work": 12}
ANONYMOUS, WITH_PICTURE = 0.2, 0.2
IN_ONE_TRANSACTION = 25
EVENING = time(18, 30)
LONGEST = timedelta(days=77)
"""How long ago the first case was filed, at most."""


@dataclass(order=True, slots=True)
class _Due:
    """Something that happens at a moment. number: keeps the order of what happens at the same one."""

    at: datetime
    number: int
    run: Callable[["Filling", AsyncSession, datetime], Awaitable[None]] = field(compare=False)


@dataclass
class Filling:
    """The state of filling. tell: called with how many cases are filed and how many there will be."""

    city: City
    now: datetime
    tell: Callable[[int, int], None] = lambda done, of: None
    plots: Sequence[Plot] = PLOTS
    rng: Random = field(default_factory=lambda: Random(SEED))
    cast: Cast = field(default_factory=Cast)
    spots: Sequence[Spot] = ()
    filed: int = 0
    _due: list[_Due] = field(default_factory=list)
    _count: int = 0

    async def run(self, database: Database) -> Cast:
        """Fill the database; it holds the places, articles and events of the city already."""
        async with database.transaction() as session:
            self.cast = await hire(session, self.city, self.rng, now=self.now)
            self.spots = await _spots(session)
        self._plan()
        while self._due:
            async with database.transaction() as session:
                for _ in range(min(IN_ONE_TRANSACTION, len(self._due))):
                    due = heappop(self._due)
                    await due.run(self, session, due.at)
            self.tell(self.filed, sum(each.count for each in self.plots))
            await asyncio.sleep(0)
        return self.cast

    # --- what is to come ----------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        for plot in self.plots:
            for _ in range(plot.count):
                self._at(self._filed_at(plot), _files(plot))
        day = self.now.astimezone(self.city.zone).date() - LONGEST
        while (at := datetime.combine(day, EVENING, self.city.zone).astimezone(UTC)) < self.now:
            self._at(at, _evening)
            day += timedelta(days=1)
        self._at(self.now, _evening)

    def _filed_at(self, plot: Plot) -> datetime:
        """Between seven in the morning and eleven at night, so many days ago."""
        ago = timedelta(days=self.rng.uniform(*plot.days))
        local = (self.now - ago).astimezone(self.city.zone)
        hour = self.rng.choice((8, 9, 10, 11, 12, 14, 15, 16, 17, 19, 20, 21))
        at = local.replace(hour=hour, minute=self.rng.randrange(60), second=self.rng.randrange(60))
        return min(at.astimezone(UTC), self.now - timedelta(minutes=self.rng.randrange(3, 50)))

    def _at(self, at: datetime, run: Callable[["Filling", AsyncSession, datetime], Awaitable[None]]) -> None:
        self._count += 1
        heappush(self._due, _Due(at, self._count, run))

    def next_step(self, story: Story, after: datetime) -> None:
        """Plan the story's next step, if there is time left for it before now."""
        if not story.steps:
            return
        name, hours = story.steps.pop(0)
        amount = timedelta(hours=self.rng.uniform(*hours))
        at = self.city.calendar.after_working_time(after, amount, self.city.zone)
        if at < self.now:
            self._at(at, _steps(name, story))

    # --- what happens -------------------------------------------------------------------------------------------------

    async def file(self, session: AsyncSession, plot: Plot, at: datetime) -> None:
        """A rider files a case of a type that goes to one of the departments."""
        shares = {key: share for key, share in SHARES.items() if key not in plot.not_to and key in self.cast.leads}
        department = self.rng.choices(list(shares), list(shares.values()))[0]
        case_type = self.city.case_types[self.rng.choice(TYPES[department])]
        rider = await session.get_one(Person, self.rng.choice(self.cast.riders))
        today = at.astimezone(self.city.zone).date()
        answers = self._routed(case_type, department, today)
        draft = await start_draft(session, rider, case_type.key, city=self.city, now=at, answers=answers)
        anonymous = case_type.anonymous and self.rng.random() < ANONYMOUS
        case = await file_case(
            session, draft.id, rider, anonymous=anonymous, agreed_to_share=True, city=self.city, now=at
        )
        self.filed += 1
        shows = any(each.kind.key == "evidence" for each in case_type.questions) and self.rng.random() < WITH_PICTURE
        steps = [*([("picture", (0.0, 0.1))] if shows else []), *plot.steps]
        self.next_step(Story(case.id, rider.id, 0, steps), at)

    def _routed(self, case_type: CaseType, department: str, today: date) -> dict[str, Any]:
        """Answers with which the case goes to this department: a platform can lead elsewhere."""
        while True:
            answers = answers_to(case_type, self.rng, today, self.spots)
            platform = next((answers.get(each.key) for each in case_type.questions_of(PlatformKind)), None)
            if case_type.route(platform=platform, district=None) == department:
                return answers


def _files(plot: Plot) -> Callable[[Filling, AsyncSession, datetime], Awaitable[None]]:
    async def run(filling: Filling, session: AsyncSession, at: datetime) -> None:
        await filling.file(session, plot, at)

    return run


def _steps(name: str, story: Story) -> Callable[[Filling, AsyncSession, datetime], Awaitable[None]]:
    async def run(filling: Filling, session: AsyncSession, at: datetime) -> None:
        await ACTS[name](Scene(session, filling.city, filling.cast, filling.rng, at), story)
        filling.next_step(story, at)

    return run


async def _evening(filling: Filling, session: AsyncSession, at: datetime) -> None:
    """What the service would have done by now: sent what was due, closed what was settled, noted broken promises."""
    await sent_until(session, at)
    await close_settled(session, now=at)
    await break_promises(session, city=filling.city, now=at, limit=50)


async def sent_until(session: AsyncSession, at: datetime) -> None:
    """Notes that everything that was due by then has been sent: nobody gets the news of weeks at once."""
    over = sa.or_(OutboxMessage.due_at <= at, OutboxMessage.send_at <= at)
    due = sa.select(OutboxMessage.id).where(OutboxMessage.state == OutboxState.WAITING, over)
    ids = (await session.scalars(due)).all()
    about: dict[str, Any] = {"contact_id": None, "message_id": None, "send_at": at, "sent_at": at, "reply": None}
    await record_sent(session, [{"b_id": each, **about} for each in ids])


async def _spots(session: AsyncSession) -> list[Spot]:
    """Spots near places of the city, under their names."""
    rows = await session.execute(sa.select(Place.name, Place.latitude, Place.longitude).order_by(Place.id).limit(60))
    return [{"name": f"{row.name}附近", "latitude": row.latitude, "longitude": row.longitude} for row in rows]
