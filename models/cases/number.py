"""The number of a case: `NX-261123-00472-1` — the day in the city, the day's count, and a check digit.

The check digit is Damm's: it detects every single wrong digit and every swap of two neighbours.
"""

import re
import unicodedata
from datetime import date
from functools import cache
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from stdnum import damm

from models.cases.seal import day_seal
from models.storage.database import Base
from models.storage.encryption import cipher_of
from models.storage.one_hop import OneHop, insert_of

PREFIX = "NX"
_WRITTEN = re.compile(rf"(?:{PREFIX})?(\d{{6}})(\d{{5,}})(\d)", re.IGNORECASE)

_WITHIN = re.compile(
    rf"(?<!\d)(?:{PREFIX}[ .-]{{0,3}})?\d{{6}}[ .-]{{0,3}}\d{{5,9}}[ .-]{{0,3}}\d(?!\d)", re.IGNORECASE
)
_DASHES = re.compile("[–—_−‐‑]")
_AROUND = re.compile(
    r"^(?:[\W_]|(?:案件|诉求|投诉|工单)?编?号码?(?:是|为)?|案[件号]|工?单|诉求|投诉|帮我|麻烦|请|查询?(?:一下)?|看(?:一下|看)|case|number|no\.?)*"
    r"(?=NX)|(?:[\W_]|这[件个]|的?进度|的?情况|谢谢|呢|吧|怎么样了?)+$",
    re.IGNORECASE,
)
LONGEST = 200
"""Characters; the rest of a longer text is not searched for a number."""


class CaseDay(Base):
    """The count of numbers used on a day. Its row stays locked until the transaction ends, so that filings take
    turns."""

    __tablename__ = "case_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]
    seal: Mapped[str] = mapped_column(server_default="")
    """The seal of the count, so that nobody can lower it unnoticed (models/cases/seal.py)."""


async def next_number(session: AsyncSession, day: date) -> str:
    """A new, unique number. day: in the city's time zone."""
    ((last,),) = await _count_statement(session.get_bind().dialect.name).rows(session, day=day)
    sealed = day_seal(day.isoformat(), last, cipher_of(session))
    await _seal_statement().run(session, day=day, seal=sealed)
    return number_of(day, last)


@cache
def _count_statement(dialect: str) -> OneHop:
    table = cast(sa.Table, CaseDay.__table__)
    insert = insert_of(dialect, table)
    count = insert.values(day=sa.bindparam("day"), last=1)
    count = count.on_conflict_do_update(index_elements=["day"], set_={"last": table.c.last + 1})
    return OneHop(count.returning(table.c.last))


@cache
def _seal_statement() -> OneHop:
    table = cast(sa.Table, CaseDay.__table__)
    of_day = sa.update(table).where(table.c.day == sa.bindparam("day"))
    return OneHop(of_day.values(seal=sa.bindparam("seal")))


def number_of(day: date, count: int) -> str:
    digits = f"{day:%y%m%d}", f"{count:05d}"
    return "-".join((PREFIX, *digits, damm.calc_check_digit("".join(digits))))


def read_number(text: str) -> str | None:
    """The number that was typed, with or without letters and dashes, in any width, in its standard form; None if it is
    no valid number."""
    plain = re.sub(r"[\s\-–—_.]", "", unicodedata.normalize("NFKC", text))
    found = _WRITTEN.fullmatch(plain) or _only_within(text)
    if found is None or not damm.is_valid("".join(found.groups())):
        return None
    return f"{PREFIX}-{found[1]}-{found[2]}-{found[3]}"


def _only_within(text: str) -> re.Match[str] | None:
    """The only number in a longer text: 编号 NX-261129-00001-5。"""
    normal = _DASHES.sub("-", unicodedata.normalize("NFKC", text[:LONGEST]))
    found = {re.sub(r"[\s.-]", "", each) for each in _WITHIN.findall(normal)}
    return _WRITTEN.fullmatch(found.pop()) if len(found) == 1 else None


def without_what_is_round_it(text: str) -> str:
    """The text typed for a number, without the punctuation and words around it: 查“NX-261129-00001-5”。"""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    return _AROUND.sub("", plain).strip()
