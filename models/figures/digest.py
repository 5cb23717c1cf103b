"""The digest of the week before, for leads on Monday morning: cases, duties, common problems, needs that people
searched for in vain, courses, notices. It is a short text through the outbox, once for each week and lead; nothing in
it is about one person.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.mending import unmended_places
from models.cases.facts import department_titles, platform_titles, type_titles
from models.casework.common_problem import common_problems
from models.casework.queue import overdue_by_department
from models.city.pack import City
from models.duties.listed import counts_by_department
from models.events.event import DateState, EventDate
from models.figures.cases import report_of
from models.notices.notice import Notice
from models.notices.sending import progress_of
from models.outbox.causes import CauseKind
from models.outbox.lookup import put_before
from models.outbox.message import News, Pushed, Put, Urgency, put_all
from models.places.demand import centre_of
from models.places.search_counts import unmet_counts
from models.staff.post import Staff, colleagues, leaders_of
from models.storage.database import Json
from models.values.calendar import WEEK, monday_of, week_span
from models.values.small_groups import LEAST_GROUP

AT = time(8, 30)
"""The time of the digest on Mondays, in the city."""
MADE_UP_FOR = timedelta(hours=36)
"""If nothing ran on Monday morning, the digest is still sent within this time."""
MOST_LISTED, MOST_DEPARTMENTS, MOST_UNMENDED = 3, 8, 20


class FigureNews(News):
    WEEK_BEFORE = "week-digest"


async def send_digests(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Writes the digest of the week before for every lead and leader who has none yet, if it is Monday morning or not
    long after. Returns how many it wrote; safe to run at any time."""
    monday = monday_of(now, city.zone)
    due = datetime.combine(monday, AT, city.zone).astimezone(UTC)
    if not due <= now < due + MADE_UP_FOR:
        return 0
    written = 0
    for department in city.departments:
        readers = [*await colleagues(session, department, leads_only=True), *await leaders_of(session, department)]
        leads = await _without(session, readers, monday)
        if not leads:
            continue
        scope = None if department == city.lead_department.key else department
        pushed = Pushed(FigureNews.WEEK_BEFORE, await digest_of(session, scope, city=city, now=now))
        rows = [
            Put(person_id, pushed, now, Urgency.CAN_WAIT, None, _key(each, monday), CauseKind.STAFF.of(each.id))
            for each in leads
            if (person_id := each.person_id) is not None
        ]
        await put_all(session, rows)
        written += len(rows)
    return written


def _key(staff: Staff, monday: date) -> str:
    return f"digest:{monday.isoformat()}:{staff.id}"


async def _without(session: AsyncSession, leads: Sequence[Staff], monday: date) -> list[Staff]:
    known = await put_before(session, [_key(each, monday) for each in leads])
    return [each for each in leads if _key(each, monday) not in known]


async def digest_of(session: AsyncSession, department: str | None, *, city: City, now: datetime) -> dict[str, Json]:
    """The arguments of the text, for a department or all (None)."""
    week = (await report_of(session, department, city=city, now=now)).week_before
    seats, taken = await _seats(session, week.begins, city) if department is None else (None, 0)
    late = await overdue_by_department(session, now=now, department=department)
    sent, read = await _notices(session, week.begins, department, city)
    return {
        "department": department_titles(city, department) if department else "all",
        "day": {"day": week.begins.isoformat()},
        "received": str(week.total.received),
        "settled": str(week.total.settled),
        "overdue": str(sum(late.values())),
        "whose": _listed([(department_titles(city, key), count) for key, count in late.items()], most=MOST_DEPARTMENTS)
        if department is None
        else "none",
        "taken_in_time": _percent(week.total.taken_in_time, week.total.to_take),
        "answered": _percent(week.total.answered_in_time, week.total.to_answer),
        "satisfied": _percent(week.total.satisfied, week.total.rated),
        "common": await _common(session, department, city, now),
        "unmet": _listed(await _unmet(session, week.begins, city)),
        "unmended": await _unmended(session, department, city),
        "seats": "department" if seats is None else str(seats or "none"),
        "taken": str(taken),
        "sent": str(sent or "none"),
        "read": str(read),
        **await _duties(session, department, city, now),
    }


