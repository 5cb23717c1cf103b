"""What riders asked and nothing answers, grouped, the most asked first: answered with a new article or with one that is
there."""

from starlette.responses import Response

from bot.web.console.articles.library import PATH as LIBRARY
from bot.web.console.articles.library import topics_of
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.typed import number_in
from models.articles.answering import answer_with, question_for_staff, questions_for_staff, write_answer
from models.articles.errors import QuestionGone
from models.articles.search import FoundKind
from models.errors import ButtonExpired, ChoiceUnknown

PATH = "/console/questions"
ON_A_PAGE = 30
MOST_OFFERED = 6
"""Articles offered as the answer."""


async def show(desk: Desk) -> Response:
    """A page of the groups. Raises NotStaff."""
    page = number_in(desk.request.query_params.get("page", ""), 10_000) or 0
    count, found = await questions_for_staff(desk.session, desk.person, limit=ON_A_PAGE, offset=page * ON_A_PAGE)
    return desk.page(
        "articles/questions.html",
        title=desk.words("console-way-questions"),
        count=count,
        groups=found,
        page=page,
        more=(page + 1) * ON_A_PAGE < count,
    )


async def one(desk: Desk) -> Response:
    """One group, and the articles that may answer it. Raises NotStaff, QuestionGone."""
    group = await question_for_staff(desk.session, _number(desk), desk.person)
    return desk.page(
        "articles/question.html",
        title=group.text,
        group=group,
        path=f"{PATH}/{group.id}",
        topics=topics_of(desk),
        offered=_offered(desk, group.text),
        entered=desk.entered,
    )


def _offered(desk: Desk, text: str) -> list[tuple[str, str, str]]:
    """(key, title, answer) of the articles that the search finds for it."""
    found: dict[str, tuple[str, str, str]] = {}
    for hit in desk.app.library.search(text, locale=desk.words.locale):
        passage = hit.passage
        if passage.kind is FoundKind.ARTICLE:
            found.setdefault(passage.key, (passage.key, passage.title, passage.answer or passage.text))
    return list(found.values())[:MOST_OFFERED]


def _number(desk: Desk) -> int:
    number = number_in(desk.request.path_params["number"])
    if number is None:
        raise QuestionGone(0)
    return number


async def do(desk: Desk) -> Done:
    """Write an answer, or say which article answers it. Raises NotStaff, QuestionGone, ArticleGone, ChoiceUnknown."""
    number, how = _number(desk), desk.request.path_params["act"]
    if how == "write":
        topic = desk.entered.get("topic", "")
        if topic not in desk.city.topics:
            raise ChoiceUnknown
        article = await write_answer(desk.session, number, desk.person, topic=topic, today=desk.today, now=desk.now)
        return Done(f"{LIBRARY}/{article.key}", "question-written")
    if how == "article":
        await answer_with(desk.session, number, desk.person, key=desk.entered.get("article", ""), now=desk.now)
        return Done(PATH, "question-answered")
    raise ButtonExpired


PAGES = (Page(PATH, show), Page(f"{PATH}/{{number}}", one), Press(f"{PATH}/{{number}}/do/{{act}}", do, one))
