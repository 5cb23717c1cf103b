"""Data kept of people on a notice's list, of their taps, and of colleagues who watch a notice go out."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices.notice import Notice, NoticeTap
from models.notices.people_list import UNUSED, NoticeList, NoticeListed, forget_lists
from models.notices.progress import stop_watches
from models.notices.survey import KEPT, answers_of, close_surveys
from models.people.person import Contact, Person
from models.storage.database import Json
from models.storage.personal import Kept, Leaving, Old, Personal, Until


async def export_notices(session: AsyncSession, person: Person) -> dict[str, Json]:
    """The person's taps on notices, what they answered to surveys, and the lists they are on."""
    mine = sa.select(NoticeTap, Notice.titles).join(Notice).where(NoticeTap.person_id == person.id)
    taps = await session.execute(mine.order_by(NoticeTap.at))
    lists = await session.scalars(sa.select(NoticeList).join(NoticeListed).where(NoticeListed.person_id == person.id))
    return {
        "notices": [{"titles": titles, "at": tap.at.isoformat(), "acted": tap.acted} for tap, titles in taps],
        "survey_answers": await answers_of(session, person),
        "notice_lists": [{"department": each.department, "at": each.created_at.isoformat()} for each in lists],
    }


async def _forget(session: AsyncSession, leaving: Leaving) -> int:
    chats = sa.select(Contact.id).where(Contact.person_id == leaving.person.id)
    await stop_watches(session, (await session.scalars(chats)).all())
    return 0


PERSONAL = Personal(
    kept=(
        Kept("notice_tap.person_id", Until.THEY_GO),
        Kept("notice_answer.person_id", KEPT, after="the survey began; the counts stay without them"),
        Kept("notice_listed.person_id", UNUSED, after="the list came, where no notice came of it"),
        Kept(
            "notice.progress_contact_id",
            Until.THEY_GO,
            untold="the message in which a member of staff watches a notice go out",
            outlives="the notice is the city's",
        ),
    ),
    export=export_notices,
    forget=_forget,
    forget_old=(Old(forget_lists), Old(close_surveys)),
)
