"""PostgreSQL keeps with every row which transaction wrote it last (`xmin`), and which one locked it (`xmax`), for
whoever can read the table.

What somebody does with an anonymous case is one transaction with the mark of their update and the state of their chat:
the same number in both would tell who they are. So the rows of cases are written once more a while later, all that came
meanwhile by one transaction that is nobody's. SQLite keeps no such thing.
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
from models.storage.database import Base, Database
from models.storage.incoming_file import IncomingFile

NOBODYS: Sequence[type[Base]] = (
    Case, CaseEvent, CaseFiler, CaseDay, CaseContact, CaseReopening, Evidence, EvidenceFile, EvidenceCopyFile,
    EvidencePart, IncomingFile, Negotiation, NegotiationPerson, UnansweredQuestion,
)  # fmt: skip
"""Tables whose rows must not be joined to who caused them."""
LOOKED_BACK = 20_000
"""Transactions, where nobody knows which was the last to write apart."""


@dataclass(slots=True)
class WritingApart:
    """What one process remembers of the times before: their own transactions."""

    _last: str | None = None
    _before: str | None = None

    async def once(self, database: Database) -> None:
        """Writes every row again that was locked, or was written since the time before the last: what somebody worked
        with was left out then, since they write it themselves, or have only looked."""
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
