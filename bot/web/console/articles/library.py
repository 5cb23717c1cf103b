"""All articles, drafts and those that were taken down too; and beginning a new one."""

from typing import Any

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.typed import number_in, words_in
from handlers.phrases.cases import time_said
from models.articles.article import Article, ArticleState
from models.articles.editing import LONGEST, Part, articles_listed, create_article
from models.errors import ChoiceUnknown
from models.staff.post import Staff, StaffRole

PATH = "/console/library"
ON_A_PAGE = 50
LONGEST_ASKED = 60


async def show(desk: Desk) -> Response:
    """The articles, the last changed first, narrowed by state and by words of the title."""
    params = desk.request.query_params
    state = next((each for each in ArticleState if each.value == params.get("state")), None)
    said, page = words_in(params.get("words", ""))[:LONGEST_ASKED], number_in(params.get("page", ""), 10_000) or 0
    found = await articles_listed(
        desk.session, desk.person, state=state, words=said, limit=ON_A_PAGE + 1, skip=page * ON_A_PAGE
    )
    return desk.page(
        "articles/library.html",
        title=desk.words("console-way-library"),
        articles=[_line(desk, article, title) for article, title in found[:ON_A_PAGE]],
        states=[(each.value, desk.words("console-article-state", state=each.value)) for each in ArticleState],
        state=state.value if state is not None else "",
        asked=said,
        page=page,
        more=len(found) > ON_A_PAGE,
        topics=topics_of(desk),
        entered=desk.entered,
        longest=LONGEST[Part.TITLE],
    )


def _line(desk: Desk, article: Article, title: str) -> dict[str, Any]:
    over = article.state == ArticleState.PUBLISHED and not article.in_force(desk.today)
    colour = {ArticleState.DRAFT: "soon", ArticleState.PUBLISHED: "good"}.get(article.state, "grey")
    topics = (desk.city.topics.get(key) for key in article.topic_keys())
    return {
        "key": article.key,
        "title": title,
        "state": desk.words("console-article-state", state="not-in-force" if over else article.state.value),
        "colour": "grey" if over else colour,
        "topics": desk.words("place-and").join(desk.words.pick(each.titles) for each in topics if each is not None),
        "changed": time_said(desk.words, desk.city, article.changed_at),
        "useful": article.useful_count,
        "useless": article.useless_count,
    }


def topics_of(desk: Desk) -> list[tuple[str, str]]:
    """(key, title) of the topics of the city pack."""
    return [(key, f"{each.emoji} {desk.words.pick(each.titles)}") for key, each in desk.city.topics.items()]


def may_publish(staff: Staff) -> bool:
    """Whether to offer the steps of a lead. The operations check it again."""
    return staff.role in (StaffRole.LEAD, StaffRole.ADMIN)


async def new(desk: Desk) -> Done:
    """Begin a draft. Raises ChoiceUnknown, AnswerTooLong."""
    topic, title = desk.entered.get("topic", ""), desk.entered.get("title", "").strip()
    if topic not in desk.city.topics or not title:
        raise ChoiceUnknown
    article = await create_article(desk.session, desk.person, title=title, topic=topic, today=desk.today, now=desk.now)
    return Done(f"{PATH}/{article.key}", "article-new")


PAGES = (Page(PATH, show), Press(f"{PATH}/new", new, show))
