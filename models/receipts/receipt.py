"""A receipt: a text signed with Ed25519 that proves what this service received and when, and nothing else.

The caller supplies the words (handlers/phrases/receipt.py); this module supplies the facts, the signature and its
check. The signature is the last line and covers every byte before it.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.evidence import evidence_of
from models.cases.mine import need_filed, own_case
from models.cases.record import happened_at, story_of
from models.cases.steps import Step
from models.people.person import Person
from models.receipts.daily_seal import line_for
from models.storage.secrets import RECEIPT_KEY, known_secret, secret

MARK = "Ed25519: "
_SIGNED = re.compile(rb"(.*\n)" + MARK.encode() + rb"([A-Za-z0-9+/]{86}==)\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReceiptPiece:
    """A piece of evidence in a receipt. sha256: hexadecimal, None while the file is still being fetched. size:
    bytes."""

    number: int
    sha256: str | None
    size: int | None
    compressed: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """The facts in a receipt. type, department: keys of the city pack. head: the hash of the record's last link."""

    number: str
    type: str
    department: str
    filed_at: datetime
    content_sha256: str
    evidence: tuple[ReceiptPiece, ...]
    head_number: int
    head: str
    sealed_on: date | None
    """The day of the daily line that covers, or will cover, the current case; None: the first line ever made."""
    is_sealed: bool
    """Whether that line is already made."""


async def receipt_facts(session: AsyncSession, case_id: int, person: Person) -> ReceiptFacts:
    """The current facts of a case; a later receipt also names later evidence.

    Only for the filer: nothing was received from people who joined. Raises CaseGone, StepRefused.
    """
    await need_filed(session, case_id, person, Step.FILE)
    case, _ = await own_case(session, case_id, person)
    return await facts_of(session, case)


async def facts_of(session: AsyncSession, case: Case) -> ReceiptFacts:
    story = await story_of(session, case.id)
    sealed_on, is_sealed = await line_for(session, case)
    contents = [event.data["content"] for event in story if "content" in event.data]
    return ReceiptFacts(
        number=case.number,
        type=case.type,
        department=story[0].data.get("department", case.department),
        filed_at=happened_at(story[0]),
        content_sha256=contents[-1],
        evidence=tuple(
            ReceiptPiece(piece.number, piece.sha256, piece.size, piece.compressed, piece.removed_at is not None)
            for piece in await evidence_of(session, case_id=case.id)
            if piece.staff_id is None
            if piece.refused is None
        ),
        head_number=case.event_count,
        head=case.head,
        sealed_on=sealed_on,
        is_sealed=is_sealed,
    )


async def sign_receipt(session: AsyncSession, body: str) -> str:
    """The text with the signature below it, ready to be sent as a file (UTF-8, lines end with \\n)."""
    text = body.replace("\r\n", "\n").rstrip("\n") + "\n"
    return f"{text}{MARK}{await sign(session, text.encode())}\n"


async def sign(session: AsyncSession, content: bytes) -> str:
    """The signature by the service's key, base64."""
    return base64.b64encode((await _key(session)).sign(content)).decode()


async def public_key(session: AsyncSession) -> str:
    """The public key for checking receipts: base64 of its 32 bytes. Makes the key if there is none."""
    return _public(await _key(session))


async def known_public_key(session: AsyncSession) -> str | None:
    """The public key, or None if there is none yet; nothing is written."""
    seed = await known_secret(session, RECEIPT_KEY)
    return _public(Ed25519PrivateKey.from_private_bytes(seed)) if seed is not None else None


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def verify_receipt(text: bytes | str, key: str) -> bool:
    """Whether exactly this text was signed with the key. Raises ValueError for a malformed key."""
    found = _SIGNED.fullmatch(text.encode() if isinstance(text, str) else text)
    return verify(found[1] if found else b"", found[2].decode() if found else "", key)


def verify(content: bytes, signature: str, key: str) -> bool:
    """Whether `sign` made the signature. Raises ValueError for a malformed key."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    except binascii.Error as error:
        raise ValueError("not a public key") from error
    try:
        signed = base64.b64decode(signature, validate=True)
        if base64.b64encode(signed).decode() != signature:
            return False  # other letters that decode to the same bytes are a change too
        public.verify(signed, content)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


async def _key(session: AsyncSession) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(await secret(session, RECEIPT_KEY))
