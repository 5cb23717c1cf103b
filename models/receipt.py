"""A receipt: a text signed with Ed25519 that proves when this service received what, and nothing else.

The words are the caller's (handlers/receipt.py); here are the facts, the signature and its check. The signature is the
last line and covers every byte before it.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy.ext.asyncio import AsyncSession

from models.case import Case, Step
from models.case_record import story_of
from models.evidence import evidence_of
from models.own_case import need_filed, own_case
from models.person import Person
from models.secret import RECEIPT_KEY, known_secret, secret

MARK = "Ed25519: "
_SIGNED = re.compile(rb"(.*\n)" + MARK.encode() + rb"([A-Za-z0-9+/]{86}==)\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReceiptPiece:
    """sha256: hexadecimal, None while the file is still being fetched. size: bytes."""

    number: int
    sha256: str | None
    size: int | None
    compressed: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says. type, department: keys of the city pack. head: the hash of the record's last link."""

    number: str
    type: str
    department: str
    filed_at: datetime
    content_sha256: str
    evidence: tuple[ReceiptPiece, ...]
    head_number: int
    head: str


async def receipt_facts(session: AsyncSession, case_id: int, person: Person) -> ReceiptFacts:
    """The facts as they are now: a later receipt names evidence that came later. Only for who filed the case: nothing
    was received from those who joined it. Raises CaseGone, StepRefused."""
    await need_filed(session, case_id, person, Step.FILE)
    case, _ = await own_case(session, case_id, person)
    return await facts_of(session, case)


async def facts_of(session: AsyncSession, case: Case) -> ReceiptFacts:
    story = await story_of(session, case.id)
    contents = [event.data["content"] for event in story if "content" in event.data]
    return ReceiptFacts(
        number=case.number,
        type=case.type,
        department=story[0].data.get("department", case.department),
        filed_at=case.filed_at,
        content_sha256=contents[-1],
        evidence=tuple(
            ReceiptPiece(piece.number, piece.sha256, piece.size, piece.compressed, piece.removed_at is not None)
            for piece in await evidence_of(session, case_id=case.id)
            if piece.refused is None
        ),
        head_number=case.event_count,
        head=case.head,
    )


async def sign_receipt(session: AsyncSession, body: str) -> str:
    """The text with its signature under it, ready to be sent as a file (UTF-8, lines end with \\n)."""
    text = body.replace("\r\n", "\n").rstrip("\n") + "\n"
    signature = (await _key(session)).sign(text.encode())
    return f"{text}{MARK}{base64.b64encode(signature).decode()}\n"


async def public_key(session: AsyncSession) -> str:
    """The key everybody may know, by which receipts are checked: base64 of its 32 bytes. Made where there is none."""
    return _public(await _key(session))


async def known_public_key(session: AsyncSession) -> str | None:
    """The same, or None where there is none yet: nothing is written."""
    seed = await known_secret(session, RECEIPT_KEY)
    return _public(Ed25519PrivateKey.from_private_bytes(seed)) if seed is not None else None


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def verify_receipt(text: bytes | str, key: str) -> bool:
    """Whether this very text was signed. One changed byte: no. Raises ValueError for a key that is none."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    except binascii.Error as error:
        raise ValueError("not a public key") from error
    found = _SIGNED.fullmatch(text.encode() if isinstance(text, str) else text)
    if found is None:
        return False
    signature = base64.b64decode(found[2])
    if base64.b64encode(signature) != found[2]:
        return False  # other letters that mean the same bytes: a change all the same
    try:
        public.verify(signature, found[1])
    except InvalidSignature:
        return False
    return True


async def _key(session: AsyncSession) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(await secret(session, RECEIPT_KEY))
