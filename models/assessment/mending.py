"""Each finding is a duty of whoever runs the station (models/duties): reported mended with a picture, struck off by a
lead. Slips for what is late are the duty's own; a station with RED_TWICE red ones is not shown as open until they are
mended, and the digest names it."""

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.assessment.answering import mark_stale
from models.assessment.result import FindingState, StationFinding, owner_of, titles_of
from models.assessment.round import AssessmentRound, standard_of
from models.assessment.visit import visits_at
from models.assessment.visiting import look_again
from models.casework.errors import NobodyThere
from models.city.pack import City
from models.city.table import SOURCE_LOCALE
from models.duties.duty import OPEN, WAITS, About, Colour, Duty, DutyKind, DutyState, Owner
from models.duties.errors import DutyGone
from models.duties.record import DutyEvent, DutyStep
from models.duties.steps import give_duty, withdraw
from models.duties.telling import PLACE
from models.places.host import responsible
from models.places.place import Place
from models.staff.errors import NotStaff
from models.staff.post import Staff, colleagues, hosts_of_place, post_at

RED_TWICE = 2
PORTION = 50


async def give_findings(
    session: AsyncSession, place: Place, findings: Iterable[StationFinding], *, city: City, now: datetime
) -> None:
    """Gives each finding as a duty to the hosts of the place, or to the department that answers for it; it comes from
    who drew the round, never from who was there. Where nobody is, or who gives it may not, the finding has none."""
    hosts = [each for each in await hosts_of_place(session, place.id) if each.person_id is not None]
    owner = Owner.place(place.id) if hosts else Owner.department(owner_of(place.kind, city) or responsible(city) or "")
    for finding in findings:
        giver = await _giver(session, finding, city)
        if giver is None:
            return
        try:
            duty = await give_duty(
                session,
                kind=DutyKind.FINDING,
                owner=owner,
                about=About(PLACE, place.code),
                wanted=titles_of(finding.item, city)[SOURCE_LOCALE],
                working_days=standard_of(city).days_for(finding.item),
                given_by=giver,
                city=city,
                now=now,
            )
        except (NobodyThere, NotStaff):
            return
        finding.duty_id = duty.id
    await session.flush()


async def _giver(session: AsyncSession, finding: StationFinding, city: City) -> Staff | None:
    """The post that drew the round; another lead of the lead department if it has ended."""
    round_ = await session.get_one(AssessmentRound, finding.round_id)
    giver = await post_at(session, round_.ordered_by)
    leads = await colleagues(session, city.lead_department.key, leads_only=True) if giver is None else ()
    return giver or next(iter(leads), None)


async def settle_findings(session: AsyncSession, *, city: City, now: datetime, limit: int = PORTION) -> int:
    """Notes that findings are mended whose duty was struck off; a must is looked at again. A finding whose duty was
    withdrawn has none any more: it is put right without. Returns how many are mended."""
    waits = StationFinding.state.in_((FindingState.FOUND, FindingState.EXPLAINED))
    withdrawn = sa.select(Duty.id).where(Duty.kind == DutyKind.FINDING, Duty.state == DutyState.WITHDRAWN)
    freed = sa.select(StationFinding).where(waits, StationFinding.duty_id.in_(withdrawn))
    for finding in (await session.scalars(freed.order_by(StationFinding.id).limit(limit).with_for_update())).all():
        finding.duty_id = None
    reported = (
        sa.select(sa.func.max(DutyEvent.at))
        .where(DutyEvent.duty_id == Duty.id, DutyEvent.what == DutyStep.REPORT)
        .scalar_subquery()
    )
    struck = (
        sa.select(StationFinding, Duty, sa.type_coerce(reported, Duty.given_at.type))
        .join(Duty, Duty.id == StationFinding.duty_id)
        .where(waits, Duty.state == DutyState.STRUCK)
        .order_by(StationFinding.id)
        .limit(limit)
    )
    rows = (await session.execute(struck)).all()
    for finding, duty, at in rows:
        finding.state, finding.answered_at, finding.answered_by = FindingState.FIXED, at, duty.reported_by
        finding.said = None
        await mark_stale(session, finding.round_id, finding.place_id)
        if finding.must:
            visits = await visits_at(session, finding.place_id, finding.round_id)
            await look_again(session, visits[0], city=city, now=now)
    return len(rows)


async def drop_duty(session: AsyncSession, finding: StationFinding, *, city: City, now: datetime) -> None:
    """Withdraws the duty of a finding that counts no more, unless it was reported done."""
    duty = await session.get(Duty, finding.duty_id) if finding.duty_id is not None else None
    giver = await post_at(session, duty.given_by) if duty is not None else None
    if duty is None or giver is None or duty.state not in WAITS:
        return
    try:
        await withdraw(session, duty.id, giver, city=city, now=now)
    except DutyGone:
        return


async def hold_back_unmended(session: AsyncSession, *, city: City, now: datetime) -> int:
    """Marks the places that had RED_TWICE red findings and have not mended all of them, and unmarks the others. Returns
    how many are marked."""
    red = (
        sa.select(Duty.about)
        .where(
            Duty.kind == DutyKind.FINDING,
            Duty.about_kind == PLACE,
            Duty.told == Colour.RED,
            Duty.state != DutyState.WITHDRAWN,
            Duty.id.in_(sa.select(StationFinding.duty_id).where(StationFinding.state != FindingState.STRUCK)),
        )
        .group_by(Duty.about)
        .having(sa.func.count() >= RED_TWICE, sa.func.sum(sa.case((Duty.state.in_(OPEN), 1), else_=0)) > 0)
    )
    codes = set(await session.scalars(red))
    marked = sa.select(Place).where(sa.or_(Place.unmended_at.is_not(None), Place.code.in_(codes)))
    for place in (await session.scalars(marked.with_for_update())).all():
        place.unmended_at = (place.unmended_at or now) if place.code in codes else None
    await session.flush()
    return len(codes)


async def unmended_places(session: AsyncSession, kinds: Collection[str] | None = None) -> list[str]:
    """The names of the places that are marked. kinds: only of these kinds."""
    marked = sa.select(Place.name).where(Place.unmended_at.is_not(None), Place.closed_at.is_(None))
    if kinds is not None:
        marked = marked.where(Place.kind.in_(kinds))
    return list(await session.scalars(marked.order_by(Place.name)))
