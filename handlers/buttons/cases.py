"""The buttons that lead to a case, wherever they are shown: below a list, a receipt, or a message of months ago."""

from aiogram.filters.callback_data import CallbackData

from models.cases.closing import Satisfaction
from models.casework.platform import Disclosure

RIGHTS, HELP, CITY = "rights", "help", "city"
"""The groups of the city pack that the main menu leads to; help leads to the others too."""


class StartCase(CallbackData, prefix="case"):
    """Begins a case of a type; anything of the city pack that leads to one has this button."""

    type: str


class OpenGroup(CallbackData, prefix="cases"):
    """The types of a group, page by page from 0."""

    group: str
    page: int = 0


class OpenCases(CallbackData, prefix="mycases"):
    """The person's cases, page by page from 0."""

    page: int = 0


class ShowCase(CallbackData, prefix="mycase"):
    case_id: int


class CaseStory(CallbackData, prefix="mystory"):
    """All that was done with a case, page by page from 0, which is the newest."""

    case_id: int
    page: int = 0


class AddToCase(CallbackData, prefix="addcase"):
    """Words or evidence for a case; the answer, where the department asked something."""

    case_id: int


class GetReceipt(CallbackData, prefix="receipt"):
    case_id: int


class ShowPieces(CallbackData, prefix="mypieces"):
    """The evidence of a case, page by page from 0."""

    case_id: int
    page: int = 0


class AskRemovePiece(CallbackData, prefix="pieceask"):
    case_id: int
    number: int


class RemovePiece(CallbackData, prefix="pieceout"):
    case_id: int
    number: int


class ReleasePiece(CallbackData, prefix="piecego"):
    """The department may have a file as it came."""

    case_id: int
    number: int


class AskWithdraw(CallbackData, prefix="outask"):
    case_id: int


class WithdrawCase(CallbackData, prefix="out"):
    """asked_at: when the confirmation was shown, in seconds since 1970."""

    case_id: int
    asked_at: int


class ShowReveal(CallbackData, prefix="revealask"):
    """Whether the department may know who filed the anonymous case."""

    case_id: int


class AnswerReveal(CallbackData, prefix="reveal"):
    """number: of the question in the record. answer: no, yes (asked once more), sure."""

    case_id: int
    number: int
    answer: str


class Solved(CallbackData, prefix="settled"):
    case_id: int
    solved: bool


class Satisfied(CallbackData, prefix="satisfied"):
    case_id: int
    how: Satisfaction


class AgreeContact(CallbackData, prefix="agreecontact"):
    case_id: int
    disclosure: Disclosure
    agrees: bool


class MeantFor(CallbackData, prefix="meantfor"):
    """What was said is the answer in this case; 0: in none."""

    case_id: int


class OpenFiles(CallbackData, prefix="deptfiles"):
    """Everything that the departments of the case sent."""

    case_id: int


class OpenFile(CallbackData, prefix="deptfile"):
    case_id: int
    number: int


class FileMeantFor(CallbackData, prefix="filefor"):
    """What was sent is the answer in this case; 0: in none."""

    case_id: int
