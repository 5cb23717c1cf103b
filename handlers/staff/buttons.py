"""The buttons of staff, wherever they are shown: below a card, a list, or a message of last week."""

from aiogram.filters.callback_data import CallbackData

from models.case import Step
from models.case_assist import SHOW_ASSIST
from models.case_extension import APPROVE, REFUSE
from models.case_news import STAFF_CASE, STAFF_MORE, STAFF_STEP
from models.case_platform import Disclosure
from models.case_queue import Heap
from models.case_report import REPORT_BY, Dimension
from models.place_report import STATIONS_BY, PlaceDimension


class OpenQueue(CallbackData, prefix="squeue"):
    pass


class OpenWork(CallbackData, prefix="swork"):
    """Everything that somebody with a post can do."""


class OpenProblems(CallbackData, prefix="sproblems"):
    """What riders reported of every place, page by page from 0."""

    page: int = 0


class OpenStations(CallbackData, prefix="hstations"):
    """Every place the person looks after."""


class OpenReport(CallbackData, prefix="sreport"):
    """The figures of this week and the week before."""


class ReportBy(CallbackData, prefix=REPORT_BY):
    """The figures of a week by type, platform …; before: of the week before; picture: as a chart."""

    dimension: Dimension
    before: bool = False
    picture: bool = False


class ReportSheet(CallbackData, prefix="sreportxlsx"):
    """All of it as a sheet."""


class OpenPlaceReport(CallbackData, prefix="sstations"):
    """The figures of places and their hosts."""


class PlaceReportBy(CallbackData, prefix=STATIONS_BY):
    """The same of a week by district or place; before: of the week before; picture: as a chart."""

    dimension: PlaceDimension
    before: bool = False
    picture: bool = False


class PlaceReportSheet(CallbackData, prefix="sstationsxlsx"):
    """All of it as a sheet."""


class OpenHeap(CallbackData, prefix="sheap"):
    """A part of the queue, page by page from 0."""

    heap: Heap
    page: int = 0


class FoundPage(CallbackData, prefix="sfound"):
    """What was searched for, page by page from 0; the words lie in the conversation."""

    page: int = 0


class ShowStaffCase(CallbackData, prefix=STAFF_CASE):
    case_id: int


class MoreSteps(CallbackData, prefix=STAFF_MORE):
    case_id: int


class DoStep(CallbackData, prefix=STAFF_STEP):
    """A step that is taken at once, or whose words are asked for."""

    case_id: int
    step: Step


class StaffStory(CallbackData, prefix="sstory"):
    case_id: int
    page: int = 0


class StaffPieces(CallbackData, prefix="spieces"):
    """The evidence of a case, page by page from 0."""

    case_id: int
    page: int = 0


class OpenPiece(CallbackData, prefix="spiece"):
    case_id: int
    number: int


class Canned(CallbackData, prefix="scanned"):
    """An answer that is written already; key: of the city pack."""

    case_id: int
    key: str


class SendWritten(CallbackData, prefix="ssend"):
    """What was written is right."""

    case_id: int


class WriteAgain(CallbackData, prefix="sagain"):
    case_id: int


class PickDepartment(CallbackData, prefix="sdept"):
    """To whom: for passing a case on, or for help with it."""

    case_id: int
    step: Step
    key: str


class DepartmentPage(CallbackData, prefix="sdepts"):
    case_id: int
    step: Step
    page: int = 0


class PickDay(CallbackData, prefix="sday"):
    """A day, as 20261127."""

    case_id: int
    day: int


class OpenLooks(CallbackData, prefix="slooks"):
    """At a case; 0: at every case of the department. Page by page from 0."""

    case_id: int = 0
    page: int = 0


class ApproveExtension(CallbackData, prefix=APPROVE):
    case_id: int


class RefuseExtension(CallbackData, prefix=REFUSE):
    case_id: int


class AskContact(CallbackData, prefix="scontact"):
    """What the platform would be told, to be agreed to by the worker."""

    case_id: int
    disclosure: Disclosure


class ShowIdentity(CallbackData, prefix="sidentity"):
    """Who filed an anonymous case: how it can be known, or who it is once it was opened."""

    case_id: int


class ConfirmReveal(CallbackData, prefix="sreveal"):
    """A second one of the lead department says that a life is in danger."""

    case_id: int


class OpenAssists(CallbackData, prefix="sassists"):
    """What the department is asked to help with, page by page from 0."""

    page: int = 0


class ShowAssist(CallbackData, prefix=SHOW_ASSIST):
    assist_id: int


class AnswerAssist(CallbackData, prefix="shelp"):
    assist_id: int
