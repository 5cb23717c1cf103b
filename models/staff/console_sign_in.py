"""Signing in to the console from a chat: a browser shows a code, and a member of staff opens it in their chat.

    OPEN ──opened in a chat──> ASKED ──the right number──> GRANTED ──the browser fetches its session──> gone
                                 └──another number, or "not me"──> REFUSED

The chat asks which of three numbers the browser shows. The browser shows its number only after the code was opened, so
a code that somebody passes on as a picture leads nowhere. A sign-in is sealed: whoever can only write the database
cannot grant one.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.people.person import Contact, Person
from models.staff.errors import SignInGone, SignInTooOften
from models.staff.post import LETTERS, Staff, desk_of, need_desk
from models.staff.record import StaffEvent, note_event
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime, values_of
from models.storage.encryption import Cipher, canonical, cipher_of
from models.storage.unlinkable import random_id

LASTS = timedelta(minutes=5)
CODE_LENGTH = 6
LINK_MARK = "con_"
"""The prefix of the code in a link."""
OFFERED = 3
"""Numbers to choose from in the chat."""
MOST_FAILED, FAILED_WITHIN = 5, timedelta(hours=1)
SIGNED_IN, SIGN_IN_FAILED = "signed_in", "sign_in_failed"
"""Links in the record of the post."""


class SignInState(StrEnum):
    """How far a sign-in is."""

    OPEN = "open"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class ConsoleSignIn(Base):
    """A browser that wants to sign in. about: its name and address, the code, the number it shows and those offered.

    code_digest, secret_digest: of the code that people see, and of the secret that only the browser has.
    """

    __tablename__ = "console_sign_in"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    secret_digest: Mapped[str] = mapped_column(unique=True)
    about: Mapped[Json] = mapped_column(EncryptedJson)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[SignInState] = mapped_column(
        sa.Enum(SignInState, native_enum=False, length=8, values_callable=values_of)
    )
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    seal: Mapped[str]


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser as its request described it. name: `Chrome, Windows`; address: its internet address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sign-in as its browser sees it. number: to show, once the code was opened in a chat."""

    state: SignInState
    code: str
    number: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A sign-in as the chat asks about it. numbers: one of them is on the browser's screen."""

    id: int
    browser: Browser
    since: datetime
    numbers: tuple[str, ...]


async def begin_sign_in(session: AsyncSession, browser: Browser, *, now: datetime) -> tuple[str, str]:
    """Notes that a browser wants to sign in. Returns its secret, and the code to open in a chat, good for LASTS."""
    cipher = cipher_of(session)
    secret, code = secrets.token_urlsafe(32), "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    about = {"browser": browser.name, "address": browser.address, "code": code}
    row = ConsoleSignIn(
        id=random_id(),
        code_digest=_digest(cipher, "code", code),
        secret_digest=_digest(cipher, "secret", secret),
        about=about,
        made_at=now,
        state=SignInState.OPEN,
    )
    row.seal = _seal(row, cipher)
    session.add(row)
    await session.flush()
    return secret, code


async def waiting_sign_in(session: AsyncSession, secret: str, *, now: datetime) -> Waiting | None:
    """The sign-in of the browser that has this secret; None if its time is over."""
    row = await _by(session, ConsoleSignIn.secret_digest, _digest(cipher_of(session), "secret", secret), now=now)
    if row is None:
        return None
    number = row.about["number"] if row.state is SignInState.ASKED else None
    return Waiting(row.state, row.about["code"], number, row.made_at + LASTS)


def read_sign_in_code(text: str) -> str | None:
    """The code in a typed text or a link, with or without dashes and blanks; None if it cannot be one."""
    plain = "".join(text.split()).replace("-", "").removeprefix(LINK_MARK).upper()
    return plain if len(plain) == CODE_LENGTH and set(plain) <= set(LETTERS) else None


async def is_sign_in_code(session: AsyncSession, code: str, *, now: datetime) -> bool:
    """Whether a browser waits with this code."""
    return await _by(session, ConsoleSignIn.code_digest, _digest(cipher_of(session), "code", code), now=now) is not None


