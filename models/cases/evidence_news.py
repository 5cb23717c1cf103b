"""What the sender of a piece of evidence is told of it later: it was not taken, nobody can see it, or it may say who
they are and is held back until they agree.

Of a case it is told by the way back that models/cases/filer.py knows, so that nothing else joins a person to a case.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.cases.case import Case
from models.cases.draft import CaseDraft
from models.cases.evidence import LARGEST_MB, Evidence
from models.cases.filer import Part, followers_of
from models.cases.news import staff_news, usual_buttons
from models.outbox.message import Pushed, PushedButton, Put, Urgency, put_all
from models.staff.post import post_at

RELEASE, ASK_REMOVE = "piecego", "pieceask"
"""The prefixes of the buttons below the question whether a piece may go."""


async def tell_refused(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Tells whoever sent the piece, once, what to send instead."""
    if piece.staff_id is not None:
        await _tell_colleague(session, piece, str(piece.refused), now=now)
        return
    about = {"reason": piece.refused, "most_mb": str(LARGEST_MB)}
    await _tell(session, piece, Pushed("case-evidence-refused", about), key="piece", now=now)


async def tell_unreadable(session: AsyncSession, piece: Evidence, *, now: datetime) -> None:
    """Tells whoever sent it, once, that nobody else can see it."""
    if piece.staff_id is not None:
        await _tell_colleague(session, piece, "unreadable", now=now)
        return
    pushed = Pushed("case-evidence-unreadable", {"piece": str(piece.number)})
    await _tell(session, piece, pushed, key="unreadable", now=now)


async def ask_before_it_goes(session: AsyncSession, piece: Evidence, case: Case, *, now: datetime) -> None:
    """Asks whoever filed the anonymous case, once, whether the department may have the piece as it came."""
    buttons = (
        (
            PushedButton("own-case-button-release", f"{RELEASE}:{case.id}:{piece.number}"),
            PushedButton("own-case-button-remove-yes", f"{ASK_REMOVE}:{case.id}:{piece.number}"),
        ),
    )
    pushed = Pushed("case-evidence-uncleanable", {"piece": str(piece.number)}, buttons=buttons)
    await _tell(session, piece, pushed, key="uncleanable", now=now)


async def _tell_colleague(session: AsyncSession, piece: Evidence, reason: str, *, now: datetime) -> None:
    """What a department sent does not reach whoever filed the case."""
    staff = await post_at(session, piece.staff_id)
    if staff is not None and piece.case_id is not None:
        case = await session.get_one(Case, piece.case_id)
        about = {"reason": reason, "piece": str(piece.number)}
        once = f"{case.id}:{piece.number}"
        await put_all(session, staff_news([staff], case, "staff-news-file-lost", now=now, arguments=about, once=once))


async def _tell(session: AsyncSession, piece: Evidence, news: Pushed, *, key: str, now: datetime) -> None:
    """Tells whoever filed the case of the piece, or has the draft that it is part of. key: what it is told of once."""
    if piece.case_id is not None:
        case = await session.get_one(Case, piece.case_id)
        arguments = {"number": case.number, **news.arguments}
        pushed = replace(news, arguments=arguments, buttons=news.buttons or usual_buttons(case))
        told: list[tuple[int, Pushed, str, str | None]] = [
            (each.person_id, pushed, f"{each.cause}:{key}:{piece.number}", each.cause)
            for each in await followers_of(session, case.id)
            if each.part is Part.FILED
        ]
    else:
        draft = await session.get(CaseDraft, piece.draft_id) if piece.draft_id is not None else None
        pushed = replace(news, arguments={"number": "none", **news.arguments}, buttons=())
        told = [(draft.person_id, pushed, f"draft:{key}:{piece.id}", None)] if draft is not None else []
    await put_all(
        session,
        [Put(person, words, now, Urgency.TODAY, dedupe_key=once, cause=cause) for person, words, once, cause in told],
    )
