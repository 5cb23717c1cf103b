"""The buttons of hosts. The operations check whether a person may use them; the buttons do not."""

from aiogram.filters.callback_data import CallbackData


class OpenHosting(CallbackData, prefix="hosting"):
    """Lists the dates that the person hosts, page by page from 0."""

    page: int = 0


class HostDate(CallbackData, prefix="hostdate"):
    date_id: int


class ShowCode(CallbackData, prefix="hostcode"):
    """Shows the current check-in code."""

    date_id: int


class TypeCodes(CallbackData, prefix="hosttype"):
    """Asks for the workers' check-in codes, one after the other."""

    date_id: int


class HostList(CallbackData, prefix="hostlist"):
    """Lists the people who booked, page by page from 0."""

    date_id: int
    page: int = 0


class ExportList(CallbackData, prefix="hostxlsx"):
    date_id: int


class WriteBooked(CallbackData, prefix="hostwrite"):
    """Asks for a message to the people who booked."""

    date_id: int


class ChangeDate(CallbackData, prefix="hostchange"):
    """Offers to move the date, repeat it or call it off."""

    date_id: int


class AskMove(CallbackData, prefix="hostmove"):
    date_id: int


class AskAgain(CallbackData, prefix="hostagain"):
    date_id: int


class AskCallOff(CallbackData, prefix="hostoff"):
    date_id: int


class ConfirmHost(CallbackData, prefix="hostyes"):
    """Confirms what was typed: `move`, `again`, `off` or `write`. at: the new time, or when the question was asked if
    there is none; in seconds since 1970."""

    date_id: int
    what: str
    at: int


class ConfirmSeries(CallbackData, prefix="hostseries"):
    """Confirms a weekly series: the first date (in seconds since 1970) and the number of weeks."""

    date_id: int
    at: int
    weeks: int


class DecideSubsidy(CallbackData, prefix="hostmoney"):
    """Gives a lead's answer to a subsidy that somebody wants to promise."""

    event_id: int
    yuan: int
    yes: bool


class DecideDates(CallbackData, prefix="hostdates"):
    """Gives a lead's answer to further dates of an event that pays a subsidy. date_id: of the first date asked for."""

    date_id: int
    yuan: int
    yes: bool


class NewEventKind(CallbackData, prefix="hostkind"):
    """Begins a new event of this kind; empty: asks for the kind."""

    kind: str = ""


class NewEventPlace(CallbackData, prefix="hostplace"):
    """Picks the place of a new event. 0: no place of the directory, but the address as it was typed."""

    place_id: int


class NewEventMinutes(CallbackData, prefix="hostmins"):
    minutes: int


class ReviewEvent(CallbackData, prefix="hostreview"):
    """Shows the new event as it is so far."""


class AskAnew(CallbackData, prefix="hostredo"):
    """Asks one of the questions of a new event again; empty: asks which one."""

    name: str = ""


class OpenDetails(CallbackData, prefix="hostmore"):
    """Lists the further details of a date's event; 0: of the new event."""

    date_id: int = 0


class AskDetail(CallbackData, prefix="hostask"):
    """Asks for a detail. what: a detail of models/events/details.py, or `link`."""

    date_id: int
    what: str


class SetDetail(CallbackData, prefix="hostset"):
    """Sets a detail. value: as models/events/details.py takes it; `-`: none."""

    date_id: int
    what: str
    value: str


class MakeEvent(CallbackData, prefix="hostmake"):
    pass
