"""A second door to the console: an identity of a provider (OIDC) that its member of staff tied to their post.

    begun ──came back with an identity──> for signing in: the post it is tied to, or nobody's
                                      └─> for tying: found, until its member of staff says yes in their session

Only somebody who is signed in through the chat ties an identity, so nobody gets a post by the provider alone. Rows are
sealed: whoever can only write the database can tie nothing. A session that it opens hangs on the chat that tied it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.person import Contact, Person
from models.staff.console_session import ConsoleSession, new_session
from models.staff.console_sign_in import Browser
from models.staff.errors import IdentityGone, IdentityTaken
from models.staff.post import Staff, post_at
from models.staff.record import note_event
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.unlinkable import random_id

LASTS = timedelta(minutes=10)
TIED, UNTIED, BY_IDENTITY = "identity_tied", "identity_untied", "signed_in_by_identity"
"""Links in the record of the post."""


class StaffIdentity(Base):
    """An identity that is tied to a post. subject_digest: of the provider and its name for them (`sub`).

    contact_id: the chat of the session that tied it."""

    __tablename__ = "staff_identity"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    subject_digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seal: Mapped[str]


class IdentityRequest(Base):
    """A browser that was sent to the provider. session_id: of the session that wants to tie; None: it wants to sign in.

    about: the browser's secret, the nonce, the verifier of the code, and once it came back, the subject's digest.
    """

    __tablename__ = "identity_request"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    state_digest: Mapped[str] = mapped_column(unique=True)
    session_id: Mapped[int | None] = mapped_column(sa.ForeignKey("console_session.id", ondelete="CASCADE"), index=True)
    about: Mapped[Json] = mapped_column(EncryptedJson)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seal: Mapped[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes along to the provider, and the secret that stays in the browser."""

    state: str
    nonce: str
    verifier: str
    browser: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """A request whose browser came back. session_id: of the session that wants to tie; None: it wants to sign in."""

    nonce: str
    verifier: str
    session_id: int | None


async def begin_request(session: AsyncSession, session_id: int | None, *, now: datetime) -> Sent:
    """Notes that a browser is sent to the provider."""
    cipher = cipher_of(session)
    sent = Sent(*(secrets.token_urlsafe(48) for _ in range(4)))
    about = {"nonce": sent.nonce, "verifier": sent.verifier, "browser": sent.browser}
    digest = _state_digest(cipher, sent.state)
    row = IdentityRequest(id=random_id(), state_digest=digest, session_id=session_id, about=about, made_at=now)
    row.seal = _request_seal(row, cipher)
    session.add(row)
    await session.flush()
    return sent


async def take_request(session: AsyncSession, state: str, browser: str, *, now: datetime) -> CameBack:
    """Takes the request whose browser came back with this state, once. browser: its secret. Raises IdentityGone: there
    is none, its time is over, or it was begun in another browser."""
    cipher = cipher_of(session)
    which = sa.select(IdentityRequest).where(IdentityRequest.state_digest == _state_digest(cipher, state))
    row = (await session.scalars(which.with_for_update())).one_or_none()
    if row is None or row.made_at <= now - LASTS or row.seal != _request_seal(row, cipher):
        raise IdentityGone
    if not secrets.compare_digest(row.about["browser"].encode(), browser.encode()) or "subject" in row.about:
        raise IdentityGone
    came = CameBack(row.about["nonce"], row.about["verifier"], row.session_id)
    await session.delete(row)
    await session.flush()
    return came


# --- tying ------------------------------------------------------------------------------------------------------------


async def found_identity(
    session: AsyncSession, at: ConsoleSession, issuer: str, subject: str, *, now: datetime
) -> None:
    """Keeps the identity that a session came back with, until its holder says yes."""
    cipher = cipher_of(session)
    await session.execute(sa.delete(IdentityRequest).where(IdentityRequest.session_id == at.id))
    about = {"subject": _digest(cipher, issuer, subject)}
    state = _state_digest(cipher, secrets.token_urlsafe(32))
    row = IdentityRequest(id=random_id(), state_digest=state, session_id=at.id, about=about, made_at=now)
    row.seal = _request_seal(row, cipher)
    session.add(row)
    await session.flush()


async def has_found(session: AsyncSession, at: ConsoleSession, *, now: datetime) -> bool:
    """Whether the session came back with an identity that is not tied yet."""
    return await _found(session, at, now) is not None


