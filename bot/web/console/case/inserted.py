"""What can be put into a text while it is written: articles that answer a question."""

from starlette.responses import JSONResponse, Response

from bot.web.console.desk import PRIVATE, Desk
from bot.web.console.table import Page, Press
from models.articles.search import FoundKind, Hit

MOST = 8
LONGEST_ASKED = 100


async def articles(desk: Desk) -> Response:
    """The articles that answer what is typed: each a title, and the sentence to put into the text."""
    asked = desk.request.query_params.get("q", "").strip()[:LONGEST_ASKED]
    index = desk.app.library.index
    found = index.search(asked, locale=desk.words.locale, limit=MOST * 2) if index is not None and asked else []
    read = [_line(desk, each) for each in found if each.passage.kind is FoundKind.ARTICLE]
    return JSONResponse(read[:MOST], headers=PRIVATE)


def _line(desk: Desk, hit: Hit) -> dict[str, str]:
    title, answer = hit.passage.title, hit.passage.answer or hit.passage.text
    text = desk.words("console-case-article", title=title, answer=answer)
    return {"title": title, "text": text}


PAGES: tuple[Page | Press, ...] = (Page("/console/articles", articles),)