async def open_sign_in(session: AsyncSession, code: str, person: Person, contact: Contact, *, now: datetime) -> Asked:
    """Opens a code in the chat of a member of staff: their browser then shows its number. Raises NotStaff,
    SignInGone (also if somebody opened it before), SignInTooOften."""
    staff = await need_desk(session, person)
    await _need_few_failures(session, staff, now)
    cipher = cipher_of(session)
    row = await _by(session, ConsoleSignIn.code_digest, _digest(cipher, "code", code), now=now, locked=True)
    if row is None or row.state is not SignInState.OPEN:
        raise SignInGone
    numbers = secrets.SystemRandom().sample(range(10, 100), OFFERED)
    offered = tuple(str(each) for each in numbers)
    row.about = {**row.about, "number": secrets.choice(offered), "offered": list(offered)}
    row.state, row.staff_id, row.contact_id = SignInState.ASKED, staff.id, contact.id
    row.seal = _seal(row, cipher)
    await session.flush()
    return Asked(row.id, Browser(row.about["browser"], row.about["address"]), row.made_at, offered)


async def answer_sign_in(
    session: AsyncSession, sign_in_id: int, number: str | None, person: Person, *, now: datetime
) -> bool:
    """Grants the sign-in if this is the number that its browser shows; any other number, and None (it was somebody
    else), refuses it for good. Returns whether it was granted. Raises NotStaff, SignInGone."""
    staff = await need_desk(session, person)
    row = await _by(session, ConsoleSignIn.id, sign_in_id, now=now, locked=True)
    if row is None or row.state is not SignInState.ASKED or row.staff_id != staff.id:
        raise SignInGone
    granted = number is not None and secrets.compare_digest(number, row.about["number"])
    row.state = SignInState.GRANTED if granted else SignInState.REFUSED
    row.seal = _seal(row, cipher_of(session))
    await session.flush()
    if not granted:
        await note_event(session, staff.id, SIGN_IN_FAILED, at=now)
    return granted


async def asked_sign_in(session: AsyncSession, person: Person, *, now: datetime) -> ConsoleSignIn | None:
    """The newest sign-in that waits for this person's number."""
    staff = await desk_of(session, person)
    asked = ConsoleSignIn.state == SignInState.ASKED, ConsoleSignIn.made_at >= now - LASTS
    mine = sa.select(ConsoleSignIn).where(ConsoleSignIn.staff_id == (staff.id if staff is not None else None), *asked)
    return (await session.scalars(mine.order_by(ConsoleSignIn.made_at.desc()).limit(1))).one_or_none()


async def granted_sign_in(session: AsyncSession, secret: str, *, now: datetime) -> tuple[Staff, int, Browser] | None:
    """Takes a granted sign-in, once: the post, the contact that granted it, and the browser. None if there is none."""
    digest = _digest(cipher_of(session), "secret", secret)
    row = await _by(session, ConsoleSignIn.secret_digest, digest, now=now, locked=True)
    if row is None or row.state is not SignInState.GRANTED or row.staff_id is None or row.contact_id is None:
        return None
    staff = await session.get_one(Staff, row.staff_id)
    taken = staff, row.contact_id, Browser(row.about["browser"], row.about["address"])
    await session.delete(row)
    await session.flush()
    return taken


async def forget_sign_ins(session: AsyncSession, *, now: datetime) -> None:
    """Deletes sign-ins whose time is over."""
    await session.execute(sa.delete(ConsoleSignIn).where(ConsoleSignIn.made_at < now - LASTS))


async def _by(
    session: AsyncSession, column: Any, value: object, *, now: datetime, locked: bool = False
) -> ConsoleSignIn | None:
    which = sa.select(ConsoleSignIn).where(column == value, ConsoleSignIn.made_at >= now - LASTS)
    if locked:
        which = which.with_for_update().execution_options(populate_existing=True)
    row = (await session.scalars(which)).one_or_none()
    return row if row is not None and row.seal == _seal(row, cipher_of(session)) else None


async def _need_few_failures(session: AsyncSession, staff: Staff, now: datetime) -> None:
    failed = sa.select(sa.func.count()).where(
        StaffEvent.staff_id == staff.id, StaffEvent.what == SIGN_IN_FAILED, StaffEvent.at > now - FAILED_WITHIN
    )
    if (await session.scalar(failed) or 0) >= MOST_FAILED:
        raise SignInTooOften


def _digest(cipher: Cipher, what: str, text: str) -> str:
    return cipher.seal(f"console sign-in {what}", text.encode())


def _seal(row: ConsoleSignIn, cipher: Cipher) -> str:
    content = [row.id, row.secret_digest, row.state.value, row.staff_id, row.contact_id, row.about]
    return cipher.seal("console sign-in", canonical(content))
