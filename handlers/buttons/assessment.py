"""The buttons of the assessment of stations: for visitors, for whoever runs a station, and for those who draw, decide
and publish."""

from aiogram.filters.callback_data import CallbackData


class OpenAssessment(CallbackData, prefix="asopen"):
    """Opens the assessment, for colleagues of a department."""


class DrawRound(CallbackData, prefix="asdraw"):
    """Draws a round. sure: the confirmation was shown."""

    sure: bool = False


class PublishRound(CallbackData, prefix="aspub"):
    sure: bool = False


class OpenDueVisits(CallbackData, prefix="asdue"):
    """Lists what is to be visited. district: the key of one; empty until it is chosen. page: from 0."""

    district: str = ""
    page: int = 0


class TakeVisit(CallbackData, prefix="astake"):
    visit_id: int


class GoOnVisit(CallbackData, prefix="ason"):
    """Shows the next question of a visit that was begun."""

    visit_id: int


class CannotShow(CallbackData, prefix="asdoor"):
    """Goes on although neither the code nor the position worked."""

    visit_id: int


class AnswerItem(CallbackData, prefix="asitem"):
    """Answers a question. said: y, n, or u if it cannot be seen."""

    visit_id: int
    key: str
    said: str


class NoPhoto(CallbackData, prefix="asnopic"):
    visit_id: int
    key: str


class VisitAgain(CallbackData, prefix="asagain"):
    """Begins the questions of a visit anew."""

    visit_id: int


class FinishVisit(CallbackData, prefix="asdone"):
    visit_id: int


class OpenRiderVisit(CallbackData, prefix="asrider"):
    """Offers a rider three stations to visit."""


class PickStation(CallbackData, prefix="aspick"):
    place_id: int


class ShowResult(CallbackData, prefix="asres"):
    """Shows whoever runs a station what was found."""

    place_id: int


class OpenResults(CallbackData, prefix="asall"):
    """Lists the results of a department's stations, page by page from 0."""

    page: int = 0


class ShowFinding(CallbackData, prefix="asfind"):
    finding_id: int


class PutRight(CallbackData, prefix="asfix"):
    finding_id: int


class AskWhy(CallbackData, prefix="aswhy"):
    """Asks why something is not put right."""

    finding_id: int


class AskReply(CallbackData, prefix="asreply"):
    """Asks for the words that are printed beside the grade."""

    place_id: int


class DropReply(CallbackData, prefix="asnorep"):
    place_id: int


class AskAppeal(CallbackData, prefix="asask"):
    """Asks for the words of an appeal. finding_id: what it is about; 0: everything."""

    place_id: int
    finding_id: int = 0


class OpenAppeals(CallbackData, prefix="asapps"):
    """Lists the appeals that wait."""


class ShowAppeal(CallbackData, prefix="asapp"):
    place_id: int


class DecideAppeal(CallbackData, prefix="asdec"):
    place_id: int
    upheld: bool


class OpenAssessmentFigures(CallbackData, prefix="asfig"):
    """Shows the figures by district and by owner."""
