"""The buttons that lead to events. They stand below lists, reminders, articles and messages that may be a year old."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from models.events.search import DayPart, When


class OpenEvents(CallbackData, prefix="events"):
    """Opens the dates with free seats. kind: one of EventKind; empty: every kind."""

    kind: str = ""


class ListEvents(CallbackData, prefix="evlist"):
    """Shows a page (from 0) of dates.

    when: one of When or a date; a part of the day may follow after a +.
    free: only dates with free seats. calm: only dates outside the person's quiet times.
    how: `near` a position or by `words`, both kept in the conversation; else empty.
    """

    kind: str = ""
    when: str = ""
    free: bool = True
    calm: bool = False
    how: str = ""
    page: int = 0


class RefineEvents(CallbackData, prefix="evmore"):
    """Asks for a further filter; the other fields are those of the list it leads back to. by: `kind`, `when`, or empty
    to ask which."""

    kind: str = ""
    when: str = ""
    free: bool = True
    calm: bool = False
    how: str = ""
    by: str = ""


def time_asked(asked: ListEvents | RefineEvents) -> tuple[When, date | None, DayPart | None]:
    """Return the span or the day, and the part of the day, of `weekend`, `2026-12-03`, `week+evening` or `+evening`."""
    named, _, part = asked.when.partition("+")
    span = When(named) if named in list(When) else When.ANY
    try:
        day = None if span is not When.ANY or not named else date.fromisoformat(named)
    except ValueError:
        day = None
    return span, day, DayPart(part) if part in list(DayPart) else None


def when_asked(span: When, day: date | None, part: DayPart | None) -> str:
    """Return a span or day and a part of the day in the form that `time_asked` reads."""
    named = day.isoformat() if day is not None else span.value
    return f"{named}+{part.value}" if part is not None else named


class NearEvents(CallbackData, prefix="evnear"):
    """Asks for a position, to find dates near it."""


class SearchEvents(CallbackData, prefix="evsay"):
    """Asks for words, to find dates by them."""


class ShowEvent(CallbackData, prefix="event"):
    """Shows the card of a date."""

    date_id: int


class ShowOwnCode(CallbackData, prefix="evcode"):
    """Shows the code by which a host checks the person in, to be scanned."""

    date_id: int


class EventOnMap(CallbackData, prefix="evmap"):
    date_id: int


class EventCalendar(CallbackData, prefix="evics"):
    """Sends the date as a calendar file."""

    date_id: int


class OtherDates(CallbackData, prefix="evother"):
    """Lists the other dates of the same event."""

    date_id: int


class BookEvent(CallbackData, prefix="evbook"):
    """Books a seat or a turn on the waiting list: asks the event's questions, then for a yes."""

    date_id: int


class AnswerEvent(CallbackData, prefix="evsize"):
    """Answers the question that is asked now with one of its choices."""

    date_id: int
    answer: str


class ChangeAnswers(CallbackData, prefix="evredo"):
    """Asks again the questions that were already answered."""

    date_id: int


class ConfirmBooking(CallbackData, prefix="evyes"):
    date_id: int


class JoinWaiting(CallbackData, prefix="evwait"):
    date_id: int


class TakeSeat(CallbackData, prefix="evtake"):
    """Takes the offered seat."""

    booking_id: int


class LeaveName(CallbackData, prefix="evleavename"):
    """Asks for the person's name, for the hosts of a date."""

    booking_id: int


class LeavePhone(CallbackData, prefix="evnophone"):
    """Leaves the name without a number."""

    booking_id: int


class TakeNameBack(CallbackData, prefix="evnoname"):
    booking_id: int


class PassSeat(CallbackData, prefix="evpass"):
    """Passes the offered seat to the next person."""

    booking_id: int


class LeaveEvent(CallbackData, prefix="evleave"):
    """Asks whether to give the seat back or leave the waiting list."""

    booking_id: int


class ConfirmLeave(CallbackData, prefix="evleft"):
    booking_id: int


class OpenBookings(CallbackData, prefix="bookings"):
    """Lists the person's bookings, page by page from 0."""

    page: int = 0


class KeepBooking(CallbackData, prefix="evkeep"):
    """Keeps the booking of a date that was moved."""

    booking_id: int


class SayUseful(CallbackData, prefix="evuse"):
    """Says whether a date was useful: 3 yes, 2 so so, 1 no."""

    booking_id: int
    useful: int


class SayFit(CallbackData, prefix="evfit"):
    """Says whether time and place suited. fit: one of Fit."""

    booking_id: int
    fit: str


class OpenRecord(CallbackData, prefix="evrecord"):
    """Lists the dates that the person attended, page by page from 0."""

    page: int = 0


class ShowAttended(CallbackData, prefix="evwas"):
    """Shows a date that the person attended."""

    booking_id: int


class GetCertificate(CallbackData, prefix="evcert"):
    """Gets the certificate of a date: asks for the name on it, or sends the file."""

    booking_id: int


class NameCertificate(CallbackData, prefix="evname"):
    """Asks for another name on the certificate."""

    booking_id: int


class ShowName(CallbackData, prefix="evpublic"):
    """Sets whether the certificate's public page shows the name."""

    booking_id: int
    shown: bool


class OpenPoints(CallbackData, prefix="points"):
    """Shows the person's points and how they were earned."""


class SpendPoints(CallbackData, prefix="evspend"):
    """Asks where to spend points."""


class AskSubsidy(CallbackData, prefix="evsubsidy"):
    """Asks for the subsidy of a date that the person attended."""

    booking_id: int
