"""要办的事: what departments, posts and places have to do by a day, as a list and one by one, with every step.

`/console/orders`, where orders of leaders were before they were duties, leads here.
"""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from bot.web.console.desk import PRIVATE, Desk, Done
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from bot.web.typed import number_in
from handlers.phrases.cases import day_said, department_said
from handlers.phrases.duties import due_said, owner_said, state_arguments, step_said
from models.casework.files import MOST_FILES, uploaded_pieces
from models.duties.duty import Colour, Duty, DutyKind, DutyState, Owner
from models.duties.errors import DutyGone
from models.duties.listed import WantedDuties, duties_of
from models.duties.more_time import approve_more_time, ask_more_time, refuse_more_time
from models.duties.proof import proof_of, shown_proof
from models.duties.record import DutyStep, steps_of
from models.duties.rights import ordered_departments, sees_all, steps_open_to
from models.duties.steps import accept_duty, duty_for, give_duty, report_done, send_back, strike, withdraw
from models.duties.telling import about_place
from models.staff.post import staff_names

PATH = "/console/duties"
ONE, GIVE, PROOF = f"{PATH}/{{number}}", f"{PATH}/give", f"{PATH}/{{number}}/proof/{{piece}}"
BEFORE, ONE_BEFORE = "/console/orders", "/console/orders/{number}"
FILES = "proof"
"""The field with the keys of uploaded pictures."""
ON_A_PAGE = 50
PILL = {Colour.NONE: "good", Colour.BLUE: "blue", Colour.ORANGE: "soon", Colour.RED: "late"}


async def show(desk: Desk) -> Response:
    """The duties that wait, or those that are over, narrowed by kind, department and colour; and the form of an
    order."""
    asked = desk.request.query_params
    wanted = WantedDuties(
        kind=_chosen(DutyKind, asked.get("kind", "")),
        department=department if (department := asked.get("department")) in desk.city.departments else None,
        colour=_chosen(Colour, asked.get("colour", "")),
        over=asked.get("over") == "yes",
    )
    page = number_in(asked.get("page", ""), 10_000) or 0
    found = await duties_of(
        desk.session,
        [desk.staff],
        wanted,
        city=desk.city,
        now=desk.now,
        skip=page * ON_A_PAGE,
        limit=ON_A_PAGE + 1,
    )
    departments = ordered_departments(desk.staff, desk.city)
    return desk.page(
        "duties/duties.html",
        title=desk.words("console-way-duties"),
        wanted=wanted,
        duties=[await _line(desk, each) for each in found[:ON_A_PAGE]],
        before=_page(wanted, page - 1) if page else "",
        after=_page(wanted, page + 1) if len(found) > ON_A_PAGE else "",
        kinds=[(each.value, desk.words("duty-kind", kind=each.value)) for each in DutyKind],
        colours=[(each.value, desk.words("duty-colour", colour=each.value, late="no")) for each in Colour],
        every=_named(desk, tuple(desk.city.departments)) if sees_all(desk.staff, desk.city) else [],
        departments=_named(desk, departments),
        today=desk.today,
        soon=desk.city.calendar.working_day_after(desk.today, 3),
        entered=desk.entered,
    )


def _page(wanted: WantedDuties, page: int) -> str:
    """The address of a page of the list, narrowed in the same way."""
    said = {
        "kind": wanted.kind,
        "department": wanted.department,
        "colour": wanted.colour,
        "over": "yes" if wanted.over else None,
        "page": str(page),
    }
    return f"{PATH}?{urlencode({name: value for name, value in said.items() if value is not None})}"


def _chosen(kind: Any, value: str) -> Any:
    return kind(value) if value in set(kind) else None


def _named(desk: Desk, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(key, department_said(desk.words, desk.city, key)) for key in keys]


async def _line(desk: Desk, duty: Duty) -> dict[str, str]:
    about = state_arguments(duty, city=desk.city, now=desk.now)
    over = duty.state in (DutyState.STRUCK, DutyState.WITHDRAWN)
    return {
        "id": str(duty.id),
        "kind": desk.words("duty-kind", kind=about["kind"]),
        "owner": await owner_said(desk.session, desk.words, desk.city, duty),
        "due": due_said(desk.words, desk.city, duty),
        "state": desk.words("duty-state-coloured", **about),
        "pill": "grey" if over else "soon" if duty.state is DutyState.REPORTED else PILL[Colour(about["colour"])],
        "wanted": str(duty.wanted),
    }


async def order_list(desk: Desk) -> Response:
    """Leads from where the list of orders was to the list of duties."""
    return RedirectResponse(f"{PATH}?kind={DutyKind.ORDER}", 303, PRIVATE)


async def order_page(desk: Desk) -> Response:
    """Leads from where an order was to the duty that it is now."""
    return RedirectResponse(f"{PATH}/{_number(desk.request.path_params['number'])}", 303, PRIVATE)


async def one(desk: Desk) -> Response:
    """One duty, what was done with it, its pictures, and what can be done now. Raises DutyGone."""
    return await _one(desk, _number(desk.request.path_params["number"]))


async def one_again(desk: Desk) -> Response:
    """The duty once more, with what was entered."""
    return await _one(desk, _which(desk))


