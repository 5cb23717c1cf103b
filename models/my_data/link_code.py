"""A code is shown in one chat and typed in another. A right one only leads to a question, in the chat that showed it.

    shown ──► typed ──► yes    the two are linked (models/my_data/linking.py)
      │         └─────► no, or nothing said for QUESTION_LASTS: nothing has changed
      └──► used, replaced by a newer one, over, or dead because too many wrong codes were typed by anybody

New identities cost nothing and would bring new tries, so the wrong codes of everybody together are counted too. After
ALL_TRIES every shown code dies, and nobody can type one for a while.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.my_data.errors import (
    LinkCodeGone,
    LinkedAlready,
    LinkingPaused,
    PostsStay,
    TooManyLinkCodes,
    TooManyLinkTries,
)
from models.outbox.causes import CauseKind
from models.outbox.message import News, OutboxMessage, OutboxState, Pushed, Urgency, put, withdraw
from models.people.conversation import ProcessedUpdate
from models.people.person import Contact, Person, held_chats, need_consent
from models.staff.post import posts_of
from models.storage.database import Base, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.tries import Limit, left, spend

DIGITS = 8
CODE_LASTS = timedelta(minutes=10)
QUESTION_LASTS = timedelta(minutes=10)
"""How long the chat that showed the code may say yes, after somebody typed it."""
CODES_COUNT_FOR = timedelta(hours=1)
MOST_CODES = 5
"""The most codes that one chat may ask for in CODES_COUNT_FOR."""
OWN_TRIES = Limit(5, timedelta(hours=1))
ALL_TRIES = Limit(20, CODE_LASTS)
"""The most wrong codes of everybody together. A city links some tens of chats a day and one code in ten is mistyped, so
it needs a few an hour. With this limit one guess in five million hits a shown code, and leads to a question that is
answered with no."""
EVERYBODY = "link"


class LinkNews(News):
    """QUESTION: to the chat that showed the code. REFUSED: to the chat that typed it. JOINED, LINKED: after a yes, to
    the chats of both. UNLINKED: to a chat that was taken off."""

    QUESTION = "link-question"
    REFUSED = "link-news-refused"
    JOINED = "link-news-joined"
    LINKED = "link-news-linked"
    UNLINKED = "link-news-unlinked"


class LinkCode(Base):
    """A code that was shown; only a hash of it is kept."""

    __tablename__ = "link_code"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    """The chat that showed it."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """The code was typed, is dead, or was replaced; the row is kept for CODES_COUNT_FOR to count the chat's codes."""
    seal: Mapped[str] = mapped_column(default="", server_default="")
    """Proof that the product showed the code there (`_code_seal`)."""


