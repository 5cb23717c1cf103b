"""The index by which staff find cases by what was said in them, although all text is encrypted.

Of every two characters that stand side by side in the words of a case there is a digest (HMAC under SECRET_KEY, 32
bits), another one for each month in which cases were filed. A search computes the digests of its own words, takes the
cases that have all of them, and decrypts those to see whether they match: the index alone decides nothing.

Left out are anonymous and urgent cases, cases with health or family data, and answers that name the filer
(models/cases/filing.py). The rows go with the case, or with its words (models/cases/personal.py).

What a thief of the database without SECRET_KEY learns from it (tests/models/lists/test_index_leaks.py measures it):
- how many different pairs of characters a case has; the length of its encrypted text tells about as much;
- which cases of one month share how many pairs, so also that two texts are nearly the same;
- how often a pair occurs in a month. Who knows the frequencies of a like month and ranks both names 28 % of the rows
  rightly: those of the commonest pairs, which the types of the cases mostly tell anyway;
- who knows the whole text of one case recognises its pairs in every other case of that month, and of no other month.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base, BigId
from models.storage.encryption import Cipher, cipher_of
from models.storage.one_hop import OneHop, insert_of
from models.values.normal_text import Normal

BEGUN = 0
"""The digest of the row that every indexed case has, whatever was said in it."""
LEAST = 2
"""Characters of a word that can be looked up."""
_HALF = 1 << 31
_PURPOSE = "case word"
_normal = Normal()


class CaseWord(Base):
    """Two characters that stand side by side in the words of a case."""

    __tablename__ = "case_word"
    __table_args__ = (sa.Index("ix_case_word_digest", "digest"), {"sqlite_with_rowid": False})

    case_id: Mapped[int] = mapped_column(BigId, sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)


class CaseWordsLeft(Base):
    """Cases from before there was an index: those with a number below `below` still have to be read. The row is deleted
    when all are (models/lists/filling.py)."""

    __tablename__ = "case_words_left"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    below: Mapped[int] = mapped_column(BigId)


def normal(text: str) -> str:
    """The text in the form that is searched: simplified characters, half-width, lower case."""
    return _normal(text)


def groups_of(text: str) -> set[str]:
    """Every two letters or digits that stand side by side in the text."""
    plain = normal(text)
    return {a + b for a, b in pairwise(plain) if a.isalnum() and b.isalnum()}


async def begin_words(session: AsyncSession, case_id: int, filed_at: datetime, texts: Iterable[str]) -> None:
    """Index a case by the words with which it was filed. The row of the case must be written."""
    await _keep(session, case_id, {BEGUN, *_digests(cipher_of(session), filed_at, texts)})


async def add_words(session: AsyncSession, case_id: int, filed_at: datetime, text: str) -> None:
    """Add words that were said later; nothing if the case is not in the index."""
    begun = sa.select(CaseWord.case_id).where(CaseWord.case_id == case_id, CaseWord.digest == BEGUN)
    if await session.scalar(begun) is not None:
        await _keep(session, case_id, _digests(cipher_of(session), filed_at, [text]))


async def forget_words(session: AsyncSession, case_id: int) -> None:
    """Take a case out of the index."""
    await session.execute(sa.delete(CaseWord).where(CaseWord.case_id == case_id))


def lookups(word: str, cipher: Cipher, months: Sequence[datetime]) -> list[sa.Select[*tuple[int]]]:
    """A statement for each pair of the word: the numbers of the cases that have it. A case that has the word is in all
    of them. months: a moment of each month in which such a case may have been filed. Empty for a word that is too short
    to be looked up."""
    return [
        sa.select(CaseWord.case_id).where(CaseWord.digest.in_([_digest(cipher, month, group) for month in months]))
        for group in sorted(groups_of(word))
    ]


def _digests(cipher: Cipher, filed_at: datetime, texts: Iterable[str]) -> Iterator[int]:
    for group in set().union(*map(groups_of, texts)):
        yield _digest(cipher, filed_at, group)


def _digest(cipher: Cipher, month: datetime, group: str) -> int:
    sealed = cipher.seal(_PURPOSE, f"{month.astimezone(UTC):%Y-%m} {group}".encode())
    return int(sealed[:8], 16) - _HALF or 1


async def _keep(session: AsyncSession, case_id: int, digests: Iterable[int]) -> None:
    rows = [{"case_id": case_id, "digest": each} for each in sorted(digests)]
    await _insert(session.get_bind().dialect.name).run_all(session, rows)


@cache
def _insert(dialect: str) -> OneHop:
    table = cast(sa.Table, CaseWord.__table__)
    insert = insert_of(dialect, table).values(case_id=sa.bindparam("case_id"), digest=sa.bindparam("digest"))
    return OneHop(insert.on_conflict_do_nothing())
