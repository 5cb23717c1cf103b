"""The buttons of staff, wherever they are shown: below a card, a list, or a message of last week."""

from aiogram.filters.callback_data import CallbackData

from models.cases.steps import Step
from models.casework.assist import Sharing
from models.casework.platform import Disclosure
from models.casework.queue import Heap
from models.figures.cases import Dimension
from models.figures.places import PlaceDimension
from models.figures.spans import Unit


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


class ReportBy(CallbackData, prefix="sreportby"):
    """The figures of a week by type, platform …; before: of the week before; picture: as a chart."""

    dimension: Dimension
    before: bool = False
    picture: bool = False


class ReportSheet(CallbackData, prefix="sreportxlsx"):
    """All of it as a sheet."""


class OpenPlaceReport(CallbackData, prefix="sstations"):
    """The figures of places and their hosts."""


class PlaceReportBy(CallbackData, prefix="sstationsby"):
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


class ShowStaffCase(CallbackData, prefix="scase"):
    case_id: int


class MoreSteps(CallbackData, prefix="smore"):
    case_id: int


class DoStep(CallbackData, prefix="sdo"):
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


class ApproveExtension(CallbackData, prefix="sextend"):
    case_id: int


class RefuseExtension(CallbackData, prefix="snoextend"):
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


class OpenTeam(CallbackData, prefix="steam"):
    """The colleagues of one's own department, and how much each has."""


class ShowColleague(CallbackData, prefix="smate"):
    """What a colleague has in hand, page by page from 0."""

    staff_id: int
    page: int = 0


class PickAssignee(CallbackData, prefix="sgive"):
    """To whom one case goes."""

    case_id: int
    staff_id: int


class AssigneePage(CallbackData, prefix="sgives"):
    case_id: int
    page: int = 0


class HandOver(CallbackData, prefix="sgiveall"):
    """Everything that a colleague has goes to another; to: 0 while it is not chosen; sure: once more was looked."""

    away: int
    to: int = 0
    sure: bool = False
    page: int = 0


class SignAnswer(CallbackData, prefix="ssign"):
    """What is said to an answer that waits. how: yes, back or change."""

    case_id: int
    how: str


class OpenAbsence(CallbackData, prefix="saway"):
    """Whether a colleague is away, or until when they will be."""

    staff_id: int


class GoAway(CallbackData, prefix="sawayon"):
    """A colleague is away until a day (20261204). to: who stands in; 0 while it is not chosen, NOBODY: nobody; sure:
    once more was looked."""

    staff_id: int
    day: int
    to: int = 0
    page: int = 0
    sure: bool = False


class ComeBack(CallbackData, prefix="sawayoff"):
    """A colleague is back before the day."""

    staff_id: int


class OpenOrders(CallbackData, prefix="sorders"):
    """Orders that wait for an answer, page by page from 0."""

    page: int = 0


class ShowOrder(CallbackData, prefix="sorder"):
    order_id: int


class AnswerOrder(CallbackData, prefix="sordersay"):
    order_id: int


class OpenGuide(CallbackData, prefix="sguide"):
    """How the desk works, and everything that is done there."""


class SayMeanwhile(CallbackData, prefix="ssay"):
    """What was written is a word on the way, and no answer."""

    case_id: int


class ShareWith(CallbackData, prefix="sshare"):
    """What was written is sent to the department that is to help, with so much of the case."""

    case_id: int
    shares: Sharing


class AssistPieces(CallbackData, prefix="shelpev"):
    """The evidence that was shared with a request, page by page from 0."""

    assist_id: int
    page: int = 0


class OpenAssistPiece(CallbackData, prefix="shelppc"):
    assist_id: int
    number: int


class ShowNamed(CallbackData, prefix="snamed"):
    """Name and number of who filed under their name."""

    case_id: int


class ChooseSpan(CallbackData, prefix="sspans"):
    """Which span of time?"""


class ShowSpan(CallbackData, prefix="sspan"):
    """Figures of a span: first and last day as 20261127; by: a dimension, or empty."""

    unit: Unit
    first: int
    last: int
    by: str = ""
    picture: bool = False


class SpanSheet(CallbackData, prefix="sspanxlsx"):
    unit: Unit
    first: int
    last: int


class OverdueNow(CallbackData, prefix="soverdue"):
    """What is overdue now, by department; key: of one, page by page from 0."""

    key: str = ""
    page: int = 0


class OpenAssists(CallbackData, prefix="sassists"):
    """What the department is asked to help with, page by page from 0."""

    page: int = 0


class ShowAssist(CallbackData, prefix="sassist"):
    assist_id: int


class AnswerAssist(CallbackData, prefix="shelp"):
    assist_id: int
