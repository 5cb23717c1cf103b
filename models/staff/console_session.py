"""Sessions of the console: a browser in which a member of staff is signed in.

A session ends LASTS after it was made, IDLE after it was last used, with the post, with the chat that granted it, and
when its holder or a lead ends it. Every request reads it anew, so it ends on every process at once. It is sealed:
whoever can only write the database cannot make one.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.person import Contact, Person
from models.staff.console_sign_in import SIGNED_IN, Browser, granted_sign_in
from models.staff.errors import NotStaff, SessionGone
from models.staff.post import Staff, StaffRole, need_desk, post_at
from models.staff.record import note_event
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.unlinkable import random_id
from models.storage.wakeups import WakeUp, wake

LASTS, IDLE = timedelta(hours=12), timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
"""`seen_at` is written at most this often."""
SIGNED_OUT = "signed_out"
"""A link in the record of the post."""


class Proof(StrEnum):
    """How the holder of a session proved to be there."""

    CHAT = "chat"
    PASSKEY = "passkey"


class ConsoleSession(Base):
    """One session. token_digest: of the token in the browser's cookie. about: the browser's name and address.

    strong_until: until when a step that needs a proof of presence may be taken (a passkey, or a second yes in the
    chat). For steps that only a yes in the chat opens, about has `chat_until`.
    """

    __tablename__ = "console_session"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    about: Mapped[Json] = mapped_column(EncryptedJson)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    strong_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seal: Mapped[str]

    @property
    def browser(self) -> Browser:
        return Browser(self.about["browser"], self.about["address"])

    def proved(self, now: datetime, by: Proof | None = None) -> bool:
        """Whether the holder proved to be there a moment ago. by: in this way; None: in any."""
        if by is Proof.CHAT:
            said = self.about.get("chat_until")
            return said is not None and datetime.fromisoformat(said) > now
        return self.strong_until is not None and self.strong_until > now


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody at the console: their session, post and person."""

    at: ConsoleSession
    staff: Staff
    person: Person


async def begin_session(session: AsyncSession, secret: str, *, now: datetime) -> str | None:
    """Turns the granted sign-in of the browser with this secret into a session, once. Returns its token; None if
    nothing was granted."""
    taken = await granted_sign_in(session, secret, now=now)
    if taken is None:
        return None
    staff, contact_id, browser = taken
    if staff.person_id is None:
        return None
    return await new_session(session, staff, contact_id, browser, now=now)


async def new_session(session: AsyncSession, staff: Staff, contact_id: int, browser: Browser, *, now: datetime) -> str:
    """Makes a session for a post that somebody has, and notes it in the post's record. Returns its token. The caller
    has checked that the person may sign in."""
    assert staff.person_id is not None
    cipher, token = cipher_of(session), secrets.token_urlsafe(32)
    row = ConsoleSession(
        id=random_id(),
        token_digest=_digest(cipher, token),
        staff_id=staff.id,
        person_id=staff.person_id,
        contact_id=contact_id,
        about={"browser": browser.name, "address": browser.address},
        made_at=now,
        seen_at=now,
    )
    row.seal = _seal(row, cipher)
    session.add(row)
    await session.flush()
    await note_event(session, staff.id, SIGNED_IN, at=now)
    return token


async def signed_in(session: AsyncSession, token: str, *, now: datetime) -> SignedIn | None:
    """Who is at the console with this token; None if the session has ended in whatever way."""
    cipher = cipher_of(session)
    found = sa.select(ConsoleSession, Person, Contact.person_id).where(
        ConsoleSession.token_digest == _digest(cipher, token),
        ConsoleSession.made_at > now - LASTS,
        ConsoleSession.seen_at > now - IDLE,
        Person.id == ConsoleSession.person_id,
        Contact.id == ConsoleSession.contact_id,
    )
    row = (await session.execute(found)).one_or_none()
    if row is None or row[0].seal != _seal(row[0], cipher) or row[2] != row[0].person_id:
        return None
    staff = await post_at(session, row[0].staff_id)
    if staff is None or staff.person_id != row[0].person_id or staff.department is None:
        return None
    return SignedIn(row[0], staff, row[1])


async def note_seen(session: AsyncSession, session_id: int, *, now: datetime) -> None:
    """Notes that a session is used."""
    seen = sa.update(ConsoleSession).where(ConsoleSession.id == session_id).values(seen_at=now)
    await session.execute(seen)


async def sessions_of(session: AsyncSession, person: Person, *, now: datetime) -> Sequence[ConsoleSession]:
    """The person's sessions that have not ended, the newest first."""
    return await _open_sessions(session, ConsoleSession.person_id == person.id, now=now)


