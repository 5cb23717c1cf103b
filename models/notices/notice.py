"""A notice: something told to many people. A colleague writes it, a second one approves it if it weighs enough
(models/notices/approval.py), and it becomes rows of the outbox in portions (models/notices/sending.py).

    DRAFT ──submit──► TO_APPROVE ──approve──► SCHEDULED ──its time──► SENDING ──all told──► DONE
      ▲  └──submit, light────────────────────^            pause ⇅ resume
      └──send back── TO_APPROVE          cancel, from any state but DONE ─► CANCELLED
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.notices.audience import Audience, Topic, need_own_events
from models.notices.errors import NoticeGone, NoticeIncomplete, NoticeMovedOn
from models.notices.people_list import own_list
from models.notices.question import Question, check_questions
from models.notices.repeating import Repeat
from models.outbox.message import News, Pushed, Urgency
from models.storage.database import Base, BigId, Json, UtcDateTime
from models.storage.wakeups import WakeUp, wake
from models.values.clean_text import clean_text

LONGEST_TITLE, LONGEST_TEXT = 60, 1500
"""The most characters of each."""
LONGEST_VALID = timedelta(days=30)
NOBODY = 0
"""The author of a notice that no person wrote."""


class NoticeNews(News):
    """NOTICE: to the audience, with NEAREST, the nearest place to go, below it. WANTED: to people who can approve it.
    APPROVED, SENT_BACK: to its author."""

    NOTICE = "notice-pushed"
    NEAREST = "weather-nearest"
    WANTED = "notice-approval-wanted"
    APPROVED = "notice-told-approve"
    SENT_BACK = "notice-told-back"


class Opens(StrEnum):
    """The thing that a notice leads to. SHELTER: places where one can go during a warning; LINK: an address."""

    PLACES = "places"
    EVENTS = "events"
    ARTICLES = "articles"
    SHELTER = "shelter"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a notice leads to. of: the address of a LINK; the need that a SHELTER has to offer, empty: any."""

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
    """One notice. author, approver: numbers of posts. titles, texts: by language, the city's language first. send_at:
    not before; expires_at: not after (aware UTC)."""

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
    """The key of a picture (models/outbox/pictures.py)."""
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
    """The source of a notice that no person wrote (a weather warning), so that it is made once."""
    prepared_to: Mapped[int] = mapped_column(default=0)
    """Everybody in the audience up to this person id has a row in the outbox."""
    prepared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The moment when everybody in the audience had a row."""
    left_out: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    """Counts of people in the audience who got no row: `switched_off`, `blocked`."""
    progress_contact_id: Mapped[int | None]
    progress_message_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The message in which a colleague watches the notice go out (models/notices/progress.py)."""
    progress_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    progress_every_s: Mapped[int | None]
    progress_said: Mapped[str | None]
    shelter: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    """The kind of warning for which each person is shown the nearest open place on sending
    (models/notices/shelter.py)."""
    mass: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether people who cannot be reached on WeChat otherwise get it by one of the month's mass messages."""
    mass_trouble: Mapped[str | None]
    """Why no mass message went out: `none_left`, or WeChat's error number."""
    weight: Mapped[str | None]
    """The reason for which it needed a yes when it was handed in or approved (models/notices/approval.py)."""
    repeat_weeks: Mapped[int | None] = mapped_column(sa.SmallInteger)
    repeat_until: Mapped[date | None]
    """See `repeat`."""
    follows: Mapped[int | None] = mapped_column(BigId, index=True)
    """The number of the one before it, of a notice that is repeated."""
    kept_questions: Mapped[Json | None] = mapped_column("questions", sa.JSON(none_as_null=True))
    """`questions`, each as JSON."""
    survey_result: Mapped[Json | None] = mapped_column(sa.JSON(none_as_null=True))
    """The counts of a survey that is over (models/notices/survey.py)."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[Json | None] = mapped_column(sa.JSON)
    """The counts of people reached, once the notice is over: the rows of the outbox are deleted later."""

    @property
    def pushed(self) -> Pushed:
        """The news and facts of its rows; each is put into the person's language on sending."""
        facts = {
            "notice_id": self.id,
            "title": self.titles,
            "text": self.texts,
            "targets": self.kept_targets,
            "emergency": self.is_emergency,
            "questions": self.kept_questions or [],
        }
        return Pushed(NoticeNews.NOTICE, facts, picture=self.picture)

    @property
    def targets(self) -> list[Target]:
        """The things that it leads to, a button for each."""
        return [Target(Opens(each["opens"]), each["of"]) for each in self.kept_targets]

    @property
    def links(self) -> list[str]:
        """The addresses among its targets."""
        return links_of(self.targets)

    @property
    def questions(self) -> list[Question]:
        """The questions of the survey, none if it is no survey."""
        return [Question.of_json(each) for each in self.kept_questions or []]

    @property
    def repeat(self) -> Repeat | None:
        """How often it goes out; None: once."""
        if self.repeat_weeks is None or self.repeat_until is None:
            return None
        return Repeat(self.repeat_weeks, self.repeat_until)

    @property
    def is_emergency(self) -> bool:
        return self.urgency == Urgency.NOW

    @property
    def for_whom(self) -> Audience:
        return Audience.of_json(self.audience)


