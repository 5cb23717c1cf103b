"""One thing done with many cases: a portion a press, with what came of each; the page goes on by itself.

A portion is a unit of its own, so that others are answered in between, and progress is seen. Without script its button
is pressed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from bot.web.console.desk import Desk
from bot.web.console.lists.asked import PATH, asked_of
from bot.web.console.lists.pages import page_of, to_list
from bot.web.console.table import Page, Press
from bot.web.typed import number_in
from handlers.talk.refusals import error_said
from models.cases.answers import what_is_said
from models.errors import ChoiceUnknown
from models.lists.bulk import Bulk, Order, Outcome, in_bulk, need_chosen

BULK_PATH = "/console/lists/bulk"
AT_ONCE = 20
"""Cases of one press."""
_WITH_WORDS = (Bulk.NOTE, Bulk.ANSWER, Bulk.SETTLE)


@dataclass(frozen=True, slots=True)
class Going:
    """How far the work is. refused: number and reason of each case that refused; left: numbers still to do."""

    total: int
    done: int
    held: int
    refused: Sequence[tuple[str, str]]
    left: Sequence[str]

    @property
    def looked_at(self) -> int:
        return self.total - len(self.left)


async def do(desk: Desk) -> Response:
    """Do a portion of it. Raises NothingChosen, TooManyChosen, ChoiceUnknown, AnswerMissing, AnswerTooLong."""
    numbers, order = need_chosen(desk.every("case")), _order(desk)
    now, left = numbers[:AT_ONCE], numbers[AT_ONCE:]
    outcomes = await in_bulk(desk.session, desk.staff, now, order, city=desk.city, now=desk.now)
    going = _going(desk, outcomes, left)
    shown: dict[str, Any] = {
        "going": going,
        "order": order,
        "bulk_path": BULK_PATH,
        "back": f"{PATH}?{desk.entered.get('list', '')}",
    }
    if desk.request.headers.get("HX-Request"):
        return desk.fragment("lists/lists_bulk_part.html", **shown)
    title = desk.words("console-lists-bulk-title", what=order.what.value)
    return desk.page("lists/lists_bulk.html", title=title, **shown)


def _order(desk: Desk) -> Order:
    try:
        what = Bulk(desk.entered.get("what", ""))
    except ValueError as error:
        raise ChoiceUnknown from error
    text = what_is_said(desk.entered.get("text", "")) if what in _WITH_WORDS else ""
    to = desk.number("to") if what is Bulk.ASSIGN else 0
    if to is None:
        raise ChoiceUnknown
    return Order(what, text, to)


def _going(desk: Desk, outcomes: Sequence[Outcome], left: Sequence[str]) -> Going:
    """What was done before, by the form, and now."""
    before = [(number, why) for number, _, why in (each.partition(" ") for each in desk.every("refused"))]
    refused = [(each.number, error_said(desk.words, each.error)) for each in outcomes if each.error is not None]
    done = _count(desk, "done") + sum(each.error is None and not each.held for each in outcomes)
    held = _count(desk, "held") + sum(each.held for each in outcomes)
    everything = done + held + len(before) + len(refused) + len(left)
    return Going(everything, done, held, [*before, *refused], left)


MOST_COUNTED = 9_999


def _count(desk: Desk, name: str) -> int:
    return number_in(desk.entered.get(name, ""), MOST_COUNTED) or 0


async def again(desk: Desk) -> Response:
    """The list with what was chosen and written."""
    return await page_of(desk, await asked_of(desk, desk.entered.get("list", "")), frozenset(desk.every("case")))


PAGES = (Page(BULK_PATH, to_list), Press(BULK_PATH, do, again))
