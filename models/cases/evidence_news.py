"""Later news for the sender of a piece of evidence: it was not taken, nobody can see it, or it may identify them and is
held back until they agree.

News about a case goes through models/cases/filer.py, so that nothing else joins a person to a case.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.draft import CaseDraft
from models.cases.evidence import LARGEST_MB, Evidence
from models.cases.filer import Part, followers_of
from models.cases.news import CaseNews, StaffNews, about, staff_news
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.staff.post import post_at
from models.storage.database import Json


async def tell_refused(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Tells the sender of the piece, once, what to send instead."""
    if piece.staff_id is not None:
        await _tell_colleague(session, piece, str(piece.refused), now=now)
        return
    facts = {"reason": piece.refused, "most_mb": str(LARGEST_MB)}
    await _tell(session, piece, CaseNews.EVIDENCE_REFUSED, facts, key="piece", now=now)


async def tell_unreadable(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Tells the sender of the piece, once, that nobody else can see it."""
    if piece.staff_id is not None:
        await _tell_colleague(session, piece, "unreadable", now=now)
        return
    await _tell(session, piece, CaseNews.EVIDENCE_UNREADABLE, {}, key="unreadable", now=now)


async def ask_before_it_goes(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Asks the worker of the anonymous case, once, whether the department may have the piece as it came."""
    await _tell(session, piece, CaseNews.EVIDENCE_UNCLEANABLE, {}, key="uncleanable", now=now)


async def tell_blackened(session: AsyncSession, piece: Evidence, kinds: Sequence[str], *, now: datetime) -> None:
    """Tells who filed anonymously, once, what in a picture of theirs shows who they are, and that it was blackened."""
    facts = {"traces": {"traces": list(kinds)}}
    await _tell(session, piece, CaseNews.EVIDENCE_BLACKENED, facts, key="traces", now=now)


async def _tell_colleague(session: AsyncSession, piece: Evidence, reason: str, *, now: datetime) -> None:
    """Tells the post that sent the piece; the worker does not hear of it."""
    staff = await post_at(session, piece.staff_id)
    if staff is not None and piece.case_id is not None:
        case = await session.get_one(Case, piece.case_id)
        facts = {"reason": reason, "piece": str(piece.number)}
        once = f"{case.id}:{piece.number}"
        await put_all(session, staff_news([staff], case, StaffNews.FILE_LOST, now=now, facts=facts, once=once))


async def _tell(
    session: AsyncSession, piece: Evidence, news: CaseNews, facts: Mapping[str, Json], *, key: str, now: datetime
) -> None:
    """Tells the worker who filed the case, or who has the draft, about one of its pieces. key: names the news; each is
    told once."""
    facts = {"piece": str(piece.number), **facts}
    if piece.case_id is not None:
        case = await session.get_one(Case, piece.case_id)
        pushed = Pushed(news, {**about(case), "part": Part.FILED.value, **facts})
        rows = [
            Put(each.person_id, pushed, now, Urgency.TODAY, None, f"{each.cause}:{key}:{piece.number}", each.cause)
            for each in await followers_of(session, case.id)
            if each.part is Part.FILED
        ]
    else:
        draft = await session.get(CaseDraft, piece.draft_id) if piece.draft_id is not None else None
        pushed = Pushed(news, {"number": "none", **facts})
        once = f"draft:{key}:{piece.id}"
        rows = [Put(draft.person_id, pushed, now, Urgency.TODAY, dedupe_key=once)] if draft is not None else []
    await put_all(session, rows)
