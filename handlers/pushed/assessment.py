"""The news of the assessment: for whoever runs a station, and for those who decide its appeal."""

from handlers.buttons.assessment import OpenResults, ShowAppeal, ShowResult
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.assessment.telling import AssessmentNews


def _result(words: Words, facts: Facts) -> Rows:
    return ((Button(words("assess-button-see-result"), ShowResult(place_id=facts["place_id"])),),)


def _results(words: Words, facts: Facts) -> Rows:
    return ((Button(words("assess-button-results"), OpenResults()),),)


def _appeal(words: Words, facts: Facts) -> Rows:
    return ((Button(words("assess-button-see-appeal"), ShowAppeal(place_id=facts["place_id"])),),)


STATIONS: Tells = {
    AssessmentNews.RESULT: shows("assessment-news-result", _result),
    AssessmentNews.RESULTS: shows("assessment-news-results", _results),
    AssessmentNews.APPEALED: shows("assessment-news-appealed", _appeal),
    AssessmentNews.DECIDED: shows("assessment-news-decided", _result),
}
