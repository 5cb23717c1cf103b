"""权限: posts of a department or of places: giving one with a code, its role, taking it away, its browsers."""

from starlette.responses import Response

from bot.web.chats import Chats
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.console.who import Who
from bot.web.typed import number_in
from handlers.phrases.cases import department_said
from models.casework.errors import StaffGone
from models.casework.posts import (
    change_role,
    code_again,
    count_posts,
    invite,
    may_manage,
    post_managed,
    posts_managed,
    remove,
    roles_given_by,
)
from models.errors import ChoiceUnknown
from models.places.place import Place, place_by_code
from models.staff.console_session import end_session, sessions_of_post
from models.staff.post import CODE_LASTS, LINK_MARK, Staff, StaffRole

PATH = "/console/posts"
ONE = f"{PATH}/{{number}}"
INVITE, ROLE, CODE, REMOVE, END = (f"{PATH}/step/{how}" for how in ("invite", "role", "code", "remove", "end"))
PLACES = "places"
"""Stands for the hosts of places where a department's key is expected."""
MOST = 200


def _where(desk: Desk) -> str:
    """The department, or PLACES, that is looked at."""
    asked = desk.entered.get("where", "") or desk.request.query_params.get("where", "")
    known = asked in desk.city.departments or asked == PLACES
    return asked if known and desk.staff.role is StaffRole.ADMIN else desk.staff.department or ""


async def show(desk: Desk) -> Response:
    """The posts of a department, the leads first."""
    where = _where(desk)
    department = where if where != PLACES else None
    posts = await posts_managed(desk.session, desk.person, department=department, limit=MOST)
    counts = await count_posts(desk.session) if desk.staff.role is StaffRole.ADMIN else {}
    return desk.page(
        "leads/posts.html",
        title=desk.words("console-way-posts"),
        where=where,
        places=PLACES,
        choices=[(key, _title(desk, key), counts.get("" if key == PLACES else key, 0)) for key in _choices(desk)],
        posts=[(each, await _place(desk, each), may_manage(desk.staff, each)) for each in posts],
        roles=[each.value for each in roles_given_by(desk.staff)] if where != PLACES else [],
        entered=desk.entered,
        state=_state,
    )


def _choices(desk: Desk) -> list[str]:
    return [*desk.city.departments, PLACES] if desk.staff.role is StaffRole.ADMIN else []


def _title(desk: Desk, where: str) -> str:
    return desk.words("posts-places") if where == PLACES else department_said(desk.words, desk.city, where)


async def _place(desk: Desk, staff: Staff) -> str:
    place = await desk.session.get(Place, staff.place_id) if staff.place_id is not None else None
    return place.name if place is not None else ""


def _state(staff: Staff) -> str:
    return "waiting" if staff.joined_at is None else "there" if staff.person_id is not None else "left"


async def one(desk: Desk) -> Response:
    """One post and what may be done with it. Raises NotStaff, StaffGone."""
    return await _one(desk, _number(desk.request.path_params["number"]))


async def one_again(desk: Desk) -> Response:
    """The post once more, after a refusal."""
    return await _one(desk, _number(desk.entered.get("post", "")))


async def _one(desk: Desk, post_id: int, code: str = "") -> Response:
    post = await post_managed(desk.session, post_id, desk.person)
    manages = may_manage(desk.staff, post)
    sessions = await sessions_of_post(desk.session, post.id, desk.staff, now=desk.now) if manages else []
    return desk.page(
        "leads/post.html",
        title=post.name,
        post=post,
        place=await _place(desk, post),
        where=_title(desk, post.department or PLACES),
        state=_state(post),
        manages=manages,
        roles=[each.value for each in roles_given_by(desk.staff) if each is not post.role]
        if manages and post.department is not None and desk.staff.role is StaffRole.ADMIN
        else [],
        browsers=[(each.id, each.browser.name, each.seen_at.astimezone(desk.city.zone)) for each in sessions],
        code=f"{code[:5]}-{code[5:]}" if code else "",
        links=await Chats(desk.app).links(LINK_MARK + code) if code else [],
        days=CODE_LASTS.days,
    )


# --- presses ----------------------------------------------------------------------------------------------------------


async def give(desk: Desk) -> Response:
    """Make a post, and show its code, which nobody can read again."""
    where = _where(desk)
    place = await place_by_code(desk.session, desk.entered.get("place", "").strip()) if where == PLACES else None
    post, code = await invite(
        desk.session,
        name=desk.entered.get("name", ""),
        role=StaffRole.HOST if place is not None else _role(desk.entered.get("role", "")),
        department=where if place is None else None,
        place_id=place.id if place is not None else None,
        by=desk.person,
        city=desk.city,
        now=desk.now,
    )
    return await _one(desk, post.id, code)


def _role(text: str) -> StaffRole:
    if text not in tuple(StaffRole):
        raise ChoiceUnknown
    return StaffRole(text)


async def again_code(desk: Desk) -> Response:
    """Make another code for a post that nobody has."""
    post, code = await code_again(desk.session, _which(desk), by=desk.person, now=desk.now)
    return await _one(desk, post.id, code)


async def role(desk: Desk) -> Done:
    """Change the role."""
    post = await change_role(
        desk.session, _which(desk), _role(desk.entered.get("role", "")), by=desk.person, now=desk.now
    )
    return Done(f"{PATH}/{post.id}", "post-changed")


async def take_away(desk: Desk) -> Done:
    """End the post."""
    post = await remove(desk.session, _which(desk), by=desk.person, now=desk.now)
    return Done(f"{PATH}?where={post.department or PLACES}", "post-removed")


async def end(desk: Desk) -> Done:
    """End a session of the post's holder."""
    post = await post_managed(desk.session, _which(desk), desk.person)
    await end_session(desk.session, _number(desk.entered.get("session", "")), desk.person, now=desk.now)
    return Done(f"{PATH}/{post.id}", "device-ended")


def _which(desk: Desk) -> int:
    return _number(desk.entered.get("post", ""))


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise StaffGone(0)
    return number


PAGES = (
    Page(PATH, show, Who.LEADS),
    Page(ONE, one, Who.LEADS, writes=True),
    Press(INVITE, give, show, Who.LEADS, strong=True, step="staff"),
    Press(ROLE, role, one_again, Who.LEADS, strong=True, step="staff"),
    Press(CODE, again_code, one_again, Who.LEADS, strong=True, step="staff"),
    Press(REMOVE, take_away, one_again, Who.LEADS, strong=True, step="staff"),
    Press(END, end, one_again, Who.LEADS),
)
