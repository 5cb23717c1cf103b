"""接口钥匙: the keys by which a department's own system reads and files cases."""

from starlette.responses import Response

from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from models.exchange.errors import KeyGone
from models.exchange.keys import MOST_KEYS, DepartmentKey, end_key, keys_of, new_key

PATH = "/console/keys"


async def show(desk: Desk, fresh: tuple[DepartmentKey, str] | None = None) -> Response:
    """The department's keys. fresh: a key that was made now, which is shown this once."""
    zone = desk.city.zone
    lines = [
        (each, each.made_at.astimezone(zone), each.used_at.astimezone(zone) if each.used_at else None)
        for each in await keys_of(desk.session, desk.staff)
    ]
    return desk.page(
        "exchange/keys.html",
        title=desk.words("console-way-keys"),
        keys=lines,
        fresh=fresh[1] if fresh is not None else "",
        most=MOST_KEYS,
    )


async def make(desk: Desk) -> Response:
    """Make a key and show it."""
    return await show(desk, await new_key(desk.session, desk.staff, desk.entered.get("name", ""), now=desk.now))


async def end(desk: Desk) -> Done:
    """End a key at once."""
    number = desk.number("key")
    if number is None:
        raise KeyGone
    await end_key(desk.session, number, desk.staff, now=desk.now)
    return Done(PATH, "key-ended")


async def again(desk: Desk) -> Response:
    """The page after a refusal."""
    return await show(desk)


PAGES = (
    Page(PATH, again, Who.LEADS),
    Press(PATH, make, again, Who.LEADS, strong=True, step="settings"),
    Press(f"{PATH}/end", end, again, Who.LEADS),
)
