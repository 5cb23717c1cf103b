"""Which case a worker means: by the message they answer to, or among those that wait for an answer of theirs."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.filer import CaseFiler, Part, digests_of
from models.cases.steps import CaseState
from models.outbox.lookup import cause_of_message
from models.people.person import Contact, Person


async def case_answered_to(session: AsyncSession, contact: Contact, message_id: int, person: Person) -> Case | None:
    """The person's case that a message we pushed to this chat was about, where an answer is waited for."""
    kind, _, number = (await cause_of_message(session, contact.id, message_id) or "").partition(":")
    if kind != "case_filer":
        return None
    mine = (CaseFiler.digest.in_(await digests_of(session, person)), CaseFiler.part == Part.FILED)
    found = sa.select(Case).join(CaseFiler, CaseFiler.case_id == Case.id).where(CaseFiler.id == int(number), *mine)
    case = await session.scalar(found)
    return case if case is not None and case.is_open else None


async def waiting_cases(session: AsyncSession, person: Person) -> Sequence[Case]:
    """The person's cases in which a department waits for them, the newest first."""
    mine = (CaseFiler.digest.in_(await digests_of(session, person)), CaseFiler.part == Part.FILED)
    waiting = sa.select(Case).join(CaseFiler, CaseFiler.case_id == Case.id)
    newest = waiting.where(*mine, Case.state == CaseState.WAITING_WORKER).order_by(Case.filed_at.desc(), Case.id.desc())
    return (await session.scalars(newest)).all()