class LinkRequest(Base):
    """The question to the chat that showed a code, after somebody typed it. Each of the two chats has one question at a
    time."""

    __tablename__ = "link_request"

    id: Mapped[str] = mapped_column(primary_key=True)
    """Random, so that no button of an earlier question is a yes to this one."""
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    """The chat that showed the code."""
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    """The chat in which it was typed."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard: Mapped[int]
    """How many updates of the asked chat had been handled by then, as far as they are still known."""
    seal: Mapped[str] = mapped_column(default="", server_default="")
    """Proof that the product asked the question (`_request_seal`)."""


def _code_seal(code_hash: str, shown: Contact, at: datetime, cipher: Cipher) -> str:
    """The seal of a code. shown: the sealed chat that shows it; at: when it was shown."""
    return cipher.seal("link code", canonical([code_hash, shown.seal, exactly(at)]))


def _request_seal(request_id: str, shown: Contact, by: Contact, at: datetime, cipher: Cipher) -> str:
    """The seal of a question asked at this moment. shown: the sealed chat that is asked; by: the sealed chat that typed
    the code."""
    return cipher.seal("link request", canonical([request_id, shown.seal, by.seal, exactly(at)]))


async def new_code(session: AsyncSession, person: Person, contact: Contact, *, now: datetime) -> str:
    """Makes a code of DIGITS digits for this chat, good for CODE_LASTS and for one use; an earlier one is withdrawn.
    Raises ConsentNeeded, PostsStay, LinkingPaused, TooManyLinkCodes.
    """
    need_consent(person)
    await need_no_post(session, person)
    await forget_codes(session, now=now)
    await _all_tries_left(session, now=now)
    shown = sa.select(sa.func.count()).where(LinkCode.contact_id == contact.id)
    if (await session.scalars(shown)).one() >= MOST_CODES:
        raise TooManyLinkCodes
    await session.execute(sa.update(LinkCode).where(LinkCode.contact_id == contact.id).values(withdrawn=True))
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    seal = _code_seal(hash_of(code), contact, now, cipher_of(session))
    shown_now = {"contact_id": contact.id, "created_at": now, "withdrawn": False, "seal": seal}
    session.add(LinkCode(code_hash=hash_of(code), **shown_now))
    await session.flush()
    return code


def hash_of(code: str) -> str:
    return hashlib.sha256(b"link:" + code.encode()).hexdigest()


async def need_no_post(session: AsyncSession, *people: Person) -> None:
    """Checks that none of the people has a post. Linked chats are one person, so linking would give the post to the
    other chat. Raises PostsStay."""
    for person in people:
        if await posts_of(session, person):
            raise PostsStay


async def ask_to_link(session: AsyncSession, code: str, *, by: Contact, zone: tzinfo, now: datetime) -> Contact | None:
    """Asks in the chat that shows this code, and returns that chat. If none shows it, counts a wrong try and returns
    None. Raises TooManyLinkTries, LinkingPaused, LinkedAlready, PostsStay.
    """
    own = f"link:{by.id}:{by.created_at.isoformat()}"
    if not await left(session, own, OWN_TRIES, now=now):
        raise TooManyLinkTries
    tries = await _all_tries_left(session, now=now)
    shown = await _shown(session, hash_of(code), now=now)
    if shown is None:
        await _count_wrong(session, own, last=tries == 1)
        return None
    if shown.person_id == by.person_id:
        raise LinkedAlready
    people = await session.scalars(sa.select(Person).where(Person.id.in_((shown.person_id, by.person_id))))
    await need_no_post(session, *people)
    await _use_code(session, hash_of(code))
    await _ask(session, shown, by, zone, now)
    return shown


async def _all_tries_left(session: AsyncSession, *, now: datetime) -> int:
    """How many wrong tries everybody together has left. Raises LinkingPaused if there are none."""
    tries = await left(session, EVERYBODY, ALL_TRIES, now=now)
    if not tries:
        raise LinkingPaused(minutes=round(ALL_TRIES.per / timedelta(minutes=1)))
    return tries


async def _shown(session: AsyncSession, code_hash: str, *, now: datetime) -> Contact | None:
    good = (LinkCode.code_hash == code_hash, LinkCode.created_at > now - CODE_LASTS, LinkCode.withdrawn.is_(False))
    code = (await session.scalars(sa.select(LinkCode).where(*good))).one_or_none()
    if code is None:
        return None
    cipher = cipher_of(session)
    chats = await held_chats(session, Contact.id == code.contact_id)
    fits = (each for each in chats if code.seal == _code_seal(code_hash, each, code.created_at, cipher))
    return next(fits, None)


async def _count_wrong(session: AsyncSession, own: str, *, last: bool) -> None:
    """Counts a wrong code. last: it is the last try of everybody together, so all shown codes are withdrawn."""
    await spend(session, own)
    await spend(session, EVERYBODY)
    if last:
        await session.execute(sa.update(LinkCode).values(withdrawn=True))


async def _use_code(session: AsyncSession, code_hash: str) -> None:
    """Marks the code as used. Raises LinkCodeGone if somebody else was quicker."""
    used = sa.update(LinkCode).where(LinkCode.code_hash == code_hash, LinkCode.withdrawn.is_(False))
    if not getattr(await session.execute(used.values(withdrawn=True)), "rowcount", 0):
        raise LinkCodeGone


async def _ask(session: AsyncSession, shown: Contact, by: Contact, zone: tzinfo, now: datetime) -> None:
    await drop_requests(session, (shown.id, by.id))
    heard = await _heard(session, shown.id)
    request = LinkRequest(id=secrets.token_hex(8), contact_id=shown.id, by_id=by.id, created_at=now, heard=heard)
    request.seal = _request_seal(request.id, shown, by, now, cipher_of(session))
    session.add(request)
    await session.flush()
    since = {"moment": by.created_at.astimezone(zone).isoformat()}
    facts = {"request_id": request.id, "chat": {"chat": by.channel}, "since": since}
    await put(
        session,
        shown.person_id,
        Pushed(LinkNews.QUESTION, facts, contact_id=shown.id),
        due_at=now,
        urgency=Urgency.NOW,
        expires_at=now + QUESTION_LASTS,
        cause=CauseKind.LINK_REQUEST.of(request.id),
    )


async def requests_that_hold(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Which of the questions nobody has answered yet."""
    return set(await session.scalars(sa.select(LinkRequest.id).where(LinkRequest.id.in_(ids))))


