"""Facts for the person who decides on a notice, besides its words: author, audience, number of people, urgency, times,
and who can approve it.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.phrases.cases import day_said
from handlers.phrases.days import short_moment
from handlers.talk.texts import Words
from models.city.pack import City
from models.notices.approval import approvers_of, weight_of
from models.notices.audience import Audience, count_audience
from models.notices.notice import Notice, NoticeState
from models.staff.post import Staff

UNDECIDED = (NoticeState.DRAFT, NoticeState.TO_APPROVE, NoticeState.SCHEDULED)
"""The states in which its people are still those whom it would reach now."""


def audience_said(audience: Audience, city: City, words: Words) -> str:
    """The audience in words, without conditions that do not narrow it."""
    if audience.got:
        return words("notice-for-corrected")
    if audience.listed:
        return words("notice-list-only")
    narrowed = [
        *(words.pick(city.occupations[key].titles) for key in audience.occupations if key in city.occupations),
        *(words.pick(city.districts[key].titles) for key in audience.districts if key in city.districts),
        *audience.locales,
        *([words("notice-for-booked", count=len(audience.booked))] if audience.booked else []),
        *([words("notice-for-attended", count=len(audience.attended))] if audience.attended else []),
    ]
    return words("place-and").join(narrowed) or words("notice-for-all")


async def facts_said(session: AsyncSession, notice: Notice, city: City, words: Words) -> list[str]:
    """The facts, one line each."""
    author = await session.get(Staff, notice.author)
    department = city.departments.get(notice.department)
    lines = [
        words(
            "notice-facts",
            author=author.name if author is not None else "none",
            department=words.pick(department.titles) if department is not None else notice.department,
            audience=audience_said(notice.for_whom, city, words),
            urgency=words(f"notice-urgency-{notice.urgency.replace('_', '-')}"),
        )
    ]
    if notice.send_at is not None and notice.expires_at is not None:
        times = (short_moment(each, city.zone) for each in (notice.send_at, notice.expires_at))
        lines.append(words("notice-facts-times", **dict(zip(("when", "until"), times, strict=True))))
    if notice.repeat is not None:
        until = day_said(words, notice.repeat.until)
        lines.append(words("notice-facts-repeat", weeks=notice.repeat.weeks, until=until))
    return lines + (await _undecided(session, notice, city, words) if notice.state in UNDECIDED else [])


async def _undecided(session: AsyncSession, notice: Notice, city: City, words: Words) -> list[str]:
    count = await count_audience(session, notice.for_whom, notice.topic, emergency=notice.is_emergency)
    lines = [words("notice-facts-count", told=count.told)]
    if notice.state != NoticeState.TO_APPROVE:
        return lines
    many = count.told > city.approve_notices_above
    weight = weight_of(notice.urgency, notice.titles, notice.texts, many=many)
    if weight is not None:
        lines.append(words("notice-needs-approval", why=weight.value))
    approvers = await approvers_of(session, notice, weight, lead_department=city.lead_department.key)
    names = words("place-and").join(each.name for each in approvers)
    return [*lines, words("notice-approvers", names=names or "none")]