async def sessions_of_post(
    session: AsyncSession, staff_id: int, by: Staff, *, now: datetime
) -> Sequence[ConsoleSession]:
    """The sessions of a colleague, for a lead of the same department and for administrators. Raises NotStaff."""
    await _need_lead_of(session, staff_id, by)
    return await _open_sessions(session, ConsoleSession.staff_id == staff_id, now=now)


async def sessions_of_department(
    session: AsyncSession, by: Staff, *, now: datetime
) -> list[tuple[Staff, ConsoleSession]]:
    """The sessions that this lead may end, by post: those of their department; for administrators all. Raises
    NotStaff."""
    if by.role not in (StaffRole.LEAD, StaffRole.ADMIN):
        raise NotStaff
    theirs = sa.true() if by.role is StaffRole.ADMIN else Staff.department == by.department
    posts = {each.id: each for each in await session.scalars(sa.select(Staff).where(theirs, Staff.active))}
    mine = sa.select(Staff.id).where(theirs, Staff.active)
    found = await _open_sessions(session, ConsoleSession.staff_id.in_(mine), now=now)
    pairs = [(posts[each.staff_id], each) for each in found]
    return sorted(pairs, key=lambda pair: (pair[0].name, pair[0].id))


async def end_session(session: AsyncSession, session_id: int, person: Person, *, now: datetime) -> None:
    """Ends one's own session, or as a lead that of a colleague. Raises SessionGone, NotStaff."""
    row = await session.get(ConsoleSession, session_id)
    if row is None:
        raise SessionGone
    if row.person_id != person.id:
        await _need_lead_of(session, row.staff_id, await need_desk(session, person))
    await _end(session, row, now=now)


async def end_sessions_of_post(session: AsyncSession, staff_id: int) -> None:
    """Ends every session of a post, for example when its holder leaves it."""
    await session.execute(sa.delete(ConsoleSession).where(ConsoleSession.staff_id == staff_id))
    wake(session, WakeUp.CONSOLE, staff_id)


async def prove_presence(session: AsyncSession, session_id: int, *, until: datetime, by: Proof = Proof.CHAT) -> None:
    """Notes that the holder of the session proved to be there. Raises SessionGone."""
    row = await session.get(ConsoleSession, session_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise SessionGone
    row.strong_until = until
    if by is Proof.CHAT:
        row.about = {**row.about, "chat_until": until.isoformat()}
    row.seal = _seal(row, cipher_of(session))
    await session.flush()
    wake(session, WakeUp.CONSOLE, row.staff_id)


async def export_sessions(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The data kept about the person's sessions."""
    mine = sa.select(ConsoleSession).where(ConsoleSession.person_id == person.id).order_by(ConsoleSession.made_at)
    return {
        "console_sessions": [
            {**each.about, "made_at": each.made_at.isoformat(), "seen_at": each.seen_at.isoformat()}
            for each in await session.scalars(mine)
        ]
    }


async def forget_sessions(session: AsyncSession, *, now: datetime) -> None:
    """Deletes sessions whose time is over."""
    over = sa.or_(ConsoleSession.made_at <= now - LASTS, ConsoleSession.seen_at <= now - IDLE)
    await session.execute(sa.delete(ConsoleSession).where(over))


async def _open_sessions(
    session: AsyncSession, which: sa.ColumnElement[bool], *, now: datetime
) -> Sequence[ConsoleSession]:
    there = ConsoleSession.made_at > now - LASTS, ConsoleSession.seen_at > now - IDLE
    found = sa.select(ConsoleSession).where(which, *there).order_by(ConsoleSession.made_at.desc(), ConsoleSession.id)
    return (await session.scalars(found)).all()


async def _need_lead_of(session: AsyncSession, staff_id: int, by: Staff) -> None:
    """Checks that a post may end the sessions of another one. Raises NotStaff."""
    post = await session.get(Staff, staff_id)
    leads = by.role is StaffRole.LEAD and post is not None and post.department == by.department
    if not leads and by.role is not StaffRole.ADMIN:
        raise NotStaff


async def _end(session: AsyncSession, row: ConsoleSession, *, now: datetime) -> None:
    staff_id = row.staff_id
    await session.delete(row)
    await session.flush()
    await note_event(session, staff_id, SIGNED_OUT, at=now)
    wake(session, WakeUp.CONSOLE, staff_id)


def _digest(cipher: Cipher, token: str) -> str:
    return cipher.seal("console token", token.encode())


def _seal(row: ConsoleSession, cipher: Cipher) -> str:
    strong = exactly(row.strong_until) if row.strong_until is not None else None
    whose = [row.id, row.token_digest, row.staff_id, row.person_id, row.contact_id, row.about]
    content = [*whose, exactly(row.made_at), strong]
    return cipher.seal("console session", canonical(content))
