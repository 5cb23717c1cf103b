"""The claim code of a case that a colleague filed: whoever types it in their chat follows the case from then on as if
they had filed it.

A code is good for CODE_LASTS and for one use; a new one replaces it. It is derived from a secret of the service, so
that the slip can be printed again while the code waits, and is stored nowhere. A seal ties its row to the case, so that
somebody who can write the database can make no code. Wrong codes are counted, of one chat and of everybody together.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.cases.case import Case, locked_case
from models.cases.errors import CaseGone
from models.cases.filer import Part, filer_row, followers_of, remember_filer
from models.cases.news import StaffNews, tell_handler
from models.cases.steps import OPEN, WORKER, CaseState, Step
from models.cases.taking import take_step
from models.casework.handling import case_for_staff
from models.city.pack import City
from models.exchange.errors import ClaimCodeGone, ClaimedAlready, TooManyClaimTries
from models.exchange.origin import origin_of
from models.people.person import Contact, Person, need_consent
from models.staff.post import Staff
from models.storage.database import Base, UtcDateTime
from models.storage.encryption import Cipher, canonical, cipher_of, exactly
from models.storage.secrets import secret
from models.storage.tries import Limit, left, spend
from models.values.codes import LETTERS, plain

CODE_LENGTH = 8
CODE_LASTS = timedelta(days=30)
LINK_MARK = "claim_"
"""The prefix of the code in a link."""
OWN_TRIES = Limit(5, timedelta(hours=1))
ALL_TRIES = Limit(60, timedelta(hours=1))
"""Wrong codes of everybody together. A city with 1,000 codes waiting has one in 650 million guesses right: with this
limit a guesser needs more than a thousand years."""
EVERYBODY = SECRET = "claim"


class CaseClaim(Base):
    """The code of one case. salt: what its code is derived from, beside the secret. mark: a digest that finds the row;
    seal: that the product made it for this case."""

    __tablename__ = "case_claim"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str]
    mark: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seal: Mapped[str]


def _mark(code: str) -> str:
    return hashlib.sha256(b"claim:" + code.encode()).hexdigest()


def _seal(case_number: str, mark: str, until: datetime, cipher: Cipher) -> str:
    return cipher.seal("claim code", canonical([case_number, mark, exactly(until)]))


def written(code: str) -> str:
    """The code in the form that is printed: 7K3M-9QRT."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """The code in a typed text, with or without dashes, in any width; None if it cannot be one: a code has both letters
    and digits, so that no word and no number passes for one."""
    code = plain(text.strip().removeprefix(LINK_MARK))
    fits = len(code) == CODE_LENGTH and set(code) <= set(LETTERS) and not code.isalpha() and not code.isdecimal()
    return code if fits else None


async def new_code(session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime) -> str:
    """Makes a code for the case; an earlier one becomes invalid. Raises CaseGone, and ClaimedAlready if its worker
    follows it."""
    case = await locked_case(session, case_id)
    await _need_slip(session, case, staff, city=city)
    return await make_code(session, case, now=now)


async def make_code(session: AsyncSession, case: Case, *, now: datetime) -> str:
    """Like `new_code`, for a case that was filed in this transaction."""
    if await is_followed(session, case):
        raise ClaimedAlready
    key, until = await secret(session, SECRET), now + CODE_LASTS
    code = None
    while code is None:
        salt = secrets.token_hex(16)
        code = _derived(key, salt)
    await session.execute(sa.delete(CaseClaim).where(CaseClaim.case_id == case.id))
    seal = _seal(case.number, _mark(code), until, cipher_of(session))
    session.add(CaseClaim(case_id=case.id, salt=salt, mark=_mark(code), expires_at=until, seal=seal))
    await session.flush()
    return code


async def is_followed(session: AsyncSession, case: Case) -> bool:
    """Whether the worker of the case follows it already, so that it needs no code."""
    return case.anonymous or any(each.part is Part.FILED for each in await followers_of(session, case.id))


def _derived(key: bytes, salt: str) -> str | None:
    """The code of a salt; None for the few that are no code, because they have no digit or no letter."""
    number = int.from_bytes(hmac.digest(key, salt.encode(), "sha256"))
    drawn = ""
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(LETTERS))
        drawn += LETTERS[at]
    return read_code(drawn)


async def slip_of(
    session: AsyncSession, case_id: int, staff: Staff, *, city: City, now: datetime
) -> tuple[Case, str, datetime] | None:
    """The case, its code and until when that is good; None if it has none. Raises CaseGone."""
    case = await session.get(Case, case_id)
    if case is None:
        raise CaseGone
    await _need_slip(session, case, staff, city=city)
    row = await session.get(CaseClaim, case_id)
    code = _derived(await secret(session, SECRET), row.salt) if row is not None and row.expires_at > now else None
    return (case, code, row.expires_at) if row is not None and code is not None else None


async def _need_slip(session: AsyncSession, case: Case, staff: Staff, *, city: City) -> None:
    """Checks that the colleague may see the case, or that their department filed it and another has it now. Raises
    CaseGone."""
    origin = await origin_of(session, case.id)
    if origin is None or origin.department != staff.department:
        await case_for_staff(session, case.id, staff, city=city)


async def _case_of(session: AsyncSession, code: str, *, now: datetime) -> Case | None:
    """The case of the code, if that is good."""
    waiting = sa.select(CaseClaim, Case).join(Case, Case.id == CaseClaim.case_id)
    found = (
        await session.execute(waiting.where(CaseClaim.mark == _mark(code), CaseClaim.expires_at > now))
    ).one_or_none()
    if found is None:
        return None
    claim, case = found
    return case if claim.seal == _seal(case.number, claim.mark, claim.expires_at, cipher_of(session)) else None


async def claim_case(
    session: AsyncSession, text: str, person: Person, contact: Contact, *, city: City, now: datetime
) -> Case | None:
    """Gives the case to the person who typed its code; the colleague who handles it is told. None for a wrong code; the
    caller must commit then, because the try was counted. Raises ConsentNeeded, TooManyClaimTries, ClaimCodeGone."""
    need_consent(person)
    own = f"claim:{contact.id}:{contact.created_at.isoformat()}"
    for name, limit in ((own, OWN_TRIES), (EVERYBODY, ALL_TRIES)):
        if not await left(session, name, limit, now=now):
            raise TooManyClaimTries(minutes=round(limit.per / timedelta(minutes=1)))
    code = read_code(text)
    found = await _case_of(session, code, now=now) if code is not None else None
    if code is None or found is None:
        await spend(session, own)
        await spend(session, EVERYBODY)
        return None
    case = await locked_case(session, found.id)
    used = sa.delete(CaseClaim).where(CaseClaim.case_id == case.id, CaseClaim.mark == _mark(code))
    if not getattr(await session.execute(used), "rowcount", 0) or not _may_be_claimed(case):
        raise ClaimCodeGone
    if any(each.part is Part.FILED for each in await followers_of(session, case.id)):
        raise ClaimCodeGone
    row = await filer_row(session, case.id, person)
    if row is not None:  # they joined it, as people join the report of a spot
        await session.delete(row)
        await session.flush()
        case.reporters -= 1
    await remember_filer(session, case.id, person, part=Part.FILED, named=True, now=now)
    case.person_id = person.id
    await take_step(session, case.id, Step.CLAIM, by=WORKER, city=city, now=now)
    await tell_handler(session, case, StaffNews.CLAIMED, now=now)
    return case


def _may_be_claimed(case: Case) -> bool:
    return case.state in OPEN or case.state is CaseState.CLOSED


async def forget_claims(session: AsyncSession, *, now: datetime) -> None:
    """Deletes codes whose time is over."""
    await session.execute(sa.delete(CaseClaim).where(CaseClaim.expires_at < now))
