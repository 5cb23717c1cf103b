"""The buttons of staff. They stand below cards, lists and messages that may be a week old."""

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
    """Lists everything that the person's posts allow."""


class OpenProblems(CallbackData, prefix="sproblems"):
    """Lists what riders reported of all places, page by page from 0."""

    page: int = 0


class OpenStations(CallbackData, prefix="hstations"):
    """Lists every place that the person looks after."""


class OpenReport(CallbackData, prefix="sreport"):
    """Shows the figures of this week and the week before."""


class ReportBy(CallbackData, prefix="sreportby"):
    """Shows the figures of a week by type, platform …. before: the week before; picture: as a chart."""

    dimension: Dimension
    before: bool = False
    picture: bool = False


class ReportSheet(CallbackData, prefix="sreportxlsx"):
    """Sends all figures as a spreadsheet."""


class OpenPlaceReport(CallbackData, prefix="sstations"):
    """Shows the figures of places and their hosts."""


class PlaceReportBy(CallbackData, prefix="sstationsby"):
    """Shows the figures of places for a week by district or place. before: the week before; picture: as a chart."""

    dimension: PlaceDimension
    before: bool = False
    picture: bool = False


class PlaceReportSheet(CallbackData, prefix="sstationsxlsx"):
    """Sends all figures of places as a spreadsheet."""


class OpenHeap(CallbackData, prefix="sheap"):
    """Shows a part of the queue, page by page from 0."""

    heap: Heap
    page: int = 0


class FoundPage(CallbackData, prefix="sfound"):
    """Shows the results of a search, page by page from 0; the conversation keeps the words."""

    page: int = 0


class ShowStaffCase(CallbackData, prefix="scase"):
    case_id: int


class MoreSteps(CallbackData, prefix="smore"):
    case_id: int


class DoStep(CallbackData, prefix="sdo"):
    """Takes a step at once, or asks for its text."""

    case_id: int
    step: Step


class MakePlace(CallbackData, prefix="splace"):
    """Makes a place of the case that suggests it, and settles the case."""

    case_id: int


class StaffStory(CallbackData, prefix="sstory"):
    case_id: int
    page: int = 0


class StaffPieces(CallbackData, prefix="spieces"):
    """Shows the evidence of a case, page by page from 0."""

    case_id: int
    page: int = 0


class OpenPiece(CallbackData, prefix="spiece"):
    case_id: int
    number: int


class Canned(CallbackData, prefix="scanned"):
    """Uses a ready-made answer. key: of the city pack."""

    case_id: int
    key: str


class SendWritten(CallbackData, prefix="ssend"):
    """Sends the text that was written."""

    case_id: int


class WriteAgain(CallbackData, prefix="sagain"):
    case_id: int


class PickDepartment(CallbackData, prefix="sdept"):
    """Picks the department to pass a case to or to ask for help."""

    case_id: int
    step: Step
    key: str


class DepartmentPage(CallbackData, prefix="sdepts"):
    case_id: int
    step: Step
    page: int = 0


class PickDay(CallbackData, prefix="sday"):
    """Picks a day, as 20261127."""

    case_id: int
    day: int


class OpenLooks(CallbackData, prefix="slooks"):
    """Lists the looks at a case, page by page from 0. case_id 0: the looks at every case of the department."""

    case_id: int = 0
    page: int = 0


class ApproveExtension(CallbackData, prefix="sextend"):
    case_id: int


class RefuseExtension(CallbackData, prefix="snoextend"):
    case_id: int


class AskContact(CallbackData, prefix="scontact"):
    """Shows what the platform would be told, to ask for the worker's agreement."""

    case_id: int
    disclosure: Disclosure


class ShowIdentity(CallbackData, prefix="sidentity"):
    """Shows how the person who filed an anonymous case can be identified, or who it is once that is allowed."""

    case_id: int


class ConfirmReveal(CallbackData, prefix="sreveal"):
    """Confirms, as the second member of the lead department, that a life is in danger."""

    case_id: int


class OpenTeam(CallbackData, prefix="steam"):
    """Lists the colleagues of the department and the number of their cases."""


class ShowColleague(CallbackData, prefix="smate"):
    """Shows the cases of a colleague, page by page from 0."""

    staff_id: int
    page: int = 0


class PickAssignee(CallbackData, prefix="sgive"):
    """Picks the colleague who gets a case."""

    case_id: int
    staff_id: int


class AssigneePage(CallbackData, prefix="sgives"):
    case_id: int
    page: int = 0


class HandOver(CallbackData, prefix="sgiveall"):
    """Passes all cases of a colleague to another. to: 0 until one is chosen; sure: the confirmation was shown."""

    away: int
    to: int = 0
    sure: bool = False
    page: int = 0


class SignAnswer(CallbackData, prefix="ssign"):
    """Decides on an answer that waits for a second person. how: yes, back or change."""

    case_id: int
    how: str


class OpenAbsence(CallbackData, prefix="saway"):
    """Shows whether a colleague is away, or asks until when they will be."""

    staff_id: int


class GoAway(CallbackData, prefix="sawayon"):
    """Marks a colleague as away until a day (20261204). since: the first day, if it is still to come; else 0. to: the
    deputy; 0 until one is chosen, NOBODY for none. sure: the confirmation was shown."""

    staff_id: int
    day: int
    to: int = 0
    page: int = 0
    sure: bool = False
    since: int = 0


class ComeBack(CallbackData, prefix="sawayoff"):
    """Marks a colleague as back before that day."""

    staff_id: int


class OpenOrders(CallbackData, prefix="sorders"):
    """Lists the orders that wait for an answer, page by page from 0."""

    page: int = 0


class ShowOrder(CallbackData, prefix="sorder"):
    order_id: int


class AnswerOrder(CallbackData, prefix="sordersay"):
    order_id: int


class OpenGuide(CallbackData, prefix="sguide"):
    """Shows how the desk works and everything that can be done there."""


class SayMeanwhile(CallbackData, prefix="ssay"):
    """Sends the written text as an interim message, not as the answer."""

    case_id: int


class ShareWith(CallbackData, prefix="sshare"):
    """Sends the written request for help to the other department, with the chosen part of the case."""

    case_id: int
    shares: Sharing


class AssistPieces(CallbackData, prefix="shelpev"):
    """Shows the evidence shared with a request for help, page by page from 0."""

    assist_id: int
    page: int = 0


class OpenAssistPiece(CallbackData, prefix="shelppc"):
    assist_id: int
    number: int


class ShowNamed(CallbackData, prefix="snamed"):
    """Shows the name and number of the person who filed under their name."""

    case_id: int


class ChooseSpan(CallbackData, prefix="sspans"):
    """Asks for a span of time."""


class ShowSpan(CallbackData, prefix="sspan"):
    """Shows the figures of a span. First and last day as 20261127; by: a dimension, or empty."""

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
    """Shows what is overdue now, by department. key: of one department, page by page from 0."""

    key: str = ""
    page: int = 0


class OpenAssists(CallbackData, prefix="sassists"):
    """Lists the requests for help that the department got, page by page from 0."""

    page: int = 0


class ShowAssist(CallbackData, prefix="sassist"):
    assist_id: int


class AnswerAssist(CallbackData, prefix="shelp"):
    assist_id: int
