"""What people say is different at a place: its usual hours, how one gets in, or that it is gone for good; its other
facts are changed by the department responsible, or an import.

    a rider says it ──► PlaceClaim ──► whoever runs the place, or a second person, says the same ──► PlaceChange
    whoever runs the place says it ──────────────────────────────────────────────────────────────────────┘

Only settled people count (models/people/settled.py). A change stays in the history and can be undone, the latest first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.city.pack import City
from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency, put_all
from models.people.person import Person
from models.people.settled import counts
from models.places.errors import ChangeGone, ClaimGone, PlaceGone
from models.places.host import PlaceNews, need_place_staff, need_runner, responsible
from models.places.hours import put_hours
from models.places.place import CheckedBy, Place, details_read, find_place, need_try
from models.staff.errors import NotStaff
from models.staff.post import Post, Staff, hosts_of_place, leads_of
from models.storage.database import Base, BigId, Json, UtcDateTime
from models.values.street import street_of

CLAIMANTS, CLAIM_LASTS = 2, timedelta(days=30)
"""This many different people say the same within this time, and it counts; after it what they said is forgotten."""
HISTORY = 5
AND = {"zh-CN": "、", "en": ", "}
"""Between titles of the pack, by locale."""
GONE, THERE = "gone", "there"
"""The values of What.CLOSED."""


class What(StrEnum):
    """What can be changed. A value of HOURS is OSM opening hours; of ACCESS the `Access` and a note, with a line break
    between; of CLOSED it is GONE or THERE; of POSITION it is degrees in WGS-84, latitude first. The others are columns
    of `Place`, empty if that is not known: riders are asked for none of them."""

    HOURS = "hours"
    ACCESS = "access"
    CLOSED = "closed"
    KIND = "kind"
    NAME = "name"
    POSITION = "position"
    DISTRICT = "district"
    ADDRESS = "address"
    NEEDS = "needs"
    PHONE = "phone"
    NOTE = "note"
    DETAILS = "details"


ASKED = (What.HOURS, What.ACCESS, What.CLOSED)
"""What riders are asked for."""
COLUMNS = tuple(each for each in What if each not in (*ASKED, What.POSITION))
"""What is one column of `Place`."""
_NULL_IF_UNKNOWN = (What.DISTRICT, What.PHONE, What.NOTE)


class PlaceChange(Base):
    """One change of a place. by: a `CheckedBy`; staff_id: the post of a host or colleague."""

    __tablename__ = "place_change"
    __table_args__ = (sa.Index("ix_place_change_place", "place_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"))
    what: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    by: Mapped[str]
    staff_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PlaceClaim(Base):
    """What one rider says is different, until it counts, is refused, or CLAIM_LASTS is over."""

    __tablename__ = "place_claim"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    value: Mapped[str]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Heard(StrEnum):
    """What became of somebody's word. CHANGED: it counts from now on; AS_KNOWN: it is so already; NOTED: a second
    person or the host has to say so; NOT_COUNTED: the person came a short while ago or has not agreed."""

    CHANGED = "changed"
    AS_KNOWN = "as_known"
    NOTED = "noted"
    NOT_COUNTED = "not_counted"


def value_of(place: Place, what: What) -> str:
    """What is known of the place now."""
    if what is What.HOURS:
        return place.usual
    if what is What.ACCESS:
        return f"{place.access or ''}\n{place.access_note or ''}"
    if what is What.CLOSED:
        return THERE if place.closed_at is None else GONE
    return position_value(place.latitude, place.longitude) if what is What.POSITION else getattr(place, what) or ""


def position_value(latitude: float, longitude: float) -> str:
    """A value of What.POSITION."""
    return f"{latitude!r} {longitude!r}"


def mark_of(place: Place) -> str:
    """A short mark of what is known of the place, for buttons: it differs once that has changed."""
    known = "\n".join(value_of(place, what) for what in (What.HOURS, What.ACCESS))
    return f"{crc32(known.encode()):08x}"


@dataclass(frozen=True, slots=True)
class _Speaker:
    """by: None if the person's word does not count."""

    person: Person
    by: CheckedBy | None
    staff_id: int | None


