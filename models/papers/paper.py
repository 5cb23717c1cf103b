"""The papers a person must renew — 健康证, 驾驶证, insurance — and the reminders before each expires.

A reminder is a row of the outbox, written with the paper and withdrawn when its date, its days or the paper itself
goes. An expired paper is kept, but has no reminders any more.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.outbox.causes import Cause, CauseKind
from models.outbox.message import News, Pushed, Urgency, put, withdraw
from models.papers.errors import PaperGone, TooManyPapers
from models.people.errors import ConsentNeeded
from models.places.errors import PlaceGone, PlaceUnknown
from models.places.place import Place, place_by_code
from models.storage.database import Base, BigId, EncryptedJson, UtcDateTime

if TYPE_CHECKING:  # a person's export has their papers
    from models.people.person import Person

DAYS_TO_CHOOSE = (30, 14, 7, 3, 1)
USUAL_DAYS = (30, 7, 1)
GOOD_HOUR = time(10)
"""The time of a reminder, in the city: after the morning's rush and before noon's."""
MOST_PAPERS = 30
LONGEST_TITLE = 30
"""The most characters of a title that a person gives."""
NO_TITLE = "none"
"""The argument of texts for a kind that the city pack no longer has."""


class PaperNews(News):
    """REMINDER: a paper expires. EVENT: an event that renews it, below the reminder."""

    REMINDER = "certificate-reminder"
    EVENT = "paper-reminder-event"


class Paper(Base):
    """One paper. kind: a key of the city pack, or OWN with a `title` of the person's. remind_days: the days before it
    expires on which to remind, the largest first; empty: no reminders."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    title: Mapped[str | None] = mapped_column(EncryptedJson)
    expires_on: Mapped[date]
    """The last day on which it is valid."""
    remind_days: Mapped[list[int]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def days_left(self, today: date) -> int:
        """Days until it expires: 0 on its last day, negative afterwards."""
        return (self.expires_on - today).days


# --- questions ------------------------------------------------------------------------------------------------------


async def papers_of(session: AsyncSession, person_id: int) -> Sequence[Paper]:
    """The person's papers, the first to expire first."""
    mine = sa.select(Paper).where(Paper.person_id == person_id)
    return (await session.scalars(mine.order_by(Paper.expires_on, Paper.id))).all()


async def find_paper(session: AsyncSession, paper_id: int, *, person_id: int) -> Paper:
    """A paper of the person, locked. Raises PaperGone, also for somebody else's."""
    mine = sa.select(Paper).where(Paper.id == paper_id, Paper.person_id == person_id)
    found = (await session.scalars(mine.with_for_update())).one_or_none()
    if found is None:
        raise PaperGone(paper_id)
    return found


async def renewal_place(session: AsyncSession, paper: Paper, city: City) -> Place | None:
    """The place where it can be renewed by the city pack, if that place is there today."""
    kind = city.papers.get(paper.kind)
    if kind is None or kind.renew_place is None:
        return None
    try:
        return await place_by_code(session, kind.renew_place)
    except (PlaceGone, PlaceUnknown):
        return None


def next_reminder(paper: Paper, city: City, *, now: datetime) -> date | None:
    """The day of the next reminder; None if no more will come."""
    coming = [due_at for _, due_at in _coming(paper, city, now)]
    return min(coming).astimezone(city.zone).date() if coming else None


# --- operations -----------------------------------------------------------------------------------------------------


async def add_paper(
    session: AsyncSession,
    person: "Person",
    *,
    kind: str,
    expires_on: date,
    city: City,
    now: datetime,
    title: str | None = None,
) -> Paper:
    """Keeps a paper and writes its reminders; the very same paper again returns the one that exists. kind: a key of the
    city pack, or OWN with a title. Raises ConsentNeeded, TooManyPapers.
    """
    if not person.agreed:
        raise ConsentNeeded
    mine = await papers_of(session, person.id)
    for each in mine:
        if (each.kind, each.title, each.expires_on) == (kind, title, expires_on):
            return each
    if len(mine) >= MOST_PAPERS:
        raise TooManyPapers(MOST_PAPERS)
    added = Paper(
        person_id=person.id,
        kind=kind,
        title=title,
        expires_on=expires_on,
        remind_days=list(USUAL_DAYS),
        created_at=now,
    )
    session.add(added)
    await session.flush()
    await _write_reminders(session, added, city, now)
    return added


async def change_expiry(
    session: AsyncSession, paper_id: int, *, person_id: int, expires_on: date, city: City, now: datetime
) -> Paper:
    """Changes the date, and replaces the reminders. Raises PaperGone."""
    paper = await find_paper(session, paper_id, person_id=person_id)
    paper.expires_on = expires_on
    await _rewrite_reminders(session, paper, city, now)
    return paper


async def choose_days(
    session: AsyncSession, paper_id: int, *, person_id: int, days: Collection[int], city: City, now: datetime
) -> Paper:
    """Chooses how many days before it expires to remind; none means never. Raises PaperGone."""
    paper = await find_paper(session, paper_id, person_id=person_id)
    paper.remind_days = sorted(set(days) & set(DAYS_TO_CHOOSE), reverse=True)
    await _rewrite_reminders(session, paper, city, now)
    return paper


async def remove_paper(session: AsyncSession, paper_id: int, *, person_id: int) -> None:
    """Deletes the paper and its reminders. Raises PaperGone."""
    paper = await find_paper(session, paper_id, person_id=person_id)
    await withdraw(session, cause=_cause(paper))
    await session.delete(paper)
    await session.flush()


# --- reminders ------------------------------------------------------------------------------------------------------


async def papers_that_remind(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the papers exist and have reminders switched on."""
    asked = sa.select(Paper.id, Paper.remind_days).where(Paper.id.in_([int(each) for each in ids]))
    return {str(number) for number, days in await session.execute(asked) if days}


async def _rewrite_reminders(session: AsyncSession, paper: Paper, city: City, now: datetime) -> None:
    await session.flush()
    await withdraw(session, cause=_cause(paper))
    await _write_reminders(session, paper, city, now)


async def _write_reminders(session: AsyncSession, paper: Paper, city: City, now: datetime) -> None:
    """Writes a row for each chosen day that is still to come; the same day before the same date is never told twice."""
    place = await renewal_place(session, paper, city)
    for days, due_at in _coming(paper, city, now):
        await put(
            session,
            paper.person_id,
            _reminder(paper, city, days, place),
            due_at=due_at,
            urgency=Urgency.TODAY,
            expires_at=datetime.combine(due_at.astimezone(city.zone).date() + timedelta(days=2), time(), city.zone),
            dedupe_key=f"certificate:{paper.id}:{paper.expires_on}:{days}",
            cause=_cause(paper),
        )


def _coming(paper: Paper, city: City, now: datetime) -> list[tuple[int, datetime]]:
    """The reminders that are still to come: days before it expires, and the moment."""
    moments = [
        (days, datetime.combine(paper.expires_on - timedelta(days=days), GOOD_HOUR, city.zone))
        for days in paper.remind_days
    ]
    return [(days, due_at) for days, due_at in moments if due_at > now]


def _reminder(paper: Paper, city: City, days: int, place: Place | None) -> Pushed:
    """The reminder. It names the day and not how far off it is, because it may come a day late."""
    kind = city.papers.get(paper.kind)
    facts: dict[str, Any] = {
        "paper_id": paper.id,
        "title": paper.title or (dict(kind.titles) if kind else NO_TITLE),
        "days": "one" if days == 1 else days,
        "renewed_at_place": place is not None,
        **date_arguments(paper.expires_on),
    }
    if kind is not None and kind.renew_note is not None:
        facts["note"] = dict(kind.renew_note)
    return Pushed(PaperNews.REMINDER, facts)


def date_arguments(day: date) -> dict[str, str]:
    """A day as arguments of texts. month: m1 to m12, because each language has its own names."""
    return {"year": str(day.year), "month": f"m{day.month}", "day": str(day.day)}


def _cause(paper: Paper) -> Cause:
    return CauseKind.PAPER.of(paper.id)
