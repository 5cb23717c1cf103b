"""PostgreSQL keeps with every row the transaction that wrote it last (`xmin`), and the one that locked it (`xmax`),
readable for everybody who can read the table.

A worker's act on an anonymous case is one transaction with the mark of their update and the state of their chat: the
same number in both would tell who they are. So the rows of cases are written once more a while later, all recent ones
together, by a transaction that belongs to nobody. SQLite keeps no such numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.unanswered import UnansweredQuestion
from models.cases.case import Case
from models.cases.evidence import Evidence, EvidenceCopyFile, EvidenceFile, EvidencePart
from models.cases.filer import CaseFiler
from models.cases.number import CaseDay
from models.cases.record import CaseEvent
from models.cases.reopening import CaseReopening
from models.casework.platform import CaseContact
from models.negotiations.joining import NegotiationPerson
from models.negotiations.negotiation import Negotiation
from models.places.demand import SearchRecord
from models.storage.database import Base, Database
from models.storage.incoming_file import IncomingFile

NOBODYS: Sequence[type[Base]] = (
    Case, CaseEvent, CaseFiler, CaseDay, CaseContact, CaseReopening, Evidence, EvidenceFile, EvidenceCopyFile,
    EvidencePart, IncomingFile, Negotiation, NegotiationPerson, SearchRecord, UnansweredQuestion,
)  # fmt: skip
"""Tables whose rows must not be joined to the person who caused them."""
LOOKED_BACK = 20_000
"""How many transactions to look back if the last rewriting is not known."""


@dataclass(slots=True)
class WritingApart:
    """The transactions of the last two rewritings by this process."""

    _last: str | None = None
    _before: str | None = None

    async def once(self, database: Database) -> None:
        """Rewrites every row that was locked, or written since the rewriting before the last. Rows that were in use at
        the last one were left out then, so it looks back over two."""
        if database.is_sqlite:
            return
        async with database.transaction() as session:
            own = str((await session.execute(sa.text("SELECT CAST(pg_current_xact_id() AS text)"))).scalar_one())
            for table in NOBODYS:
                await _rewrite(session, cast(sa.Table, table.__table__), self._before)
        self._before, self._last = self._last, own


async def _rewrite(session: AsyncSession, table: sa.Table, since: str | None) -> None:
    column = next(iter(table.primary_key))
    young = "age(xmin) < :most" if since is None else "age(xmin) < age(CAST(CAST(:since AS text) AS xid))"
    touched = f"{young} OR CAST(xmax AS text) <> '0'"
    rows = f'ARRAY(SELECT ctid FROM "{table.name}" WHERE {touched} FOR UPDATE SKIP LOCKED)'
    again = sa.text(f'UPDATE "{table.name}" SET "{column.name}" = "{column.name}" WHERE ctid = ANY({rows})')
    await session.execute(again, {"most": LOOKED_BACK} if since is None else {"since": since})
