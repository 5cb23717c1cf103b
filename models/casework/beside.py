"""The rows beside a case, and the seal over them.

`Case.beside` seals the current evidence, promises, requests for assistance, extension, question about the platform,
deadlines of the first round, orders, settlements, held answer and named filer; `Case.seal` covers it
(models/cases/seal.py). It is renewed whenever one of those rows is added, changed or deleted. The caller must have
locked the case before: two changes at once would each seal only their own.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from models.cases.case import Case
from models.cases.evidence import Evidence
from models.cases.identity import CaseIdentity
from models.cases.reopening import CaseReopening
from models.cases.seal import beside_seal, plain
from models.cases.settlement import CaseSettlement
from models.casework.assist import CaseAssist
from models.casework.extension import CaseExtension
from models.casework.orders import CaseOrder
from models.casework.platform import CaseContact
from models.casework.promise import CasePromise
from models.casework.second_look import CaseHeldAnswer
from models.storage.database import Base, Json
from models.storage.encryption import Cipher, cipher_at

BESIDE: tuple[type[Base], ...] = (
    Evidence, CasePromise, CaseAssist, CaseExtension, CaseContact, CaseReopening, CaseOrder, CaseSettlement,
    CaseIdentity, CaseHeldAnswer,
)  # fmt: skip
_UNSEALED = frozenset({"id", "case_id", "draft_id"})
"""Columns that are not sealed: numbers of the database, and the former draft."""
_OPENED = {"locked": "person"}
"""Encrypted column -> attribute with its decrypted value, which is sealed: the token changes when keys are rotated."""


@sa.event.listens_for(Session, "before_flush")
def _seal_beside(session: Session, *_: Any) -> None:
    touched = [each for each in (*session.new, *session.dirty, *session.deleted) if isinstance(each, BESIDE)]
    changed: list[Any] = [each for each in touched if each not in session.dirty or session.is_modified(each)]
    for case_id in {row.case_id for row in changed} - {None}:
        there = zip(BESIDE, session.execute(_THERE, {"case_id": case_id}).one(), strict=True)
        known = [row for table, has_rows in there if has_rows for row in session.scalars(_of(table, case_id))]
        rows = {row for row in (*known, *changed) if row.case_id == case_id} - set(session.deleted)
        case = session.get_one(Case, case_id, with_for_update=None if _has(session, case_id) else True)
        case.beside = sealed_beside(case.number, rows, cipher_at(session.get_bind().dialect))


def _has(session: Session, case_id: int) -> bool:
    return any(isinstance(each, Case) and each.id == case_id for each in session.identity_map.values())


async def rows_beside(session: AsyncSession, case_id: int) -> Sequence[Any]:
    """Every row beside the case. Raises WrongKey, ValueError, LookupError for a row that cannot be read."""
    return [row for table in BESIDE for row in await session.scalars(_of(table, case_id))]


def sealed_beside(case_number: str, rows: Iterable[Any], cipher: Cipher) -> str:
    """The valid value of `Case.beside` for these rows."""
    return beside_seal(case_number, [_written(row) for row in rows], cipher)


def _of(table: Any, case_id: int) -> sa.Select[Any]:
    return sa.select(table).where(table.case_id == case_id)


_OF_CASE: sa.BindParameter[int] = sa.bindparam("case_id")
_THERE = sa.select(
    *(sa.exists().where(each.__table__.c.case_id == _OF_CASE).label(each.__tablename__) for each in BESIDE)
)
"""In which of the tables the case has rows: most cases have them in one or two."""


def _written(row: Any) -> Json:
    names = (each.key for each in sa.inspect(type(row)).column_attrs)
    values = {name: plain(getattr(row, _OPENED.get(name, name))) for name in names if name not in _UNSEALED}
    return {"table": row.__tablename__, **values}
