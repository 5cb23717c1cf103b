"""Checks that all records still hold. Of cases: every chain link by link, every file by its digest, every row by its
seal, every daily line made of it, and whether a case is missing (models/upkeep/seal_audit.py checks the daily lines
themselves). Also: whether the posts are those that the product gave, with all that was done at them
(models/upkeep/staff_audit.py); whether chats belong to the people they were tied to; whether messages, and data kept
of chats, are addressed to the people in their rows; whether points are those that were earned; and whether duties hold
(models/upkeep/duty_audit.py).

Columns are read as they are stored and decrypted here, so that a changed token is a finding, not a crash.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.errors import EvidenceGone
from models.cases.evidence import CopyState, Evidence, EvidenceCopyFile, EvidenceFile, EvidencePart, Parts
from models.cases.filer import NAMED, UNNAMED, CaseFiler, Part, person_digest
from models.cases.filing import content_of
from models.cases.record import CaseEvent, link_hash, old_link_hash
from models.cases.seal import filers_seal, name_of, seal_of
from models.cases.steps import Step
from models.casework.beside import rows_beside, sealed_beside
from models.events.points import broken_entry
from models.outbox.addressing import misled
from models.people.person import broken_chat
from models.receipts.daily_seal import SealedCase
from models.staff.post import broken_post
from models.storage.database import Base
from models.storage.encryption import BEGINNING, Cipher, WrongKey, cipher_of, digest
from models.storage.key_rotation import place_of
from models.storage.pieces import read_pieces
from models.storage.secrets import FILER_KEY, Secret
from models.upkeep.duty_audit import broken_duty
from models.upkeep.seal_audit import broken_line, missing_case
from models.upkeep.staff_audit import broken_record, lost_record

PORTION = 100


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first thing that does not hold. link: of the case's record; piece: of its evidence; both None: the case
    itself. Other fields name something else instead. day: the daily line of that day. post: the post with that
    number, or with `link` a link of its record (0: all of it). chat: the row of the table `contact` with that
    number. message: the row of `outbox` with that number. said: data kept of, or waiting for, the chat with that
    number. points: the row of `points_entry` with that number. duty: the duty with
    that number, or with `link` a link of its record.

    reason: number, previous, hash, data, forgotten, end, state, content, seal, beside, filer, line, file, copy,
    tombstone, unknown_file, missing or unreadable; for a missing case, or missing acts of a post: gone; for a look that
    was pointed at another case: case; for a line: leaves, previous, signature; for a message, or data of a chat:
    addressee.
    """

    case_number: str
    link: int | None
    piece: int | None
    reason: str
    day: date | None = None
    post: int | None = None
    chat: int | None = None
    message: int | None = None
    said: int | None = None
    points: int | None = None
    duty: int | None = None