async def open_request(session: AsyncSession, contact: Contact, *, now: datetime) -> tuple[LinkRequest, Contact] | None:
    """The open question in this chat, and the chat that wants to be linked; None if there is none."""
    asked = (LinkRequest.contact_id == contact.id, LinkRequest.created_at > now - QUESTION_LASTS)
    cipher = cipher_of(session)
    for request in (await session.scalars(sa.select(LinkRequest).where(*asked))).all():
        for by in await held_chats(session, Contact.id == request.by_id):
            if request.seal == _request_seal(request.id, contact, by, request.created_at, cipher):
                return request, by
    return None


async def was_asked_last(session: AsyncSession, request: LinkRequest) -> bool:
    """Whether the question was shown and is the last thing in its chat: then a yes in words is meant for it."""
    cause = CauseKind.LINK_REQUEST.of(request.id)
    shown = sa.exists().where(OutboxMessage.cause == cause, OutboxMessage.state == OutboxState.SENT)
    was_shown = (await session.execute(sa.select(shown))).scalar_one()
    return bool(was_shown) and await _heard(session, request.contact_id) == request.heard


async def _heard(session: AsyncSession, contact_id: int) -> int:
    count = sa.select(sa.func.count()).where(ProcessedUpdate.contact_id == contact_id)
    return (await session.scalars(count)).one()


async def take_request(session: AsyncSession, request_id: str, *, here: Contact, now: datetime) -> Contact:
    """Closes the question with an answer in the asked chat, once. Returns the chat that wants to be linked. Raises
    LinkCodeGone.
    """
    asked = await open_request(session, here, now=now)
    if asked is None or asked[0].id != request_id:
        raise LinkCodeGone
    gone = await session.execute(sa.delete(LinkRequest).where(LinkRequest.id == request_id))
    if not getattr(gone, "rowcount", 0):
        raise LinkCodeGone
    await withdraw(session, cause=CauseKind.LINK_REQUEST.of(request_id))
    return asked[1]


async def refuse_link(session: AsyncSession, request_id: str, *, here: Contact, now: datetime) -> None:
    """Records the no of the chat that showed the code, and tells the other one. Raises LinkCodeGone."""
    other = await take_request(session, request_id, here=here, now=now)
    told = Pushed(LinkNews.REFUSED, {"chat": {"chat": here.channel}}, contact_id=other.id)
    await put(session, other.person_id, told, due_at=now, urgency=Urgency.NOW, expires_at=now + QUESTION_LASTS)


async def drop_requests(session: AsyncSession, contact_ids: Collection[int]) -> None:
    """Deletes every open question in which one of these chats asks or is asked."""
    either = sa.or_(LinkRequest.contact_id.in_(contact_ids), LinkRequest.by_id.in_(contact_ids))
    await session.execute(sa.delete(LinkRequest).where(either))


async def forget_codes(session: AsyncSession, *, now: datetime) -> None:
    """Deletes codes older than CODES_COUNT_FOR and questions older than QUESTION_LASTS."""
    await session.execute(sa.delete(LinkCode).where(LinkCode.created_at < now - CODES_COUNT_FOR))
    await session.execute(sa.delete(LinkRequest).where(LinkRequest.created_at < now - QUESTION_LASTS))
