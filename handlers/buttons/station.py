"""The buttons of people who look after a place."""

from aiogram.filters.callback_data import CallbackData

from models.places.host import ReportAnswer


class MoreStations(CallbackData, prefix="hmore"):
    """Lists the places that the person looks after, page by page from 0."""

    page: int


class ShowHosted(CallbackData, prefix="hplace"):
    place_id: int


class AskHours(CallbackData, prefix="hhours"):
    """Asks for a time or a day. what: time (open until it today) or day (shut until it)."""

    place_id: int
    what: str


class AsUsual(CallbackData, prefix="husual"):
    place_id: int


class SayToday(CallbackData, prefix="htoday"):
    place_id: int
    is_open: bool


class ShowReports(CallbackData, prefix="hreports"):
    """Lists the reports about a place, page by page from 0."""

    place_id: int
    page: int = 0


class ShowReport(CallbackData, prefix="hreport"):
    report_id: int


class AnswerReport(CallbackData, prefix="hanswer"):
    report_id: int
    answer: ReportAnswer


class PickTime(CallbackData, prefix="htime"):
    """Picks a time. minute: of the city's day."""

    place_id: int
    minute: int


class PickShut(CallbackData, prefix="hclosed"):
    """Picks the last day on which the place is shut. day: as 20261204."""

    place_id: int
    day: int


class FindPlace(CallbackData, prefix="hfind"):
    """Finds a place of any host by its name."""


class ShowFacts(CallbackData, prefix="hfacts"):
    """Shows what riders are told of a place besides its hours of today."""

    place_id: int


class ConfirmFacts(CallbackData, prefix="hright"):
    """Says that all of it is right."""

    place_id: int


class AskPhoto(CallbackData, prefix="hphoto"):
    place_id: int


class ShowChanges(CallbackData, prefix="hchanges"):
    place_id: int


class UndoChange(CallbackData, prefix="hundo"):
    change_id: int


class DecideClaim(CallbackData, prefix="hclaim"):
    """Says whether a place is as a rider said."""

    claim_id: int
    is_so: bool


class SayWhy(CallbackData, prefix="hwhy"):
    """Says why a place is shut. reason: holiday, repair, or empty for none."""

    closure_id: int
    reason: str = ""


class EndClosure(CallbackData, prefix="hend"):
    closure_id: int
