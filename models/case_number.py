"""The number of a case: `NX-261123-00472-1` — the city's day, the day's count, and a digit that finds a slip.

The digit is Damm's: it finds every single wrong digit and every two neighbours swapped.
"""

import re
import unicodedata
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from stdnum import damm

from models.case_seal import day_seal
from models.database import Base
from models.secret import cipher_of, insert

PREFIX = "NX"
_WRITTEN = re.compile(rf"(?:{PREFIX})?(\d{{6}})(\d{{5,}})(\d)", re.IGNORECASE)


class CaseDay(Base):
    """How many numbers a day has given out. Its row is locked until the transaction ends: filings take turns."""

    __tablename__ = "case_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]
    seal: Mapped[str] = mapped_column(server_default="")
    """So that a number that was given out cannot be made not to have been (models/case_seal.py)."""


async def next_number(session: AsyncSession, day: date) -> str:
    """A number nobody else gets. day: in the city's time zone."""
    count = insert(session, CaseDay).values(day=day, last=1)
    count = count.on_conflict_do_update(index_elements=["day"], set_={"last": CaseDay.last + 1})
    last = (await session.scalars(count.returning(CaseDay.last), execution_options={"populate_existing": True})).one()
    sealed = day_seal(day.isoformat(), last, cipher_of(session))
    await session.execute(sa.update(CaseDay).where(CaseDay.day == day).values(seal=sealed))
    return number_of(day, last)


def number_of(day: date, count: int) -> str:
    digits = f"{day:%y%m%d}", f"{count:05d}"
    return "-".join((PREFIX, *digits, damm.calc_check_digit("".join(digits))))


def read_number(text: str) -> str | None:
    """The number somebody typed, as it is written here: letters and dashes or not, any width. None: it is none."""
    plain = re.sub(r"[\s\-–—_.]", "", unicodedata.normalize("NFKC", text))
    found = _WRITTEN.fullmatch(plain)
    if found is None or not damm.is_valid("".join(found.groups())):
        return None
    return f"{PREFIX}-{found[1]}-{found[2]}-{found[3]}"