class _Broken(Exception):
    def __init__(self, reason: str, *, link: int | None = None, piece: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.link = link
        self.piece = piece


@dataclass(slots=True)
class _Recorded:
    """The facts in the readable links of a record."""

    content: str | None = None
    kept: dict[int, str] = field(default_factory=dict)
    """Number of a piece -> its digest."""
    removed: set[int] = field(default_factory=set)


async def audit(session: AsyncSession) -> BrokenLink | None:
    """Checks every case and post; None if all hold. It only reads, and needs one snapshot, so a reading session is
    enough."""
    cipher = cipher_of(session)
    key = await session.scalar(sa.select(Secret.value).where(Secret.name == FILER_KEY))
    filer_key = key.open(FILER_KEY) if key is not None else b""
    names: dict[str, str] = {}
    async for case_id, number in _cases(session):
        names[name_of(number, cipher)] = number
        try:
            await _check(session, case_id, cipher, filer_key)
        except _Broken as broken:
            return BrokenLink(number, broken.link, broken.piece, broken.reason)
        except (ValueError, TypeError, LookupError, WrongKey):  # a column holds a value that its type cannot have
            return BrokenLink(number, None, None, "unreadable")
    missing = await _gone(session, names, cipher) or await _broken_line(session)
    missing = missing or await _broken_post(session) or await _broken_record(session, names, cipher)
    missing = missing or await _broken_chat(session) or await _misled(session)
    return missing or await _broken_points(session) or await _broken_duty(session, cipher)


async def unsealed_holds(session: AsyncSession, case_id: int, cipher: Cipher) -> bool:
    """Whether the record of a case from before seals holds, with its content: then it can be sealed."""
    try:
        case = await _row(session, case_id)
        links = await _links(session, case_id)
        _check_content(case, _check_chain(case, links, cipher, old=len(links)), cipher)
    except (_Broken, ValueError, TypeError, LookupError):
        return False
    return True


async def _gone(session: AsyncSession, names: Mapping[str, str], cipher: Cipher) -> BrokenLink | None:
    number = await missing_case(session, names, cipher)
    return BrokenLink(number, None, None, "gone") if number is not None else None


async def _broken_line(session: AsyncSession) -> BrokenLink | None:
    broken = await broken_line(session)
    return BrokenLink("", None, None, broken.reason, day=broken.day) if broken is not None else None


async def _broken_post(session: AsyncSession) -> BrokenLink | None:
    post = await broken_post(session)
    return BrokenLink("", None, None, "seal", post=post) if post is not None else None


async def _broken_record(session: AsyncSession, names: Mapping[str, str], cipher: Cipher) -> BrokenLink | None:
    broken = await broken_record(session, names, cipher)
    if broken is not None:
        return BrokenLink("", broken.link, None, broken.reason, post=broken.post)
    day = await lost_record(session, names, cipher)
    return BrokenLink("", None, None, "gone", day=day) if day is not None else None


async def _broken_chat(session: AsyncSession) -> BrokenLink | None:
    chat = await broken_chat(session)
    return BrokenLink("", None, None, "seal", chat=chat) if chat is not None else None


async def _broken_points(session: AsyncSession) -> BrokenLink | None:
    entry = await broken_entry(session)
    return BrokenLink("", None, None, "seal", points=entry) if entry is not None else None


async def _broken_duty(session: AsyncSession, cipher: Cipher) -> BrokenLink | None:
    broken = await broken_duty(session, cipher)
    return BrokenLink("", broken.link or None, None, broken.reason, duty=broken.duty) if broken is not None else None


async def _misled(session: AsyncSession) -> BrokenLink | None:
    found = await misled(session)
    return BrokenLink("", None, None, "addressee", message=found.message, said=found.chat) if found else None


async def _cases(session: AsyncSession) -> AsyncIterator[tuple[int, str]]:
    """Every case's id and number, in portions."""
    last = 0
    while True:
        portion = sa.select(Case.id, Case.number).where(Case.id > last).order_by(Case.id).limit(PORTION)
        rows = (await session.execute(portion)).all()
        for row in rows:
            yield row
        if not rows:
            return
        last = rows[-1][0]


async def _check(session: AsyncSession, case_id: int, cipher: Cipher, filer_key: bytes) -> None:
    case, links = await _row(session, case_id), await _links(session, case_id)
    recorded = _check_chain(case, links, cipher, old=case.old_links)
    _check_content(case, recorded, cipher)
    if case.seal != seal_of(case, cipher):
        raise _Broken("seal")
    beside = await rows_beside(session, case_id)
    if case.beside and case.beside != sealed_beside(case.number, beside, cipher):
        raise _Broken("beside")
    await _check_filers(session, case, cipher, filer_key)
    await _check_lines(session, case, [link.hash for link in links], cipher)
    await _check_files(session, [row for row in beside if isinstance(row, Evidence)], recorded, cipher)


async def _row(session: AsyncSession, case_id: int) -> Any:
    plain = [column for column in Case.__table__.columns if column.name not in ("answers", "state")]
    whole = sa.select(*plain, _raw(Case, "answers"), sa.type_coerce(Case.state, sa.String).label("state"))
    return (await session.execute(whole.where(Case.id == case_id))).one()


async def _links(session: AsyncSession, case_id: int) -> Sequence[Any]:
    columns = [
        *(column for column in CaseEvent.__table__.columns if column.name != "sealed"),
        _raw(CaseEvent, "sealed"),
    ]
    chain = sa.select(*columns).where(CaseEvent.case_id == case_id).order_by(CaseEvent.number)
    return (await session.execute(chain)).all()


async def _check_filers(session: AsyncSession, case: Any, cipher: Cipher, filer_key: bytes) -> None:
    columns = (CaseFiler.digest, sa.type_coerce(CaseFiler.part, sa.String), CaseFiler.locked)
    rows = (await session.execute(sa.select(*columns).where(CaseFiler.case_id == case.id))).all()
    if filers_seal(case.number, [(digest, part) for digest, part, _ in rows], cipher) != case.filers:
        raise _Broken("filer")
    for row_digest, part, locked in rows:
        try:
            person = locked.open(row_digest)
        except WrongKey as error:
            raise _Broken("filer") from error
        if row_digest not in (person_digest(filer_key, each, person) for each in (NAMED, UNNAMED)):
            raise _Broken("filer")
        if part == Part.FILED and case.person_id not in (None, person["id"]):
            raise _Broken("filer")


async def _check_lines(session: AsyncSession, case: Any, hashes: Sequence[str], cipher: Cipher) -> None:
    """Checks that the case still agrees with its daily lines: no link in one is missing or changed."""
    mine = sa.select(SealedCase).where(SealedCase.name == name_of(case.number, cipher)).order_by(SealedCase.day)
    rows = (await session.scalars(mine)).all()
    for row in rows:
        if not 0 < row.links <= len(hashes) or hashes[row.links - 1] != row.head:
            raise _Broken("line")
    if case.day_seal != (rows[-1].seal if rows else ""):
        raise _Broken("line")


def _check_chain(case: Any, links: Sequence[Any], cipher: Cipher, *, old: int) -> _Recorded:
    recorded, previous = _Recorded(), BEGINNING
    forgotten = max((link.number for link in links if link.what == Step.ANONYMISE), default=0)
    for number, link in enumerate(links, 1):
        if link.number != number:
            raise _Broken("number", link=number)
        if link.previous != previous:
            raise _Broken("previous", link=number)
        if link.hash != (old_link_hash(case.number, link) if number <= old else link_hash(case.number, link, cipher)):
            raise _Broken("hash", link=number)
        previous = link.hash
        if link.sealed is None:
            if number >= forgotten:
                raise _Broken("forgotten", link=number)
        else:
            _note(recorded, _unsealed(link, cipher))
    if not links or case.event_count != len(links) or case.head != previous:
        raise _Broken("end", link=len(links))
    if links[-1].state != case.state:
        raise _Broken("state", link=len(links))
    return recorded


def _unsealed(link: Any, cipher: Cipher) -> Any:
    sealed = _opened(link.sealed, _place(CaseEvent, "sealed"), cipher, _Broken("data", link=link.number))
    if digest(sealed) != link.data_digest:
        raise _Broken("data", link=link.number)
    return sealed["data"]


def _note(recorded: _Recorded, data: Any) -> None:
    recorded.content = data.get("content", recorded.content)
    for piece in (*data.get("evidence", ()), *((data,) if "sha256" in data else ())):
        recorded.kept[piece["number"]] = piece["sha256"]
    recorded.removed.update(piece["number"] for piece in data.get("removed", ()))


def _check_content(case: Any, recorded: _Recorded, cipher: Cipher) -> None:
    values = {key: value for key, value in case._mapping.items() if key not in ("answers", "state")}
    answers = _opened(case.answers, _place(Case, "answers", case.number), cipher, _Broken("content"))
    if recorded.content != digest(content_of(Case(**values, answers=answers))):
        raise _Broken("content")


async def _check_files(session: AsyncSession, pieces: Sequence[Evidence], recorded: _Recorded, cipher: Cipher) -> None:
    for number in sorted(recorded.kept.keys() - {piece.number for piece in pieces}):
        raise _Broken("missing", piece=number)
    for piece in sorted(pieces, key=lambda each: each.number):
        await _check_piece(session, piece, recorded, cipher)
        copy = await _row_of(session, EvidenceCopyFile, piece)
        broken = _Broken("copy", piece=piece.number)
        if (copy is not None) != (piece.copy is CopyState.KEPT and piece.removed_at is None):
            raise broken
        if copy is not None:
            await _bytes_of(session, EvidenceCopyFile, copy, cipher, broken)


async def _row_of(session: AsyncSession, table: Any, piece: Evidence) -> Any:
    about = sa.select(table.evidence_id, table.in_parts, _raw(table, "content"))
    return (await session.execute(about.where(table.evidence_id == piece.id))).one_or_none()


async def _bytes_of(session: AsyncSession, table: type[Base], row: Any, cipher: Cipher, broken: _Broken) -> bytes:
    """The bytes of a file or a copy, from its row or its parts."""
    content = _decrypted(row.content, _place(table, "content", row.evidence_id), cipher, broken)
    if not row.in_parts:
        return content
    try:
        parts = Parts.read(content, table, row.evidence_id)
        return await read_pieces(session, EvidencePart, parts.key, parts.count)
    except (EvidenceGone, LookupError, WrongKey) as error:
        raise broken from error


async def _check_piece(session: AsyncSession, piece: Evidence, recorded: _Recorded, cipher: Cipher) -> None:
    number, row = piece.number, await _row_of(session, EvidenceFile, piece)
    if number in recorded.removed or piece.removed_at is not None:
        if row is not None or number not in recorded.removed or piece.removed_at is None:
            raise _Broken("tombstone", piece=number)
        if number in recorded.kept and recorded.kept[number] != piece.sha256:
            raise _Broken("tombstone", piece=number)
    elif row is None:
        if number in recorded.kept or piece.kept_at is not None:
            raise _Broken("missing", piece=number)
    elif number not in recorded.kept:
        raise _Broken("unknown_file", piece=number)
    else:
        content = await _bytes_of(session, EvidenceFile, row, cipher, _Broken("file", piece=number))
        if not hashlib.sha256(content).hexdigest() == piece.sha256 == recorded.kept[number]:
            raise _Broken("file", piece=number)


def _raw(table: type[Base], name: str) -> Any:
    return sa.type_coerce(table.__table__.c[name], sa.LargeBinary).label(name)


def _place(table: type[Base], name: str, key: object = None) -> str:
    return place_of(cast(sa.Column[Any], table.__table__.c[name]), key)


def _opened(token: bytes, place: str, cipher: Cipher, broken: _Broken) -> Any:
    return json.loads(_decrypted(token, place, cipher, broken))


def _decrypted(token: bytes, place: str, cipher: Cipher, broken: _Broken) -> bytes:
    try:
        return cipher.decrypt(token, place)
    except WrongKey as error:
        raise broken from error