class NoticeTap(Base):
    """A person's tap on a button of a notice; one row for each person."""

    __tablename__ = "notice_tap"

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    acted: Mapped[bool]
    """Whether the person followed a button; else they opened the notice to read it."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Written:
    """The content of a notice and its audience: titles and texts by language, and the things it leads to."""

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
    questions: Sequence[Question] = ()
    """Makes it a survey."""


@dataclass(frozen=True, slots=True)
class Author:
    """A colleague as the author of notices. approves: has the right to approve notices of every department; leads:
    leads their own department (models/notices/approval.py)."""

    staff_id: int
    department: str
    approves: bool
    leads: bool = False


def is_link(text: str) -> bool:
    """Whether the text is an address that a notice can lead to."""
    return text.startswith(("https://", "http://")) and not any(each.isspace() for each in text)


def links_of(targets: Sequence[Target]) -> list[str]:
    """The addresses among the targets."""
    return [each.of for each in targets if each.opens is Opens.LINK]


async def notice_link(session: AsyncSession, notice_id: int, number: int) -> str:
    """The address of a link of a notice that went out. Raises NoticeGone."""
    notice = await session.get(Notice, notice_id)
    if notice is None or notice.prepared_to == 0 or not 0 <= number < len(notice.links):
        raise NoticeGone
    return notice.links[number]


async def seen_notice(session: AsyncSession, notice_id: int, by: Author) -> Notice:
    """The notice, to be read, under the same condition as `own_notice`. Raises NoticeGone."""
    notice = await session.scalar(sa.select(Notice).where(Notice.id == notice_id, _seen_by(by)))
    if notice is None:
        raise NoticeGone
    return notice


async def own_notice(session: AsyncSession, notice_id: int, by: Author) -> Notice:
    """The notice, locked, if it is of the author's department or the author approves notices. Raises NoticeGone."""
    notice = await session.get(Notice, notice_id, with_for_update=True, populate_existing=True)
    if notice is None or (notice.department != by.department and not by.approves):
        raise NoticeGone
    return notice


async def notices_of(
    session: AsyncSession,
    by: Author,
    *,
    states: Collection[NoticeState] = tuple(NoticeState),
    limit: int = 50,
    skip: int = 0,
) -> Sequence[Notice]:
    """The notices of the author's department in these states, or all if they approve notices; the newest first, without
    the first `skip`."""
    theirs = sa.select(Notice).where(_seen_by(by), Notice.state.in_(states))
    return (await session.scalars(theirs.order_by(Notice.id.desc()).limit(limit).offset(skip))).all()


async def count_notices(session: AsyncSession, by: Author) -> Mapping[NoticeState, int]:
    """How many notices `notices_of` finds in each state."""
    rows = await session.execute(sa.select(Notice.state, sa.func.count()).where(_seen_by(by)).group_by(Notice.state))
    counts: dict[NoticeState, int] = dict(rows.all())
    return counts


def _seen_by(by: Author) -> sa.ColumnElement[bool]:
    return sa.true() if by.approves else Notice.department == by.department


async def need_audience(session: AsyncSession, audience: Audience, by: Author) -> None:
    """Checks that the author may tell these people. Raises NoticeGone, EventGone, NoticeIncomplete."""
    for notice_id in audience.got:
        await seen_notice(session, notice_id, by)
    if not by.approves:
        await need_own_events(session, audience, by.department)
        if any([await own_list(session, each, department=by.department) is None for each in audience.listed]):
            raise NoticeIncomplete("list")


