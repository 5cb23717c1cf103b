"""The other news for members of staff: their posts, the figures of the last week, and unanswered questions. Also the
answer to a question, for the person who asked it."""

from handlers.buttons.articles import OpenArticle, OpenQuestions
from handlers.buttons.staff import ReportBy
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.articles.unanswered import QuestionNews
from models.casework.posts import PostNews
from models.figures.cases import Dimension
from models.figures.digest import FigureNews


def _chart(words: Words, facts: Facts) -> Rows:
    """Shows last week's figures by type as a picture."""
    by_type = ReportBy(dimension=Dimension.TYPE, before=True, picture=True)
    return ((Button(words("report-button-chart"), by_type),),)


def _questions(words: Words, facts: Facts) -> Rows:
    return ((Button(words("staff-button-questions"), OpenQuestions()),),)


def _article(words: Words, facts: Facts) -> Rows:
    return ((Button(words("search-button-article"), OpenArticle(key=facts["article"])),),)


_digest = shows("week-digest", _chart)


def _week_before(words: Words, facts: Facts) -> Screen:
    """Shows the digest. One that waits since before digests counted duties or named stations says that there are
    none."""
    before = {"duties": "none", "due": "0", "late": "0", "red": "0", "owners": "none", "unmended": "none"}
    return _digest(words, before | dict(facts))


LEADS: Tells = {FigureNews.WEEK_BEFORE: _week_before}
POSTS: Tells = {
    PostNews.ROLE: shows("staff-role-news"),
    PostNews.REMOVED: shows("staff-removed-news"),
    PostNews.LEFT: shows("staff-left-news"),
}
QUESTIONS: Tells = {
    QuestionNews.WAITING: shows("staff-news-questions", _questions),
    QuestionNews.ANSWERED: shows("search-answered", _article),
}
