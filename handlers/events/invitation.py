"""A date as a file for the person's calendar (iCalendar, RFC 5545), with an alarm of its own."""

from datetime import timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

from handlers.phrases.events import where_said
from handlers.talk.talk import Talk
from models.events.event import Event, EventDate
from models.places.place import Place

MEDIA_TYPE = "text/calendar; charset=utf-8"
ALARM_BEFORE = timedelta(hours=1)


def invitation(talk: Talk, event_date: EventDate, event: Event, place: Place | None) -> bytes:
    """The file. The same date sent again replaces the earlier entry: its uid stays, and its sequence counts
    the moves.
    """
    entry = CalendarEvent()
    entry.add("uid", f"event-session-{event_date.id}@nuanxin")
    entry.add("sequence", event_date.moved)
    entry.add("dtstamp", talk.now)
    entry.add("dtstart", event_date.starts_at)
    entry.add("dtend", event_date.ends_at)
    title = talk.words.pick(event.titles)
    entry.add("summary", title)
    where = where_said(talk.words, event_date, place)
    entry.add("location", f"{where}, {place.address}" if place is not None and place.address else where)
    bring = talk.words("event-bring", what=talk.words.pick(event.bring)) if event.bring else None
    entry.add("description", "\n".join(filter(None, (talk.words.pick(event.about), bring))))
    if place is not None:
        entry.add("geo", (place.latitude, place.longitude))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -ALARM_BEFORE)
    entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//nuanxin//events//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