async def write_notice(
    session: AsyncSession, written: Written, by: Author, *, now: datetime, notice_id: int | None = None
) -> Notice:
    """Keeps a draft, or changes one. Raises NoticeIncomplete (with the part that is wrong), NoticeGone,
    NoticeMovedOn, EventGone."""
    _must_be_whole(written)
    await need_audience(session, written.audience, by)
    if notice_id is None:
        notice = Notice(author=by.staff_id, department=by.department, created_at=now, state=NoticeState.DRAFT)
        session.add(notice)
    else:
        notice = await notice_to_change(session, notice_id, by)
        notice.author = by.staff_id  # the last writer may not approve it alone
    notice.titles = {locale: clean_text(each) for locale, each in written.titles.items()}
    notice.texts = {locale: clean_text(each) for locale, each in written.texts.items()}
    notice.topic, notice.urgency, notice.picture = written.topic, written.urgency, written.picture
    notice.audience, notice.mass, notice.shelter = written.audience.as_json(), written.mass, written.shelter
    notice.kept_targets = [asdict(each) for each in written.targets]
    notice.kept_questions = [each.as_json() for each in written.questions] or None
    await session.flush()
    await _take_lists(session, notice, by)
    return notice


async def notice_to_change(session: AsyncSession, notice_id: int, by: Author) -> Notice:
    """A draft that the author may change. Raises NoticeGone, NoticeMovedOn."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.DRAFT)
    return notice


async def _take_lists(session: AsyncSession, notice: Notice, by: Author) -> None:
    """Ties the lists of the audience to the notice. Raises NoticeIncomplete if one is missing, not read, or tied to
    another."""
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
    if not all(is_link(each) for each in links_of(written.targets)):
        raise NoticeIncomplete("link")
    check_questions(written.questions, written.titles)
    if written.questions and written.mass:
        raise NoticeIncomplete("mass")


async def raise_notice(
    session: AsyncSession, written: Written, *, department: str, source_key: str, expires_at: datetime, now: datetime
) -> bool:
    """Schedules a notice that no person wrote, to go at once, and once for a `source_key`. Returns whether it is
    new."""
    if await session.scalar(sa.select(Notice.id).where(Notice.source_key == source_key)) is not None:
        return False
    notice = await write_notice(session, written, Author(NOBODY, department, approves=False), now=now)
    notice.source_key, notice.state = source_key, NoticeState.SCHEDULED
    notice.send_at, notice.expires_at = now, expires_at
    await session.flush()
    return True


async def pause_notice(session: AsyncSession, notice_id: int, by: Author, *, paused: bool) -> Notice:
    """Pauses the notice, so that nobody more gets it, or resumes it. Raises NoticeGone, NoticeMovedOn."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, NoticeState.SCHEDULED, NoticeState.SENDING)
    notice.paused = paused
    wake(session, WakeUp.OUTBOX)  # wakes the sender at once
    await session.flush()
    return notice


async def cancel_notice(session: AsyncSession, notice_id: int, by: Author, *, now: datetime) -> Notice:
    """Cancels the notice for everybody who has not got it yet, and the one that would follow it; waiting rows are
    dropped when their turn comes. Raises NoticeGone, NoticeMovedOn."""
    notice = await own_notice(session, notice_id, by)
    must_be(notice, *(state for state in NoticeState if state not in _OVER))
    following = sa.select(Notice).where(Notice.follows == notice.id, Notice.state.not_in((*_OVER, NoticeState.SENDING)))
    for each in (notice, *(await session.scalars(following.with_for_update()))):
        each.state, each.ended_at = NoticeState.CANCELLED, now
    wake(session, WakeUp.OUTBOX)
    await session.flush()
    return notice


def must_be(notice: Notice, *states: NoticeState) -> None:
    """Checks that the notice is in one of the states. Raises NoticeMovedOn."""
    if notice.state not in states:
        raise NoticeMovedOn(notice.state)


async def tapped(session: AsyncSession, notice_id: int, person_id: int, *, acted: bool, now: datetime) -> None:
    """Notes that a person pressed a button of the notice. Each person counts once, as acted if they ever did."""
    if await session.get(Notice, notice_id) is None:
        return
    tap = await session.get(NoticeTap, (notice_id, person_id))
    if tap is None:
        session.add(NoticeTap(notice_id=notice_id, person_id=person_id, acted=acted, at=now))
    else:
        tap.acted = tap.acted or acted
    await session.flush()
