"""Buttons of the papers that a person must renew."""

from aiogram.filters.callback_data import CallbackData


class OpenPapers(CallbackData, prefix="certs"):
    """The list, page by page from 0."""

    page: int = 0


class ShowPaper(CallbackData, prefix="cert"):
    paper_id: int


class AddPaper(CallbackData, prefix="certadd"):
    """One more: of which kind?"""


class Renewed(CallbackData, prefix="renewed"):
    """It has another date. Also below a reminder, which may be a year old."""

    paper_id: int


class RenewAt(CallbackData, prefix="renewat"):
    """Where can it be renewed?"""

    paper_id: int


class AskDays(CallbackData, prefix="certdays"):
    """How long before it expires to be reminded?"""

    paper_id: int


class AskRemove(CallbackData, prefix="certdelete"):
    paper_id: int


class ChooseKind(CallbackData, prefix="certkind"):
    kind: str


class AskExpiry(CallbackData, prefix="certask"):
    """The question again; page: of the years to pick from, from 0."""

    of: str
    page: int = 0


class PickYear(CallbackData, prefix="certyear"):
    of: str
    year: int


class PickMonth(CallbackData, prefix="certmonth"):
    of: str
    year: int
    month: int


class PickDate(CallbackData, prefix="certpick"):
    """The date itself: picked, or confirmed."""

    of: str
    year: int
    month: int
    day: int


class SetDay(CallbackData, prefix="certday"):
    """Whether to be reminded so many days before."""

    paper_id: int
    days: int
    wanted: bool


class Silence(CallbackData, prefix="silence"):
    """No more reminders of this one. Below a reminder."""

    paper_id: int


class RemovePaper(CallbackData, prefix="certremove"):
    paper_id: int