async def _duties(session: AsyncSession, department: str | None, city: City, now: datetime) -> dict[str, Json]:
    """What has to be done by a day: how many are due soon, late, and red; for all departments also of each."""
    counts = await counts_by_department(session, department, city=city, now=now)
    named = [
        {"asked": department_titles(city, key), "place": f"{each.due} / {each.late} / {each.red}"}
        for key, each in counts.items()
    ]
    return {
        "duties": "some" if counts else "none",
        "due": str(sum(each.due for each in counts.values())),
        "late": str(sum(each.late for each in counts.values())),
        "red": str(sum(each.red for each in counts.values())),
        "owners": {"facts": named} if named and department is None else "none",
    }


def _percent(part: int | None, whole: int | None) -> str:
    return str(round(100 * part / whole)) if whole and part is not None else "none"


async def _common(session: AsyncSession, department: str | None, city: City, now: datetime) -> Json:
    found = await common_problems(session, now=now, department=department)
    named = [
        (_joined([platform_titles(city, each.platform), type_titles(city, each.type)], " "), each.people)
        for each in found
    ]
    return _listed(named)


async def _unmet(session: AsyncSession, monday: date, city: City) -> list[tuple[dict[str, str], int]]:
    """Needs that were searched for and not found within reach, by district, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for cell, needs, people in await unmet_counts(session, monday, until=monday + WEEK):
        district = city.district_at(centre_of(cell))
        if district is not None and needs:
            counts[district.key, needs] += people
    return [
        (_named(city, district, needs), people)
        for (district, needs), people in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if people >= LEAST_GROUP
    ]


def _named(city: City, district: str, needs: str) -> dict[str, str]:
    wanted = [city.needs[key].titles for key in needs.strip("|").split("|") if key in city.needs]
    return _joined([city.districts[district].titles, *wanted], " ")


async def _unmended(session: AsyncSession, department: str | None, city: City) -> Json:
    """The places that do not mend what an assessment found, one a line: all, or those of the department."""
    owned = city.standard.owners if city.standard is not None else {}
    kinds = [kind for kind, owner in owned.items() if owner == department] if department is not None else None
    names = await unmended_places(session, kinds)
    return "\n".join(names[:MOST_UNMENDED]) or "none"


async def _seats(session: AsyncSession, monday: date, city: City) -> tuple[int, int]:
    """The seats of the week's dates that were not called off, and how many were taken."""
    begins, ends = week_span(monday, city.zone)
    held = sa.select(sa.func.sum(EventDate.seats), sa.func.sum(EventDate.taken)).where(
        EventDate.starts_at >= begins, EventDate.starts_at < ends, EventDate.state != DateState.CALLED_OFF
    )
    seats, taken = (await session.execute(held)).one()
    return int(seats or 0), int(taken or 0)


async def _notices(session: AsyncSession, monday: date, department: str | None, city: City) -> tuple[int, int]:
    """How many copies of the week's notices arrived, and how many were read."""
    begins, ends = week_span(monday, city.zone)
    out = sa.select(Notice).where(Notice.send_at >= begins, Notice.send_at < ends)
    if department is not None:
        out = out.where(Notice.department == department)
    sent = read = 0
    for notice in (await session.scalars(out)).all():
        if notice.result is not None:
            figures: Mapping[str, int] = notice.result["progress"]
            sent, read = sent + figures["sent"], read + figures["read"]
        elif notice.prepared_to:
            now = await progress_of(session, notice)
            sent, read = sent + now.sent, read + now.read
    return sent, read


def _listed(named: Sequence[tuple[dict[str, str], int]], *, most: int = MOST_LISTED) -> Json:
    """The first few as lines, each with its count."""
    facts = [{"asked": titles, "place": str(count)} for titles, count in named[:most]]
    return {"facts": facts} if facts else "none"


def _joined(parts: Iterable[Mapping[str, str]], between: str) -> dict[str, str]:
    """Titles joined into one, in every language that any of them has."""
    parts = list(parts)
    languages = {language for part in parts for language in part}
    return {
        language: between.join(part.get(language) or next(iter(part.values())) for part in parts)
        for language in sorted(languages, reverse=True)
    }