async def _speaker(session: AsyncSession, person: Person, place_id: int, city: City, now: datetime) -> _Speaker:
    try:
        staff = await need_runner(session, person, place_id, city)
    except NotStaff:
        return _Speaker(person, CheckedBy.RIDER if await counts(session, person.id, now=now) else None, None)
    return _Speaker(person, CheckedBy.HOST if staff.place_id == place_id else CheckedBy.STAFF, staff.id)


async def _locked(session: AsyncSession, place_id: int) -> Place:
    """The place, locked, also one that is closed for good. Raises PlaceGone."""
    place = await session.get(Place, place_id, with_for_update=True, populate_existing=True)
    if place is None:
        raise PlaceGone(place_id)
    return place


# --- what people say --------------------------------------------------------------------------------------------------


async def confirm_place(
    session: AsyncSession, place_id: int, person: Person, *, mark: str | None = None, city: City, now: datetime
) -> Heard:
    """Notes that what is known of the place is still right. mark: of what the person was shown; if that has changed
    since, nothing is noted, and the answer is CHANGED. Raises PlaceGone."""
    await find_place(session, place_id)
    place = await _locked(session, place_id)
    speaker = await _speaker(session, person, place_id, city, now)
    if mark is not None and mark != mark_of(place):
        return Heard.CHANGED
    if speaker.by is None:
        return Heard.NOT_COUNTED
    await _note_checked(session, place, speaker, now)
    return Heard.AS_KNOWN


async def _note_checked(session: AsyncSession, place: Place, speaker: _Speaker, now: datetime) -> None:
    place.checked_at, place.checked_by = now, speaker.by
    await session.flush()


async def say_changed(
    session: AsyncSession, place_id: int, what: What, value: str, person: Person, *, city: City, now: datetime
) -> Heard:
    """Takes somebody's word that the place is different: at once from whoever runs it, else once CLAIMANTS people say
    the same. Raises PlaceGone, TooManyReports."""
    await find_place(session, place_id)
    place = await _locked(session, place_id)
    speaker = await _speaker(session, person, place_id, city, now)
    if value == value_of(place, what):
        if speaker.by is not None:
            await _note_checked(session, place, speaker, now)
        return Heard.AS_KNOWN if speaker.by is not None else Heard.NOT_COUNTED
    if speaker.staff_id is None:
        await need_try(session, person.id, now)
    if speaker.by is None:
        return Heard.NOT_COUNTED
    if speaker.staff_id is None:
        claim = await _claim(session, place, what, value, person, now)
        if await _claimants(session, claim) < CLAIMANTS:
            await _tell(session, place, PlaceNews.CLAIM, {"claim_id": claim.id}, claim, city=city, but=person)
            return Heard.NOTED
    change = await _change(session, place, what, value, speaker, now)
    await _tell(session, place, PlaceNews.CHANGED, {"change_id": change.id}, change, city=city, but=person)
    return Heard.CHANGED


async def _claim(
    session: AsyncSession, place: Place, what: What, value: str, person: Person, now: datetime
) -> PlaceClaim:
    """Keeps the person's word, in place of what they said before."""
    mine = (PlaceClaim.place_id == place.id, PlaceClaim.what == what, PlaceClaim.person_id == person.id)
    await session.execute(sa.delete(PlaceClaim).where(*mine))
    claim = PlaceClaim(place_id=place.id, what=what, value=value, person_id=person.id, at=now)
    session.add(claim)
    await session.flush()
    return claim


