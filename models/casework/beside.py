"""What stands beside a case in rows of its own, and what of it is under the seal of the case.

`Case.beside` is a seal over its evidence, promises, requests for help, its extension, its question about the platform,
its first dates, orders, outcomes, an answer that waits, and over who filed it under their name, as they are now;
`Case.seal` covers it (models/cases/seal.py). It is made anew whenever one of those rows comes, changes or goes. Whoever
changes one has the case locked before, or two at once would seal half of it each.
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
from models.storage.database import Base, Json, cipher_at
from models.storage.encryption import Cipher

BESIDE: tuple[type[Base], ...] = (
    Evidence, CasePromise, CaseAssist, CaseExtension, CaseContact, CaseReopening, CaseOrder, CaseSettlement,
    CaseIdentity, CaseHeldAnswer,
)  # fmt: skip
_UNSEALED = frozenset({"id", "case_id", "draft_id"})
"""Numbers of the database's own, and whose draft it was."""
_OPENED = {"locked": "person"}
"""What an encrypted column holds, by the name of the column: its token is another after every rotation of the keys."""


@sa.event.listens_for(Session, "before_flush")
def _seal_beside(session: Session, *_: Any) -> None:
    touched = [each for each in (*session.new, *session.dirty, *session.deleted) if isinstance(each, BESIDE)]
    changed: list[Any] = [each for each in touched if each not in session.dirty or session.is_modified(each)]
    for case_id in {row.case_id for row in changed} - {None}:
        known = [row for table in BESIDE for row in session.scalars(_of(table, case_id))]
        rows = {row for row in (*known, *changed) if row.case_id == case_id} - set(session.deleted)
        case = session.get_one(Case, case_id, with_for_update=None if _has(session, case_id) else True)
        case.beside = sealed_beside(case.number, rows, cipher_at(session.get_bind().dialect))


def _has(session: Session, case_id: int) -> bool:
    return any(isinstance(each, Case) and each.id == case_id for each in session.identity_map.values())


async def rows_beside(session: AsyncSession, case_id: int) -> Sequence[Any]:
    """Every row that stands beside the case. Raises WrongKey, ValueError, LookupError for what cannot be read."""
    return [row for table in BESIDE for row in await session.scalars(_of(table, case_id))]


def sealed_beside(case_number: str, rows: Iterable[Any], cipher: Cipher) -> str:
    """What `Case.beside` has to be."""
    return beside_seal(case_number, [_written(row) for row in rows], cipher)


def _of(table: Any, case_id: int) -> sa.Select[Any]:
    return sa.select(table).where(table.case_id == case_id)


def _written(row: Any) -> Json:
    names = (each.key for each in sa.inspect(type(row)).column_attrs)
    values = {name: plain(getattr(row, _OPENED.get(name, name))) for name in names if name not in _UNSEALED}
    return {"table": row.__tablename__, **values}
