"""Buttons of those who look after a place."""

from aiogram.filters.callback_data import CallbackData

from models.places.host import ReportAnswer


class MoreStations(CallbackData, prefix="hmore"):
    """The places the person looks after, page by page from 0."""

    page: int


class ShowHosted(CallbackData, prefix="hplace"):
    place_id: int


class AskHours(CallbackData, prefix="hhours"):
    """what: time (open until it today) or day (shut until it)."""

    place_id: int
    what: str


class AsUsual(CallbackData, prefix="husual"):
    place_id: int


class SayToday(CallbackData, prefix="htoday"):
    place_id: int
    is_open: bool


class ShowReports(CallbackData, prefix="hreports"):
    """What was reported, page by page from 0."""

    place_id: int
    page: int = 0


class ShowReport(CallbackData, prefix="hreport"):
    report_id: int


class AnswerReport(CallbackData, prefix="hanswer"):
    report_id: int
    answer: ReportAnswer


class PickTime(CallbackData, prefix="htime"):
    """minute: of the city's day."""

    place_id: int
    minute: int


class PickShut(CallbackData, prefix="hclosed"):
    """day: the last one, as 20261204."""

    place_id: int
    day: int


class FindPlace(CallbackData, prefix="hfind"):
    """A place of any host, by its name."""
