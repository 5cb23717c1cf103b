"""操作记录: what was done from the posts, searchable by person, kind and day."""

from urllib.parse import urlencode

from starlette.responses import Response

from bot.web.console.desk import Desk
from bot.web.console.table import Page
from bot.web.console.who import Who
from bot.web.typed import day_in, number_in
from handlers.phrases.cases import department_said
from models.leading.log import Act, ActKind, Wanted, actors_of, log_page
from models.storage.unlinkable import by_the_hour

PATH = "/console/log"
ON_A_PAGE = 100
MOST_PAGES = 99_999


async def show(desk: Desk) -> Response:
    """The log as far as the post may read it."""
    asked = desk.request.query_params
    wanted = Wanted(
        number_in(asked.get("post", "")),
        ActKind(asked["kind"]) if asked.get("kind") in tuple(ActKind) else None,
        day_in(asked.get("first", "")),
        day_in(asked.get("last", "")),
    )
    page = number_in(asked.get("page", ""), MOST_PAGES) or 0
    acts = await log_page(desk.session, desk.staff, wanted, city=desk.city, limit=ON_A_PAGE + 1, skip=page * ON_A_PAGE)
    kept = {key: value for key, value in asked.items() if key != "page"}
    return desk.page(
        "leads/act_log.html",
        title=desk.words("console-way-log"),
        acts=[_line(desk, each) for each in acts[:ON_A_PAGE]],
        more=f"{PATH}?{urlencode({**kept, 'page': str(page + 1)})}" if len(acts) > ON_A_PAGE else "",
        posts=[(each.id, each.name) for each in await actors_of(desk.session, desk.staff)],
        kinds=[(each.value, desk.words("console-log-kind", kind=each.value)) for each in ActKind],
        wanted=wanted,
        asked=asked,
    )


def _line(desk: Desk, act: Act) -> tuple[str, str, str, str]:
    """When, who, where, what."""
    at = act.at.astimezone(desk.city.zone)
    by_hour = act.at == by_the_hour(act.at)
    when = desk.words("console-log-hour", day=f"{at:%Y-%m-%d}", hour=f"{at:%H}") if by_hour else f"{at:%Y-%m-%d %H:%M}"
    what = desk.words(
        "console-log-act",
        what=act.what.partition(":")[0].replace("_", "-"),
        piece=act.what.partition(":")[2] or "none",
        number=act.number or "none",
        about=act.about or "none",
        role=act.role or "none",
    )
    return when, act.name, department_said(desk.words, desk.city, act.department), what


PAGES = (Page(PATH, show, Who.LEADS),)