async def _one(desk: Desk, duty_id: int) -> Response:
    duty = await duty_for(desk.session, duty_id, [desk.staff], city=desk.city)
    steps = await steps_of(desk.session, duty.id)
    names = await staff_names(desk.session, {each.staff_id for each in steps})
    pieces = [each for each in await proof_of(desk.session, duty.id) if each.problem is None]
    line = await _line(desk, duty)
    until = duty.asked_until
    return desk.page(
        "duties/duty.html",
        title=desk.words("console-duty-title", kind=duty.kind.value, owner=line["owner"]),
        duty=line,
        about=await about_place(desk.session, duty),
        asked=desk.words(
            "duty-card-asked",
            name=names.get(duty.asked_by or 0, ""),
            until=day_said(desk.words, until.astimezone(desk.city.zone).date()),
        )
        if until is not None
        else "",
        steps=[step_said(desk.words, desk.city, duty, each, names.get(each.staff_id, "")) for each in steps],
        pictures=[each.number for each in pieces if each.kept_at is not None],
        coming=sum(each.kept_at is None for each in pieces),
        can={each.value for each in await steps_open_to(desk.session, duty, [desk.staff], city=desk.city)},
        files=desk.every(FILES),
        most=MOST_FILES,
        today=desk.today,
        entered=desk.entered,
    )


async def proof(desk: Desk) -> Response:
    """A picture of a duty. Raises DutyGone, ProofGone."""
    number, piece = (number_in(desk.request.path_params[each]) or 0 for each in ("number", "piece"))
    duty = await duty_for(desk.session, number, [desk.staff], city=desk.city)
    media_type, content = await shown_proof(desk.session, duty, piece)
    headers = {**PRIVATE, "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
    return Response(content, media_type=media_type, headers=headers)


# --- presses ----------------------------------------------------------------------------------------------------------


async def give(desk: Desk) -> Done:
    """Give a new order."""
    duty = await give_duty(
        desk.session,
        kind=DutyKind.ORDER,
        owner=Owner.department(desk.entered.get("department", "")),
        wanted=desk.entered.get("text", ""),
        given_by=desk.staff,
        until=desk.day("until"),
        city=desk.city,
        now=desk.now,
    )
    return _done(duty, "give")


async def accept(desk: Desk) -> Done:
    """Accept a duty for its owner."""
    return await _press(desk, accept_duty, DutyStep.ACCEPT)


async def report(desk: Desk) -> Done:
    """Report what was done, with pictures."""
    pieces = await uploaded_pieces(desk.session, desk.person, desk.every(FILES), now=desk.now)
    text = desk.entered.get("text", "")
    about = {"proof": pieces, "city": desk.city, "now": desk.now}
    return _done(await report_done(desk.session, _which(desk), desk.staff, text, **about), DutyStep.REPORT)  # type: ignore[arg-type]


async def back(desk: Desk) -> Done:
    """Send a report back, perhaps with a new day."""
    text, day = desk.entered.get("text", ""), desk.day("until") if desk.entered.get("until") else None
    duty = await send_back(desk.session, _which(desk), desk.staff, text, until=day, city=desk.city, now=desk.now)
    return _done(duty, DutyStep.SEND_BACK)


async def ask(desk: Desk) -> Done:
    """Ask for more time."""
    text, day = desk.entered.get("text", ""), desk.day("until")
    duty = await ask_more_time(desk.session, _which(desk), desk.staff, text, until=day, city=desk.city, now=desk.now)
    return _done(duty, DutyStep.ASK_TIME)


async def more(desk: Desk) -> Done:
    """Give more time."""
    return await _press(desk, approve_more_time, DutyStep.MORE_TIME)


async def no_more(desk: Desk) -> Done:
    """Give no more time."""
    return await _press(desk, refuse_more_time, DutyStep.NO_TIME)


async def strike_off(desk: Desk) -> Done:
    """Strike a duty off."""
    return await _press(desk, strike, DutyStep.STRIKE)


async def drop(desk: Desk) -> Done:
    """Withdraw a duty."""
    return await _press(desk, withdraw, DutyStep.WITHDRAW)


async def _press(desk: Desk, operation: Any, step: DutyStep) -> Done:
    return _done(await operation(desk.session, _which(desk), desk.staff, city=desk.city, now=desk.now), step)


def _done(duty: Duty, step: str) -> Done:
    return Done(f"{PATH}/{duty.id}", f"duty-{step.replace('_', '-')}")


def _which(desk: Desk) -> int:
    return _number(desk.entered.get("duty", ""))


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise DutyGone
    return number


PAGES: tuple[Page | Press, ...] = (
    Page(PATH, show, Who.DESK),
    Page(ONE, one, Who.DESK),
    Page(PROOF, proof, Who.DESK),
    Page(BEFORE, order_list, Who.DESK),
    Page(ONE_BEFORE, order_page, Who.DESK),
    Press(GIVE, give, show, Who.DESK),
    *(
        Press(f"{PATH}/step/{how}", do, one_again, Who.DESK)
        for how, do in (
            ("accept", accept),
            ("report", report),
            ("send_back", back),
            ("ask_time", ask),
            ("more_time", more),
            ("no_time", no_more),
            ("strike", strike_off),
            ("withdraw", drop),
        )
    ),
)
