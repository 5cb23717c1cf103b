"""One place: what riders are told of it, what they say of it, what was changed, who looks after it."""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from bot.web.console.desk import Desk
from bot.web.console.places.listing import PATH, state_of, title_of
from bot.web.console.table import Page
from bot.web.console.who import Who
from bot.web.map.asked import Query
from bot.web.map.cards import place_link
from bot.web.typed import number_in
from handlers.hosting.facts import is_last
from handlers.hosting.station import report_said
from handlers.phrases.assessment import grade_said
from handlers.phrases.cases import time_said
from handlers.phrases.duties import due_said
from handlers.phrases.place_facts import (
    access_said,
    change_said,
    checked_said,
    closure_said,
    fact_said,
    hours_said,
    value_said,
)
from handlers.phrases.places import opening_in_full
from models.assessment.shown import grade_of
from models.duties.duty import About
from models.duties.listed import WantedDuties, duties_of
from models.duties.telling import PLACE
from models.places.change import What, changes_of, value_of
from models.places.desk.one import claims_of, host_posts, place_at_desk
from models.places.errors import PlaceGone
from models.places.host import open_reports, said_today
from models.places.hours import LONGEST_REASON, exceptions_at
from models.places.photo import photo_of
from models.places.place import Place
from models.staff.post import Staff, StaffRole, staff_names

CHANGES = 40
"""Changes that are shown."""
REASONS = ("none", "holiday", "repair")
"""Why a place is shut, to choose from; others are typed."""


def place_number(desk: Desk) -> int:
    """The number in the path. Raises PlaceGone."""
    number = number_in(desk.request.path_params["number"])
    if number is None:
        raise PlaceGone(0)
    return number


async def show(desk: Desk) -> Response:
    """The place. Raises NotStaff, PlaceGone."""
    place = await place_at_desk(desk.session, place_number(desk), desk.person, city=desk.city)
    words, city = desk.words, desk.city
    state, colour = state_of(desk, place)
    gone = place.closed_at is not None
    return desk.page(
        "places/place.html",
        title=place.name,
        place=place,
        path=f"{PATH}/{place.id}",
        gone=gone,
        state=state if gone else opening_in_full(words, place, desk.now, city.zone),
        colour=colour,
        facts=_facts(desk, place),
        checked=checked_said(words, place, desk.now, city.zone),
        page=place_link(place.code),
        around=Query(place=place.code, open_only=False).link,
        has_photo=place.photo is not None,
        photo=await photo_of(desk.session, place) is not None,
        files=desk.every("uploaded"),
        entered=desk.entered,
        today=desk.today,
        reasons=[(each, words("place-host-button-why", why=each)) for each in REASONS],
        longest=LONGEST_REASON,
        **await _days(desk, place),
        **await _waiting(desk, place),
        **await _assessment(desk, place),
        changes=await _changes(desk, place),
        hosts=[(each, _state(each)) for each in await host_posts(desk.session, place.id, desk.person, city=city)],
        gives=desk.staff.role is StaffRole.ADMIN and not gone,
    )


def _facts(desk: Desk, place: Place) -> list[tuple[str, str]]:
    """What riders are told, with its labels."""
    words, city = desk.words, desk.city
    kind = city.kinds.get(place.kind)
    said = {
        "code": place.code,
        "kind": title_of(words, city.kinds, place.kind),
        "district": title_of(words, city.districts, place.district),
        "address": place.address,
        "position": f"{place.latitude:.6f}, {place.longitude:.6f} WGS-84",
        "needs": fact_said(words, city, What.NEEDS, place.needs),
        "hours": hours_said(words, place.usual, desk.today),
        "access": access_said(words, place.access, place.access_note),
        "phone": place.phone or "",
        "note": place.note or "",
    }
    lines = [(column_said(desk, column), text or words("place-value-none")) for column, text in said.items()]
    fields = kind.fields if kind is not None else {}
    return [*lines, *((words.pick(titles), place.said.get(key, "")) for key, titles in fields.items())]


def column_said(desk: Desk, column: str) -> str:
    """The name of a column of the form."""
    for kind in desk.city.kinds.values():
        if column in kind.fields:
            return desk.words.pick(kind.fields[column])
    return desk.words("console-place-column", column=column.replace("_", "-"))


async def _days(desk: Desk, place: Place) -> dict[str, Any]:
    """What was said of today, and the exceptions to its hours."""
    said = await said_today(desk.session, place.id, now=desk.now, zone=desk.city.zone)
    exceptions = (await exceptions_at(desk.session, [place.id])).get(place.id, [])
    shut = place.shut_until is not None and place.shut_until > desk.now
    state = "unsaid" if said is None else "open" if said.is_open else "shut"
    return {
        "said_today": desk.words("console-place-today", state="reported" if shut and state != "shut" else state),
        "closures": [(each.id, closure_said(desk.words, each)) for each in exceptions if each.closes_minute is None],
        "unusual": bool(exceptions) or shut,
    }


async def _waiting(desk: Desk, place: Place) -> dict[str, Any]:
    """Reports and riders' words that wait for an answer."""
    reports = await open_reports(desk.session, place.id, desk.person, city=desk.city, now=desk.now)
    claims = await claims_of(desk.session, place.id, desk.person, city=desk.city)
    return {
        "reports": [(each.id, report_said(desk.words, desk.city, each)) for each in reports],
        "claims": [
            (
                each.id,
                desk.words(
                    "console-place-claim",
                    what=each.what,
                    value=value_said(desk.words, each.what, each.value, desk.today),
                ),
                value_said(desk.words, each.what, value_of(place, What(each.what)), desk.today),
            )
            for each in claims
        ],
    }


async def _assessment(desk: Desk, place: Place) -> dict[str, Any]:
    """The published grade, and what has to be put right there as far as the colleague sees it."""
    grade = await grade_of(desk.session, place.id, today=desk.today)
    wanted = WantedDuties(about=About(PLACE, place.code))
    duties = await duties_of(desk.session, [desk.staff], wanted, city=desk.city, now=desk.now)
    return {
        "assessed": desk.city.assesses(place.kind),
        "grade": grade_said(desk.words, grade) if grade is not None else [],
        "duties": [(each.id, due_said(desk.words, desk.city, each), str(each.wanted)) for each in duties],
    }


async def _changes(desk: Desk, place: Place) -> list[dict[str, Any]]:
    """The latest changes, with who made them, and whether they can be undone."""
    changes = await changes_of(desk.session, place.id, desk.person, city=desk.city, limit=CHANGES)
    names = await staff_names(desk.session, {each.staff_id for each in changes if each.staff_id is not None})
    return [_change(desk, place, each, changes, names) for each in changes]


def _change(desk: Desk, place: Place, change: Any, changes: Sequence[Any], names: dict[int, str]) -> dict[str, Any]:
    words, city = desk.words, desk.city
    undone = change.undone_at is not None
    still = value_of(place, What(change.what)) == change.after
    return {
        "id": change.id,
        "at": time_said(words, city, change.at),
        "by": words("console-place-by", by=change.by, name=names.get(change.staff_id or 0, "none")),
        "before": change_said(words, city, change.what, change.before, desk.today),
        "after": change_said(words, city, change.what, change.after, desk.today),
        "undone": time_said(words, city, change.undone_at) if undone else "",
        "undoable": not undone and still and is_last(change, list(changes)),
    }


def _state(staff: Staff) -> str:
    return "waiting" if staff.joined_at is None else "there" if staff.person_id is not None else "left"


PAGES = (Page(f"{PATH}/{{number}}", show, Who.PLACES),)
