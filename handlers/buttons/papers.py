"""The buttons of papers that a person must renew."""

from aiogram.filters.callback_data import CallbackData


class OpenPapers(CallbackData, prefix="certs"):
    """Lists the papers, page by page from 0."""

    page: int = 0


class ShowPaper(CallbackData, prefix="cert"):
    paper_id: int


class AddPaper(CallbackData, prefix="certadd"):
    """Asks for the kind of a new paper."""


class Renewed(CallbackData, prefix="renewed"):
    """Asks for the new date of a renewed paper. Also stands below a reminder, which may be a year old."""

    paper_id: int


class RenewAt(CallbackData, prefix="renewat"):
    """Shows where a paper can be renewed."""

    paper_id: int


class AskDays(CallbackData, prefix="certdays"):
    """Asks how many days before it expires to remind of it."""

    paper_id: int


class AskRemove(CallbackData, prefix="certdelete"):
    paper_id: int


class ChooseKind(CallbackData, prefix="certkind"):
    kind: str


class AskExpiry(CallbackData, prefix="certask"):
    """Asks for the date again. page: of the years to pick from, from 0."""

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
    """Sets the date that was picked or confirmed."""

    of: str
    year: int
    month: int
    day: int


class SetDay(CallbackData, prefix="certday"):
    """Sets whether to remind this many days before."""

    paper_id: int
    days: int
    wanted: bool


class Silence(CallbackData, prefix="silence"):
    """Stops the reminders of a paper. Stands below a reminder."""

    paper_id: int


class RemovePaper(CallbackData, prefix="certremove"):
    paper_id: int
