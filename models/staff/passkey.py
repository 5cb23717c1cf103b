"""Passkeys: a key in the device of a member of staff, which proves that they sit at the browser.

The chat's yes adds one; from then on the browser asks it for a proof. The public key is in a sealed row: whoever can
only write the database cannot add one. Each proof answers a challenge that is kept here and used once. A passkey works
only while its person has the post that it was added for.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from models.people.person import Person
from models.staff.console_session import ConsoleSession, Proof, prove_presence
from models.staff.errors import PasskeyRefused, TooManyPasskeys
from models.staff.post import Staff
from models.staff.presence import PROVED, PROVED_FOR
from models.staff.record import note_event
from models.storage.database import Base, BigId, EncryptedJson, Json, UtcDateTime, values_of
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.unlinkable import random_id
from models.values.clean_text import clean_line

log = structlog.get_logger(__name__)

MOST = 10
"""Passkeys of one post."""
LONGEST_NAME = 30
CHALLENGE_LASTS = timedelta(minutes=5)
ADDED, REMOVED = "passkey_added", "passkey_removed"
"""Links in the record of the post."""


class Purpose(StrEnum):
    """What a challenge is for."""

    ADD = "add"
    PROVE = "prove"


class Passkey(Base):
    """A passkey. about: its name, the service's host that it is for, the credential's id and public key.

    credential_digest: of the id. sign_count: of its last proof; it never goes back.
    """

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_digest: Mapped[str] = mapped_column(unique=True)
    about: Mapped[Json] = mapped_column(EncryptedJson)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)
    seal: Mapped[str]

    @property
    def name(self) -> str:
        return str(self.about.get("name", ""))


class PasskeyChallenge(Base):
    """What the next answer of a passkey in a session has to contain."""

    __tablename__ = "passkey_challenge"

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("console_session.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(
        sa.Enum(Purpose, native_enum=False, length=8, values_callable=values_of), primary_key=True
    )
    challenge: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seal: Mapped[str]


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The service as passkeys know it. host: its name without a port; origin: of its pages."""

    host: str
    origin: str


def relying_party(address: str) -> RelyingParty | None:
    """The service at this address; None where browsers have no passkeys: without https (but for localhost), and at a
    bare internet address."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" and host != "localhost":
        return None
    try:
        ip_address(host)
    except ValueError:
        return RelyingParty(host, f"{parts.scheme}://{parts.netloc}")
    return None


# --- which there are --------------------------------------------------------------------------------------------------


async def passkeys_of(session: AsyncSession, staff: Staff, address: str) -> list[Passkey]:
    """The passkeys of the post's holder for the service at this address, the oldest first."""
    here, cipher = relying_party(address), cipher_of(session)
    if here is None:
        return []
    mine = sa.select(Passkey).where(Passkey.staff_id == staff.id, Passkey.person_id == staff.person_id)
    rows = await session.scalars(mine.order_by(Passkey.made_at, Passkey.id))
    return [each for each in rows if each.seal == passkey_seal(each, cipher) and each.about["host"] == here.host]


async def has_passkey(session: AsyncSession, staff: Staff, address: str) -> bool:
    """Whether the post's holder has a passkey for the service at this address."""
    return bool(await passkeys_of(session, staff, address))


async def remove_passkey(session: AsyncSession, passkey_id: int, staff: Staff, *, now: datetime) -> None:
    """Removes one of the passkeys of the post. Raises PasskeyRefused if it is not theirs."""
    row = await session.get(Passkey, passkey_id)
    if row is None or row.staff_id != staff.id:
        raise PasskeyRefused
    await session.delete(row)
    await session.flush()
    await note_event(session, staff.id, REMOVED, at=now)


# --- adding one -------------------------------------------------------------------------------------------------------


