"""News of events, and the facts of a date that most of it names."""

from typing import Any

from models.city.pack import City
from models.events.event import Event, EventDate, moment_arguments
from models.outbox.message import News
from models.places.place import Place

NO_PLACE = "none"
"""The argument of texts about an online date, or a date without a room."""


class EventNews(News):
    """News for people who have a seat or wait for one; then for hosts, and for the leads who decide on money."""

    REMINDER = "event-reminder"
    OFFER = "event-offer"
    MOVED = "event-moved"
    CALLED_OFF = "event-off"
    CHANGED = "event-changed"
    MESSAGE = "event-message"
    HOW_WAS_IT = "event-how-was-it"
    MISSED_TWO = "event-missed-two"
    CERTIFICATE = "event-certificate-ready"
    NAME_WRONG = "event-name-wrong"
    SPENT_HERE = "event-spent-here"
    SUBSIDY_WANTED = "host-subsidy-wanted"
    SUBSIDY_WANTED_DATES = "host-subsidy-wanted-dates"
    SUBSIDY_GIVEN = "host-subsidy-given"
    SUBSIDY_REFUSED = "host-subsidy-refused"
    DATES_WANTED = "host-dates-wanted"
    DATES_GIVEN = "host-dates-given"
    DATES_REFUSED = "host-dates-refused"


def facts_of(event_date: EventDate, event: Event, place: Place | None, city: City) -> dict[str, Any]:
    """A date of an event as facts of a message."""
    return {
        "date_id": event_date.id,
        "title": dict(event.titles),
        "place": place.name if place is not None else NO_PLACE,
        "room": dict(event_date.room) if event_date.room else NO_PLACE,
        **moment_arguments(event_date.starts_at, city.zone),
    }
