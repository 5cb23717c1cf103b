"""What those with a post hear besides cases: of posts, of the week before, and of questions that nobody answers; and
whoever asked one, of its answer."""

from handlers.buttons.articles import OpenArticle, OpenQuestions
from handlers.buttons.staff import ReportBy
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.articles.unanswered import QuestionNews
from models.casework.posts import PostNews
from models.figures.cases import Dimension
from models.figures.digest import FigureNews


def _chart(words: Words, facts: Facts) -> Rows:
    """The week before by type, as a picture."""
    by_type = ReportBy(dimension=Dimension.TYPE, before=True, picture=True)
    return ((Button(words("report-button-chart"), by_type),),)


def _questions(words: Words, facts: Facts) -> Rows:
    return ((Button(words("staff-button-questions"), OpenQuestions()),),)


def _article(words: Words, facts: Facts) -> Rows:
    return ((Button(words("search-button-article"), OpenArticle(key=facts["article"])),),)


LEADS: Tells = {FigureNews.WEEK_BEFORE: shows("week-digest", _chart)}
POSTS: Tells = {
    PostNews.ROLE: shows("staff-role-news"),
    PostNews.REMOVED: shows("staff-removed-news"),
    PostNews.LEFT: shows("staff-left-news"),
}
QUESTIONS: Tells = {
    QuestionNews.WAITING: shows("staff-news-questions", _questions),
    QuestionNews.ANSWERED: shows("search-answered", _article),
}
