"""A notice: something told to many. It is written by a member of staff, approved by a second one where it weighs
(models/notices/approval.py), and becomes rows of the outbox in portions (models/notices/sending.py).

    DRAFT ──submit──► TO_APPROVE ──approve──► SCHEDULED ──its time──► SENDING ──all told──► DONE
      ▲  └──submit, light────────────────────^            pause ⇅ resume
      └──send back── TO_APPROVE          cancel, from any state but DONE ─► CANCELLED
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.notices.audience import Audience, Topic
from models.notices.errors import NoticeGone, NoticeIncomplete, NoticeMovedOn
from models.notices.people_list import own_list
from models.outbox.message import News, Pushed, Urgency
from models.storage.database import Base, BigId, Json, UtcDateTime
from models.storage.wakeups import WakeUp, wake
from models.values.clean_text import clean_text

LONGEST_TITLE, LONGEST_TEXT = 60, 1500
"""Characters."""
LONGEST_VALID = timedelta(days=30)
NOBODY = 0
"""The author of what was made by itself."""


class NoticeNews(News):
    """NOTICE, to whom it is for, with where to go NEAREST below it; WANTED: it waits for a yes; APPROVED or SENT_BACK,
    to its author."""

    NOTICE = "notice-pushed"
    NEAREST = "weather-nearest"
    WANTED = "notice-approval-wanted"
    APPROVED = "notice-told-approve"
    SENT_BACK = "notice-told-back"


class Opens(StrEnum):
    """What a notice leads to. SHELTER: places where one can go during a warning; LINK: an address."""

    PLACES = "places"
    EVENTS = "events"
    ARTICLES = "articles"
    SHELTER = "shelter"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Target:
    """of: the address of a LINK; the need that a SHELTER has to offer, empty: any."""

    opens: Opens
    of: str = ""


class NoticeState(StrEnum):
    DRAFT = "draft"
    TO_APPROVE = "to_approve"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"


_OVER = frozenset({NoticeState.DONE, NoticeState.CANCELLED})


class Notice(Base):
    """One notice. author, approver: numbers of members of staff. titles, texts: by language, the first asked for being
    the city's. send_at: not before; expires_at: not after (aware UTC)."""

    __tablename__ = "notice"
    __table_args__ = (sa.Index("ix_notice_state", "state", "send_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    author: Mapped[int] = mapped_column(index=True)
    department: Mapped[str]
    topic: Mapped[Topic]
    urgency: Mapped[Urgency]
    titles: Mapped[Json] = mapped_column(sa.JSON)
    texts: Mapped[Json] = mapped_column(sa.JSON)
    picture: Mapped[str | None]
    """The key of one that goes to many (models/outbox/pictures.py)."""
    kept_targets: Mapped[Json] = mapped_column("buttons", sa.JSON)
    """`targets`, each as JSON."""
    audience: Mapped[Json] = mapped_column(sa.JSON)
    state: Mapped[NoticeState]
    paused: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    send_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approver: Mapped[int | None]
    source_key: Mapped[str | None] = mapped_column(unique=True)
    """What it was made from by itself (a weather warning), so that it is made once."""
    prepared_to: Mapped[int] = mapped_column(default=0)
    """Everybody up to this person's number has their row."""
    prepared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When everybody had it."""
    left_out: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    """Counts of those of the audience who got no row: `switched_off`, `blocked`."""
    progress_contact_id: Mapped[int | None]
    progress_message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The message in which somebody watches how far it is (models/notices/progress.py)."""
    progress_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    progress_every_s: Mapped[int | None]
    progress_said: Mapped[str | None]
    shelter: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    """What each person is named the nearest open place for, when it is sent (models/notices/shelter.py)."""
    mass: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether who cannot be reached on WeChat otherwise gets it by one of the month's mass messages."""
    mass_trouble: Mapped[str | None]
    """Why there was none: `none_left`, or WeChat's number."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[Json | None] = mapped_column(sa.JSON)
    """Who was reached, as counts, once it is over: the rows of the outbox are forgotten later."""

    @property
    def pushed(self) -> Pushed:
        """As it goes out, put into each person's language when it does."""
        facts = {
            "notice_id": self.id,
            "title": self.titles,
            "text": self.texts,
            "targets": self.kept_targets,
            "emergency": self.is_emergency,
        }
        return Pushed(NoticeNews.NOTICE, facts, picture=self.picture)

    @property
    def targets(self) -> list[Target]:
        """What it leads to, a button each."""
        return [Target(Opens(each["opens"]), each["of"]) for each in self.kept_targets]

    @property
    def links(self) -> list[str]:
        """The addresses that it leads to."""
        return links_of(self.targets)

    @property
    def is_emergency(self) -> bool:
        return self.urgency == Urgency.NOW

    @property
    def for_whom(self) -> Audience:
        return Audience.of_json(self.audience)


class NoticeTap(Base):
    """That somebody pressed a button of a notice: what they did with it, once."""

    __tablename__ = "notice_tap"

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    acted: Mapped[bool]
    """Whether they followed its action; else they opened it to read."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Written:
    """What a notice says and to whom: titles and texts by language, and where it leads."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    topic: Topic
    urgency: Urgency
    audience: Audience
    targets: Sequence[Target] = ()
    picture: str | None = None
    mass: bool = False
    """See `Notice.mass`."""
    shelter: Json | None = None
    """See `Notice.shelter`."""


@dataclass(frozen=True, slots=True)
class Author:
    """A member of staff, as far as a notice is concerned. approves: whether they have the right to let others' go, of
    every department; leads: whether they lead their own (models/notices/approval.py)."""

    staff_id: int
    department: str
    approves: bool
    leads: bool = False


def links_of(targets: Sequence[Target]) -> list[str]:
    """The addresses among them."""
    return [each.of for each in targets if each.opens is Opens.LINK]


async def notice_link(session: AsyncSession, notice_id: int, number: int) -> str:
    """The address of a link of a notice that went out. Raises NoticeGone."""
    notice = await session.get(Notice, notice_id)
    if notice is None or notice.prepared_to == 0 or not 0 <= number < len(notice.links):
        raise NoticeGone
    return notice.links[number]


async def own_notice(session: AsyncSession, notice_id: int, by: Author) -> Notice:
    """The notice, locked: of the author's own department, or whoever approves. Raises NoticeGone."""
    notice = await session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if notice is None or (notice.department != by.department and not by.approves):
        raise NoticeGone
    return notice


async def notices_of(session: AsyncSession, by: Author, *, limit: int = 50, skip: int = 0) -> Sequence[Notice]:
    """Those of the department, for who approves all of them; newest first, without the first `skip`."""
    theirs = sa.true() if by.approves else Notice.department == by.department
    return (
        await session.scalars(sa.select(Notice).where(theirs).order_by(Notice.id.desc()).limit(limit).offset(skip))
    ).all()


async def write_notice(
    session: AsyncSession, written: Written, by: Author, *, now: datetime, notice_id: int | None = None
) -> Notice:
    """Keeps a draft, or changes one. Raises NoticeIncomplete (which says what is wrong), NoticeGone, NoticeMovedOn."""
    _must_be_whole(written)
    if notice_id is None:
        notice = Notice(author=by.staff_id, department=by.department, created_at=now, state=NoticeState.DRAFT)
        session.add(notice)
    else:
        notice = await notice_to_change(session, notice_id, by)
        notice.author = by.staff_id  # who wrote last does not let it go alone
    notice.titles = {locale: clean_text(each) for locale, each in written.titles.items()}
    notice.texts = {locale: clean_text(each) for locale, each in written.texts.items()}
    notice.topic, notice.urgency, notice.picture = written.topic, written.urgency, written.picture
    notice.audience, notice.mass, notice.shelter = written.audience.as_json(), written.mass, written.shelter
    notice.kept_targets = [asdict(each) for each in written.targets]
    await session.flush()
    await _take_lists(session, notice, by)
    return notice


async def notice_to_change(session: AsyncSession, notice_id: int, by: Author) -> Notice:
    """One that is not handed in, or came back. Raises NoticeGone, NoticeMovedOn."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.DRAFT)
    return notice


async def _take_lists(session: AsyncSession, notice: Notice, by: Author) -> None:
    """The lists it is for go with it. Raises NoticeIncomplete where one is not there, or not read."""
    for list_id in notice.for_whom.listed:
        row = await own_list(session, list_id, department=by.department)
        if row is None or not row.is_read or row.notice_id not in (None, notice.id):
            raise NoticeIncomplete("list")
        row.notice_id = notice.id
    await session.flush()


def _must_be_whole(written: Written) -> None:
    if not written.titles or written.titles.keys() != written.texts.keys():
        raise NoticeIncomplete("words")
    if not all(0 < len(each.strip()) <= LONGEST_TITLE for each in written.titles.values()):
        raise NoticeIncomplete("title")
    if not all(0 < len(each.strip()) <= LONGEST_TEXT for each in written.texts.values()):
        raise NoticeIncomplete("text")


async def raise_notice(
    session: AsyncSession, written: Written, *, department: str, source_key: str, expires_at: datetime, now: datetime
) -> bool:
    """A notice that no person wrote: it goes at once, and once for a `source_key`. Returns whether it is new."""
    if await session.scalar(sa.select(Notice.id).where(Notice.source_key == source_key)) is not None:
        return False
    notice = await write_notice(session, written, Author(NOBODY, department, approves=False), now=now)
    notice.source_key, notice.state = source_key, NoticeState.SCHEDULED
    notice.send_at, notice.expires_at = now, expires_at
    await session.flush()
    return True


async def pause_notice(session: AsyncSession, notice_id: int, by: Author, *, paused: bool) -> Notice:
    """Nobody more gets it until it goes on. Raises NoticeGone, NoticeMovedOn."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.SCHEDULED, NoticeState.SENDING)
    notice.paused = paused
    wake(session, WakeUp.OUTBOX)  # the sender looks at once
    await session.flush()
    return notice


async def cancel_notice(session: AsyncSession, notice_id: int, by: Author, *, now: datetime) -> Notice:
    """Who has not got it yet never does: the rows that wait are dropped when their turn comes. Raises NoticeGone,
    NoticeMovedOn."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, *(state for state in NoticeState if state not in _OVER))
    notice.state, notice.ended_at = NoticeState.CANCELLED, now
    wake(session, WakeUp.OUTBOX)
    await session.flush()
    return notice


def must_be(notice: Notice, *states: NoticeState) -> None:
    """Raises NoticeMovedOn where it is in none of them."""
    if notice.state not in states:
        raise NoticeMovedOn(notice.state)


async def tapped(session: AsyncSession, notice_id: int, person_id: int, *, acted: bool, now: datetime) -> None:
    """Somebody pressed a button of it: each person counts once, as who acted where they did."""
    if await session.get(Notice, notice_id) is None:
        return
    tap = await session.get(NoticeTap, (notice_id, person_id))
    if tap is None:
        session.add(NoticeTap(notice_id=notice_id, person_id=person_id, acted=acted, at=now))
    else:
        tap.acted = tap.acted or acted
    await session.flush()