async def begin_adding(session: AsyncSession, at: ConsoleSession, staff: Staff, address: str, *, now: datetime) -> None:
    """Makes the challenge for a new passkey. The caller has checked that the holder said yes in the chat. Raises
    TooManyPasskeys, PasskeyRefused (there are none at this address)."""
    if relying_party(address) is None:
        raise PasskeyRefused
    if len(await passkeys_of(session, staff, address)) >= MOST:
        raise TooManyPasskeys(most=MOST)
    await _new_challenge(session, at, Purpose.ADD, now)


async def adding_options(
    session: AsyncSession, at: ConsoleSession, staff: Staff, address: str, title: str, *, now: datetime
) -> str | None:
    """What the browser makes the new passkey from, as JSON; None if nothing was begun, or its time is over. title: the
    service's name."""
    row, here = await _challenge(session, at, Purpose.ADD, now), relying_party(address)
    if row is None or here is None:
        return None
    options = generate_registration_options(
        rp_id=here.host,
        rp_name=title,
        user_name=staff.name,
        user_id=bytes.fromhex(cipher_of(session).seal("passkey user", str(staff.id).encode())),
        challenge=base64url_to_bytes(row.challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[_descriptor(each) for each in await passkeys_of(session, staff, address)],
    )
    return str(options_to_json(options))


async def add_passkey(
    session: AsyncSession, at: ConsoleSession, staff: Staff, answer: str, name: str, address: str, *, now: datetime
) -> Passkey:
    """Keeps the passkey that the browser made. answer: the browser's, as JSON. name: as its holder calls it. Raises
    PasskeyRefused, TooManyPasskeys."""
    challenge, here = await _take_challenge(session, at, Purpose.ADD, now), relying_party(address)
    there = await passkeys_of(session, staff, address)
    if challenge is None or here is None or staff.person_id is None:
        raise PasskeyRefused
    if len(there) >= MOST:
        raise TooManyPasskeys(most=MOST)
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        log.warning("passkey refused", staff=staff.id, error=type(error).__name__)
        raise PasskeyRefused from error
    cipher = cipher_of(session)
    digest = _digest(cipher, made.credential_id)
    if await session.scalar(sa.select(Passkey.id).where(Passkey.credential_digest == digest)) is not None:
        raise PasskeyRefused
    about = {
        "name": clean_line(name)[:LONGEST_NAME] or str(len(there) + 1),
        "host": here.host,
        "credential": bytes_to_base64url(made.credential_id),
        "public_key": bytes_to_base64url(made.credential_public_key),
    }
    row = Passkey(
        id=random_id(),
        staff_id=staff.id,
        person_id=staff.person_id,
        credential_digest=digest,
        about=about,
        made_at=now,
        sign_count=made.sign_count,
    )
    row.seal = passkey_seal(row, cipher)
    session.add(row)
    await session.flush()
    await note_event(session, staff.id, ADDED, at=now)
    return row


# --- a proof by one ---------------------------------------------------------------------------------------------------


async def proving_options(
    session: AsyncSession, at: ConsoleSession, staff: Staff, address: str, *, now: datetime
) -> str:
    """What the browser asks a passkey for, as JSON; makes the challenge. Raises PasskeyRefused if there is none."""
    here, there = relying_party(address), await passkeys_of(session, staff, address)
    if here is None or not there:
        raise PasskeyRefused
    options = generate_authentication_options(
        rp_id=here.host,
        challenge=await _new_challenge(session, at, Purpose.PROVE, now),
        allow_credentials=[_descriptor(each) for each in there],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return str(options_to_json(options))


async def prove_by_passkey(
    session: AsyncSession, at: ConsoleSession, staff: Staff, answer: str, address: str, *, now: datetime
) -> None:
    """Takes the passkey's answer for a proof that the holder of the session is there. Raises PasskeyRefused."""
    challenge, here = await _take_challenge(session, at, Purpose.PROVE, now), relying_party(address)
    if challenge is None or here is None:
        raise PasskeyRefused
    try:
        credential = parse_authentication_credential_json(answer)
        row = await _by_credential(session, credential.raw_id, staff)
        proof = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            credential_public_key=base64url_to_bytes(row.about["public_key"]),
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        log.warning("passkey refused", staff=staff.id, error=type(error).__name__)
        raise PasskeyRefused from error
    row.sign_count, row.used_at = proof.new_sign_count, now
    row.seal = passkey_seal(row, cipher_of(session))
    await session.flush()
    await note_event(session, staff.id, PROVED, at=now)
    await prove_presence(session, at.id, until=now + PROVED_FOR, by=Proof.PASSKEY)


async def _by_credential(session: AsyncSession, credential_id: bytes, staff: Staff) -> Passkey:
    cipher = cipher_of(session)
    which = sa.select(Passkey).where(
        Passkey.credential_digest == _digest(cipher, credential_id),
        Passkey.staff_id == staff.id,
        Passkey.person_id == staff.person_id,
    )
    locked = which.with_for_update().execution_options(populate_existing=True)
    row = (await session.scalars(locked)).one_or_none()
    if row is None or row.seal != passkey_seal(row, cipher):
        raise PasskeyRefused
    return row


# --- keeping ----------------------------------------------------------------------------------------------------------


async def export_passkeys(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The data kept about the person's passkeys."""
    mine = sa.select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.made_at)
    return {
        "passkeys": [
            {
                "name": each.name,
                "made_at": each.made_at.isoformat(),
                "used_at": each.used_at and each.used_at.isoformat(),
            }
            for each in await session.scalars(mine)
        ]
    }


async def forget_challenges(session: AsyncSession, *, now: datetime) -> None:
    """Deletes challenges whose time is over."""
    await session.execute(sa.delete(PasskeyChallenge).where(PasskeyChallenge.made_at <= now - CHALLENGE_LASTS))


async def forget_passkeys_of_post(session: AsyncSession, staff_id: int) -> None:
    """Deletes the passkeys of a post that ends."""
    await session.execute(sa.delete(Passkey).where(Passkey.staff_id == staff_id))


async def _new_challenge(session: AsyncSession, at: ConsoleSession, purpose: Purpose, now: datetime) -> bytes:
    made = secrets.token_bytes(32)
    row = await session.get(PasskeyChallenge, (at.id, purpose), with_for_update=True, populate_existing=True)
    if row is None:
        row = PasskeyChallenge(session_id=at.id, purpose=purpose)
        session.add(row)
    row.challenge, row.made_at = bytes_to_base64url(made), now
    row.seal = _challenge_seal(row, cipher_of(session))
    await session.flush()
    return made


async def _challenge(
    session: AsyncSession, at: ConsoleSession, purpose: Purpose, now: datetime
) -> PasskeyChallenge | None:
    row = await session.get(PasskeyChallenge, (at.id, purpose))
    if row is None or row.made_at <= now - CHALLENGE_LASTS or row.seal != _challenge_seal(row, cipher_of(session)):
        return None
    return row


async def _take_challenge(session: AsyncSession, at: ConsoleSession, purpose: Purpose, now: datetime) -> bytes | None:
    """The challenge, which is gone with this transaction."""
    row = await _challenge(session, at, purpose, now)
    if row is None:
        return None
    challenge = base64url_to_bytes(row.challenge)
    await session.delete(row)
    await session.flush()
    return challenge


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.about["credential"]))


def _digest(cipher: Cipher, credential_id: bytes) -> str:
    return cipher.seal("passkey credential", credential_id)


def passkey_seal(row: Passkey, cipher: Cipher) -> str:
    """The valid seal of a passkey."""
    content = [row.id, row.staff_id, row.person_id, row.credential_digest, row.about, row.sign_count]
    return cipher.seal("passkey", canonical([*content, exactly(row.made_at)]))


def _challenge_seal(row: PasskeyChallenge, cipher: Cipher) -> str:
    content = [row.session_id, row.purpose.value, row.challenge, exactly(row.made_at)]
    return cipher.seal("passkey challenge", canonical(content))
