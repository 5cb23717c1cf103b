"""A piece of evidence that was not taken, once its bytes were seen or could not be had: who sent it is told why.

Of a case it is told by the way back that models/case_filer.py knows, so that nothing else joins a person to a case.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.case import Case
from models.case_draft import CaseDraft
from models.case_filer import Part, followers_of
from models.case_news import usual_buttons
from models.database import Json
from models.evidence import LARGEST_MB, Evidence
from models.outbox import Pushed, Put, Urgency, put_all


async def tell_refused(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Tells whoever sent the piece, once, what to send instead."""
    if piece.case_id is not None:
        case = await session.get_one(Case, piece.case_id)
        pushed = Pushed("case-evidence-refused", _told(piece, case.number), buttons=usual_buttons(case))
        await put_all(
            session,
            [
                Put(
                    each.person_id,
                    pushed,
                    now,
                    Urgency.TODAY,
                    dedupe_key=f"{each.cause}:piece:{piece.number}",
                    cause=each.cause,
                )
                for each in await followers_of(session, case.id)
                if each.part is Part.FILED
            ],
        )
    draft = await session.get(CaseDraft, piece.draft_id) if piece.draft_id is not None else None
    if draft is not None:
        pushed = Pushed("case-evidence-refused", _told(piece, "none"))
        await put_all(session, [Put(draft.person_id, pushed, now, Urgency.TODAY, dedupe_key=f"draft:piece:{piece.id}")])


def _told(piece: Evidence, number: str) -> dict[str, Json]:
    return {"number": number, "reason": piece.refused, "most_mb": str(LARGEST_MB)}
