"""The buttons of hosts. Whether somebody may do it is checked in the operation, not here."""

from aiogram.filters.callback_data import CallbackData


class OpenHosting(CallbackData, prefix="hosting"):
    """The dates one looks after, page by page from 0."""

    page: int = 0


class HostDate(CallbackData, prefix="hostdate"):
    date_id: int


class ShowCode(CallbackData, prefix="hostcode"):
    """The code to check in with, as it is now."""

    date_id: int


class TypeCodes(CallbackData, prefix="hosttype"):
    """Type the workers' codes, one after the other."""

    date_id: int


class HostList(CallbackData, prefix="hostlist"):
    """Who is booked, page by page from 0."""

    date_id: int
    page: int = 0


class ExportList(CallbackData, prefix="hostxlsx"):
    date_id: int


class WriteBooked(CallbackData, prefix="hostwrite"):
    """Words to who is booked: which?"""

    date_id: int


class ChangeDate(CallbackData, prefix="hostchange"):
    """Move it, hold it again, call it off."""

    date_id: int


class AskMove(CallbackData, prefix="hostmove"):
    date_id: int


class AskAgain(CallbackData, prefix="hostagain"):
    date_id: int


class AskCallOff(CallbackData, prefix="hostoff"):
    date_id: int


class ConfirmHost(CallbackData, prefix="hostyes"):
    """Yes to what was typed: `move`, `again`, `off` or `write`. at: of the new time, in seconds since 1970, else when
    the question was asked."""

    date_id: int
    what: str
    at: int


class ConfirmSeries(CallbackData, prefix="hostseries"):
    """Held again from then on (seconds since 1970), so many weeks in a row."""

    date_id: int
    at: int
    weeks: int


class DecideSubsidy(CallbackData, prefix="hostmoney"):
    """A lead's answer to the money that somebody wants to promise."""

    event_id: int
    yuan: int
    yes: bool


class DecideDates(CallbackData, prefix="hostdates"):
    """A lead's answer to further dates of an event that pays a subsidy. date_id: of the first that was asked for."""

    date_id: int
    yuan: int
    yes: bool


class NewEventKind(CallbackData, prefix="hostkind"):
    """A new event, of this kind; empty: of which?"""

    kind: str = ""


class NewEventPlace(CallbackData, prefix="hostplace"):
    """0: none of the directory, but the address as it was typed."""

    place_id: int


class NewEventMinutes(CallbackData, prefix="hostmins"):
    minutes: int


class ReviewEvent(CallbackData, prefix="hostreview"):
    """What the new event is so far."""


class AskAnew(CallbackData, prefix="hostredo"):
    """One of the questions of a new event once more; empty: which?"""

    name: str = ""


class OpenDetails(CallbackData, prefix="hostmore"):
    """What there is besides: of a date's event, 0: of the new one."""

    date_id: int = 0


class AskDetail(CallbackData, prefix="hostask"):
    """what: of models/events/details.py, or `link`."""

    date_id: int
    what: str


class SetDetail(CallbackData, prefix="hostset"):
    """value: as models/events/details.py takes it; `-`: none."""

    date_id: int
    what: str
    value: str


class MakeEvent(CallbackData, prefix="hostmake"):
    pass
