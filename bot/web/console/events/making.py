"""A new event on one page, with all that the chat asks for; a place is found by what is typed."""

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.events.calendar import PATH
from bot.web.console.table import Page, Press
from bot.web.typed import moment_in
from handlers.hosting.creating import MINUTES, SPOTS
from handlers.hosting.details import CHOICES, said
from models.city.events import EventKind
from models.events.details import details_of
from models.events.errors import EventIncomplete
from models.events.hosting import LONGEST_ABOUT, LONGEST_ADDRESS, LONGEST_TITLE, NewEvent, create_event
from models.places.search import spots_named

FREE = ("bring",)
"""Details that are typed; the others are chosen."""
USUAL = "usual"
"""The value of a detail that is left as it usually is."""
TYPED_PLACE = "typed"
"""The value of the place that says: as it was typed, not a place of the directory."""


async def show(desk: Desk) -> Response:
    """The form; after a refusal with what was entered, and the places that the typed words may mean."""
    words, entered = desk.words, desk.entered
    spots = await _spots(desk) if entered.get("where", "").strip() else []
    kind = next((each for each in EventKind if each.value == entered.get("kind")), EventKind.TRAINING)
    return desk.page(
        "events/making.html",
        title=words("host-button-new"),
        entered=entered,
        kinds=[(each.value, words(f"event-kind-{each.value.replace('_', '-')}")) for each in EventKind],
        kind=kind.value,
        minutes=[(each, words("host-minutes", minutes=str(each))) for each in MINUTES],
        spots=spots,
        typed=TYPED_PLACE,
        usual=USUAL,
        details=[
            (what, words(f"host-button-{what}"), [(value, said(words, what, value)) for value in CHOICES[what]])
            for what in CHOICES
            if what not in FREE
        ],
        limits={"title": LONGEST_TITLE, "about": LONGEST_ABOUT, "where": LONGEST_ADDRESS},
    )


async def _spots(desk: Desk) -> list[tuple[str, str]]:
    """(number, title) of the places that the typed words may mean."""
    found = await spots_named(desk.session, desk.city, desk.entered.get("where", "").strip())
    return [(str(each.place_id), each.title) for each in found if each.place_id is not None][:SPOTS]


async def make(desk: Desk) -> Done:
    """Make the event. Raises EventIncomplete, also (`which-place`) while it is not clear which place is meant."""
    entered = desk.entered
    kind = next((each for each in EventKind if each.value == entered.get("kind")), None)
    starts_at = moment_in(entered.get("starts_at", ""), desk.city.zone)
    if kind is None or starts_at is None:
        raise EventIncomplete("time")
    place_id, online_url, address = await _where(desk, kind)
    given = details_of(kind, of_department=desk.staff.department is not None)
    said = {what: " ".join(entered.get(f"detail_{what}", USUAL).split()) for what in given}
    details = {what: value for what, value in said.items() if value != USUAL and (value or what not in FREE)}
    new = NewEvent(
        kind,
        " ".join(entered.get("title", "").split()),
        " ".join(entered.get("about", "").split()),
        place_id,
        online_url,
        starts_at,
        desk.number("minutes") or 0,
        desk.number("seats") or 0,
        details,
        address,
    )
    event_date = await create_event(desk.session, new, by=desk.person, city=desk.city, now=desk.now)
    return Done(f"{PATH}/{event_date.id}", "event-made")


async def _where(desk: Desk, kind: EventKind) -> tuple[int | None, str | None, str | None]:
    """(place, link, address), one of which is set. Raises EventIncomplete."""
    typed, chosen = desk.entered.get("where", "").strip(), desk.entered.get("place", "")
    if kind is EventKind.ONLINE:
        return None, typed or None, None
    if chosen == TYPED_PLACE:
        return None, None, typed
    spots = await _spots(desk)
    if chosen in {number for number, _ in spots}:
        return int(chosen), None, None
    exact = [number for number, title in spots if title == typed]
    if len(exact) == 1:
        return int(exact[0]), None, None
    raise EventIncomplete("which-place" if typed else "place")


PAGES = (Page(f"{PATH}/new", show), Press(f"{PATH}/make", make, show))