async def _claimants(session: AsyncSession, claim: PlaceClaim) -> int:
    """How many different people say the same."""
    same = sa.select(sa.func.count(PlaceClaim.person_id.distinct())).where(
        PlaceClaim.place_id == claim.place_id,
        PlaceClaim.what == claim.what,
        PlaceClaim.value == claim.value,
        PlaceClaim.at > claim.at - CLAIM_LASTS,
    )
    return await session.scalar(same) or 0


async def _change(
    session: AsyncSession, place: Place, what: What, value: str, speaker: _Speaker, now: datetime
) -> PlaceChange:
    kept = {"what": what, "before": value_of(place, what), "after": value, "by": speaker.by}
    change = PlaceChange(place_id=place.id, staff_id=speaker.staff_id, at=now, undone_at=None, **kept)
    session.add(change)
    await session.execute(sa.delete(PlaceClaim).where(PlaceClaim.place_id == place.id, PlaceClaim.what == what))
    await _set(session, place, what, value, now)
    await _note_checked(session, place, speaker, now)
    return change


async def _set(session: AsyncSession, place: Place, what: What, value: str, now: datetime) -> None:
    if what is What.HOURS:
        await put_hours(session, place, value)
    elif what is What.ACCESS:
        access, _, note = value.partition("\n")
        place.access, place.access_note = access or None, note or None
    elif what is What.CLOSED:
        place.closed_at = now if value == GONE else None
    elif what is What.POSITION:
        place.latitude, place.longitude = map(float, value.split())
    else:
        setattr(place, what, value or (None if what in _NULL_IF_UNKNOWN else ""))
        place.street = street_of(place.address, place.name)


async def change_place(
    session: AsyncSession, place: Place, values: Mapping[What, str], person: Person, *, city: City, now: datetime
) -> list[PlaceChange]:
    """Sets what differs from what is known, as the word of a colleague of the department responsible, and tells the
    others who look after the place. The caller has locked the place. Raises NotStaff."""
    staff = await need_place_staff(session, person, city)
    speaker = _Speaker(person, CheckedBy.STAFF, staff.id)
    changes = [
        await _change(session, place, what, value, speaker, now)
        for what, value in values.items()
        if value != value_of(place, what)
    ]
    for each in changes:
        await _tell(session, place, PlaceNews.CHANGED, {"change_id": each.id}, each, city=city, but=person)
    return changes


# --- for whoever runs the place ---------------------------------------------------------------------------------------


def _said(what: str, value: str, at: datetime, city: City) -> Json:
    """A value for people. What riders are asked for is said by handlers/phrases; keys of the pack become titles."""
    if what in ASKED:
        return {"place": [what, value, at.date().isoformat()]}
    packs: Mapping[str, Mapping[str, Any]] = {"kind": city.kinds, "district": city.districts, "needs": city.needs}
    titles = [packs[what][key].titles for key in value.split("|") if key in packs.get(what, ())]
    if titles:
        return {locale: between.join(each[locale] for each in titles) for locale, between in AND.items()}
    return " ".join(details_read(value).values()) if what == What.DETAILS else value or "none"


async def _tell(
    session: AsyncSession,
    place: Place,
    news: PlaceNews,
    facts: Mapping[str, Json],
    of: PlaceChange | PlaceClaim,
    *,
    city: City,
    but: Person,
) -> None:
    """Tells everybody who looks after the place but this person: its hosts, and the leads of the department
    responsible if there is none, or if something changed."""
    keepers: list[Post | Staff] = list(await hosts_of_place(session, place.id))
    department = responsible(city)
    if department is not None and (not keepers or news is PlaceNews.CHANGED):
        keepers += await leads_of(session, department)
    value = of.value if isinstance(of, PlaceClaim) else of.after
    by = CheckedBy.RIDER.value if isinstance(of, PlaceClaim) else of.by
    about = {
        "place": place.name,
        "what": of.what,
        "value": _said(of.what, value, of.at, city),
        "by": by,
        **facts,
    }
    pushed = Pushed(news, about)
    key = f"{news}:{of.id}"
    rows = {
        each.person_id: Put(
            each.person_id,
            pushed,
            of.at,
            Urgency.TODAY,
            dedupe_key=f"{key}:{each.id}",
            cause=CauseKind.STAFF.of(each.id),
        )
        for each in keepers
        if each.person_id not in (None, but.id)
    }
    await put_all(session, list(rows.values()))