async def tie_identity(session: AsyncSession, at: ConsoleSession, staff: Staff, *, now: datetime) -> None:
    """Ties the identity that the session came back with to its post; an earlier one is untied. The caller has checked
    that the holder said yes in the chat. Raises IdentityGone, IdentityTaken (it is another post's)."""
    row, cipher = await _found(session, at, now), cipher_of(session)
    if row is None or staff.person_id is None:
        raise IdentityGone
    digest = row.about["subject"]
    await session.delete(row)
    await session.execute(sa.delete(StaffIdentity).where(StaffIdentity.staff_id == staff.id))
    if await session.scalar(sa.select(StaffIdentity.id).where(StaffIdentity.subject_digest == digest)) is not None:
        raise IdentityTaken
    tied = StaffIdentity(
        id=random_id(),
        staff_id=staff.id,
        person_id=staff.person_id,
        contact_id=at.contact_id,
        subject_digest=digest,
        made_at=now,
    )
    tied.seal = _seal(tied, cipher)
    session.add(tied)
    await session.flush()
    await note_event(session, staff.id, TIED, at=now)


async def untie_identity(session: AsyncSession, staff: Staff, *, now: datetime) -> None:
    """Unties the identity of a post. Raises IdentityGone."""
    row = await identity_of(session, staff)
    if row is None:
        raise IdentityGone
    await session.delete(row)
    await session.flush()
    await note_event(session, staff.id, UNTIED, at=now)


async def identity_of(session: AsyncSession, staff: Staff) -> StaffIdentity | None:
    """The identity that is tied to the post."""
    mine = StaffIdentity.staff_id == staff.id, StaffIdentity.person_id == staff.person_id
    row = (await session.scalars(sa.select(StaffIdentity).where(*mine))).one_or_none()
    return row if row is not None and row.seal == _seal(row, cipher_of(session)) else None


# --- signing in -------------------------------------------------------------------------------------------------------


async def sign_in_by_identity(
    session: AsyncSession, issuer: str, subject: str, browser: Browser, *, now: datetime
) -> str | None:
    """Makes a session of the post that the identity is tied to, and notes it in its record. Returns its token; None if
    it is nobody's, or the post or its chat is gone."""
    cipher = cipher_of(session)
    which = sa.select(StaffIdentity).where(StaffIdentity.subject_digest == _digest(cipher, issuer, subject))
    row = (await session.scalars(which.with_for_update())).one_or_none()
    if row is None or row.seal != _seal(row, cipher):
        return None
    staff, chat = await post_at(session, row.staff_id), await session.get(Contact, row.contact_id)
    if staff is None or staff.person_id != row.person_id or chat is None or chat.person_id != row.person_id:
        return None
    row.used_at = now
    await note_event(session, staff.id, BY_IDENTITY, at=now)
    return await new_session(session, staff, row.contact_id, browser, now=now)


# --- keeping ----------------------------------------------------------------------------------------------------------


async def export_identity(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The data kept about the person's identities."""
    mine = sa.select(StaffIdentity).where(StaffIdentity.person_id == person.id).order_by(StaffIdentity.made_at)
    return {"identities": [{"made_at": each.made_at.isoformat()} for each in await session.scalars(mine)]}


async def forget_requests(session: AsyncSession, *, now: datetime) -> None:
    """Deletes requests whose time is over."""
    await session.execute(sa.delete(IdentityRequest).where(IdentityRequest.made_at <= now - LASTS))


async def forget_identity_of_post(session: AsyncSession, staff_id: int) -> None:
    """Deletes what is tied to a post that ends."""
    await session.execute(sa.delete(StaffIdentity).where(StaffIdentity.staff_id == staff_id))


async def _found(session: AsyncSession, at: ConsoleSession, now: datetime) -> IdentityRequest | None:
    mine = sa.select(IdentityRequest).where(IdentityRequest.session_id == at.id, IdentityRequest.made_at > now - LASTS)
    cipher = cipher_of(session)
    rows = await session.scalars(mine.order_by(IdentityRequest.made_at.desc()))
    return next((each for each in rows if "subject" in each.about and each.seal == _request_seal(each, cipher)), None)


def _digest(cipher: Cipher, issuer: str, subject: str) -> str:
    return cipher.seal("staff identity subject", canonical([issuer, subject]))


def _state_digest(cipher: Cipher, state: str) -> str:
    return cipher.seal("identity request state", state.encode())


def _seal(row: StaffIdentity, cipher: Cipher) -> str:
    content = [row.id, row.staff_id, row.person_id, row.contact_id, row.subject_digest, exactly(row.made_at)]
    return cipher.seal("staff identity", canonical(content))


def _request_seal(row: IdentityRequest, cipher: Cipher) -> str:
    content = [row.id, row.state_digest, row.session_id, row.about, exactly(row.made_at)]
    return cipher.seal("identity request", canonical(content))
