"""Every benefit of the pack: its owner, how it stands, how often it is used; those that need somebody come first."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from bot.web.console.desk import Desk
from handlers.phrases.cases import day_said, department_said
from models.benefits.standing import UNUSED_FOR, Standing, State, standing_of
from models.city.actions import ActionKind

PATH = "/console/benefits"
ORDER = (State.EMPTY, State.DEAD, State.NEW, State.USED)
COLOURS = {State.EMPTY: "late", State.DEAD: "soon", State.USED: "good"}
MINE = "mine"


async def show(desk: Desk) -> Response:
    """The benefits, all or of one state, or those of the colleague's department. Raises NotStaff."""
    every = await standing_of(desk.session, desk.person, city=desk.city, now=desk.now)
    params = desk.request.query_params
    which, mine = params.get("state", ""), params.get("whose") == MINE
    shown = [each for each in every if not mine or each.owner == desk.staff.department]
    counts = Counter(each.state for each in shown)
    if which in tuple(State):
        shown = [each for each in shown if each.state == which]
    return desk.page(
        "benefits/benefits.html",
        title=desk.words("console-way-benefits"),
        states=[(each.value, desk.words("console-benefit-state", state=each.value), counts[each]) for each in ORDER],
        state=which if which in tuple(State) else "",
        mine=mine,
        days=UNUSED_FOR.days,
        benefits=[_line(desk, each) for each in sorted(shown, key=lambda each: ORDER.index(each.state))],
    )


def _line(desk: Desk, each: Standing) -> dict[str, Any]:
    words, benefit = desk.words, each.benefit
    phone = benefit.action.kind is ActionKind.PHONE
    why = words("console-benefit-empty", why=each.empty.value.replace("_", "-")) if each.empty is not None else ""
    return {
        "title": words.pick(benefit.titles),
        "category": words.pick(desk.city.benefits.categories[benefit.category].titles),
        "owner": department_said(words, desk.city, each.owner) if each.owner else "",
        "state": words("console-benefit-state", state=each.state.value),
        "colour": COLOURS.get(each.state, "grey"),
        "why": why,
        "leads": words("console-benefit-leads", kind=benefit.action.kind.value, to=_target(desk, each)),
        "article": benefit.action.of if benefit.action.kind is ActionKind.ARTICLE else "",
        "since": day_said(words, each.since),
        "used": day_said(words, each.used_on) if each.used_on is not None else words("console-benefit-never"),
        "opened": each.opened,
        "acted": words("console-benefit-not-counted") if phone else str(each.acted),
    }


def _target(desk: Desk, each: Standing) -> str:
    """What it leads to, by its title where it has one."""
    action, city = each.benefit.action, desk.city
    titled: Mapping[str, Any] = {ActionKind.PLACE: city.needs, ActionKind.CASE: city.case_types}.get(action.kind, {})
    known = titled.get(action.of)
    if action.kind is ActionKind.EVENT:
        return desk.words(f"event-kind-{action.of.replace('_', '-')}")
    return desk.words.pick(known.titles) if known is not None else action.of