async def decide_claim(
    session: AsyncSession, claim_id: int, person: Person, *, is_so: bool, city: City, now: datetime
) -> Place:
    """Takes or refuses what riders said, by somebody who runs the place. Raises ClaimGone, NotStaff, PlaceGone."""
    claim = await session.get(PlaceClaim, claim_id)
    if claim is None:
        raise ClaimGone
    await need_runner(session, person, claim.place_id, city)
    place = await _locked(session, claim.place_id)
    claim = await session.get(PlaceClaim, claim_id, populate_existing=True)
    if claim is None or place.closed_at is not None:
        raise ClaimGone
    speaker = await _speaker(session, person, place.id, city, now)
    what, value = What(claim.what), claim.value
    if is_so:
        change = await _change(session, place, what, value, speaker, now)
        await _tell(session, place, PlaceNews.CHANGED, {"change_id": change.id}, change, city=city, but=person)
    else:
        same = (PlaceClaim.place_id == place.id, PlaceClaim.what == what, PlaceClaim.value == value)
        await session.execute(sa.delete(PlaceClaim).where(*same))
        await _note_checked(session, place, speaker, now)
    return place


async def changes_of(
    session: AsyncSession, place_id: int, person: Person, *, city: City, limit: int = HISTORY
) -> list[PlaceChange]:
    """The latest changes of a place, the newest first. Raises NotStaff."""
    await need_runner(session, person, place_id, city)
    latest = sa.select(PlaceChange).where(PlaceChange.place_id == place_id)
    return list(await session.scalars(latest.order_by(PlaceChange.at.desc(), PlaceChange.id.desc()).limit(limit)))


async def undo_change(
    session: AsyncSession, change_id: int, person: Person, *, city: City, now: datetime
) -> tuple[Place, PlaceChange]:
    """Puts back what was before a change, if it is the last; a host, if it is ASKED. Raises ChangeGone, NotStaff."""
    change = await session.get(PlaceChange, change_id)
    if change is None:
        raise ChangeGone
    if change.what not in ASKED:
        await need_place_staff(session, person, city)
    await need_runner(session, person, change.place_id, city)
    place = await _locked(session, change.place_id)
    await session.refresh(change)
    what = What(change.what)
    if change.undone_at is not None or value_of(place, what) != change.after:
        raise ChangeGone
    change.undone_at = now
    await _set(session, place, what, change.before, now)
    await _note_checked(session, place, await _speaker(session, person, place.id, city, now), now)
    return place, change


# --- what an import and the clock need --------------------------------------------------------------------------------


async def said_by_people(session: AsyncSession, place_ids: Collection[int]) -> dict[int, dict[str, datetime]]:
    """When people last changed something of these places, by place id and `What`; undone changes do not count."""
    changed = sa.select(PlaceChange.place_id, PlaceChange.what, sa.func.max(PlaceChange.at)).where(
        PlaceChange.place_id.in_(place_ids), PlaceChange.undone_at.is_(None), PlaceChange.by != CheckedBy.IMPORT
    )
    found: dict[int, dict[str, datetime]] = {}
    for place_id, what, at in await session.execute(changed.group_by(PlaceChange.place_id, PlaceChange.what)):
        found.setdefault(place_id, {})[what] = at
    return found


async def forget_claims(session: AsyncSession, *, now: datetime) -> None:
    """Deletes what riders said more than CLAIM_LASTS ago."""
    await session.execute(sa.delete(PlaceClaim).where(PlaceClaim.at < now - CLAIM_LASTS))
