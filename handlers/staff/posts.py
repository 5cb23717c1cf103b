"""同事 (`/staff`): the posts and their holders. A manager gives a new one with a code, changes a role, takes a post
away, and reads who did so.

An administrator first chooses a department, or the places; a lead sees only their own department.
"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.buttons.console import OpenTheirDevices
from handlers.buttons.posts import ChangePost, NewHost, NewPost, OpenChanges, OpenPosts, ShowPost
from handlers.buttons.staff import OpenWork
from handlers.phrases.days import short_moment
from handlers.talk.forms import PENDING, leave_form, page_of
from handlers.talk.question import awaits, pending_row
from handlers.talk.refusals import error_said
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.casework.posts import (
    Changed,
    change_role,
    changes_of,
    code_again,
    count_posts,
    invite,
    may_manage,
    need_manager,
    post_managed,
    posts_managed,
    remove,
    roles_given_by,
)
from models.city.pack import City
from models.people.errors import NameUnreadable
from models.places.place import Place, find_place
from models.places.search import spots_named
from models.staff.post import CODE_LASTS, LONGEST_NAME, Staff, StaffRole

router = Router(name=__name__)
PLACES = "places"
"""Stands for the hosts of places where a department's key is expected."""
LISTED, DEPARTMENTS, CHANGES = 6, 8, 10
WHERE, ROLE, PLACE = "post_where", "post_role", "post_place"


class Inviting(StatesGroup):
    """The conversation awaits the name of the new colleague, or of the place."""

    name = State()
    place = State()


# --- who is there ---------------------------------------------------------------------------------------------------


@router.message(Command("staff"))
@router.callback_query(OpenPosts.filter())
async def open_posts(event: Message | CallbackQuery, talk: Talk, callback_data: OpenPosts | None = None) -> Reply:
    """Runs when a manager types /staff or opens the posts; lists departments or posts."""
    by = await need_manager(talk.session, talk.person)
    await leave_form(talk.state)
    where, page = (callback_data.where, max(0, callback_data.page)) if callback_data else ("", 0)
    if by.role is not StaffRole.ADMIN:
        where = by.department or ""
    if where != PLACES and where not in talk.city.departments:
        return show(event, departments_screen(talk.words, talk.city, await count_posts(talk.session), page))
    department = where if where != PLACES else None
    skip = page * LISTED
    posts = await posts_managed(talk.session, talk.person, department=department, limit=LISTED + 1, skip=skip)
    placed = [(each, await talk.session.get(Place, each.place_id) if each.place_id else None) for each in posts]
    return show(event, posts_screen(talk, by, where, placed, page))


def departments_screen(words: Words, city: City, counts: dict[str, int], page: int) -> Screen:
    """The departments and the places, each with its number of posts."""
    keys = [PLACES, *city.departments]
    shown, following = page_of(keys, page)
    choices = [
        Button(f"{where_said(words, city, each)} {_count(counts, each)}", OpenPosts(where=each)) for each in shown
    ]
    more = (Button(words("me-button-more"), OpenPosts(page=following)),) if following is not None else ()
    changes = Button(words("posts-button-changes"), OpenChanges())
    last = (Button(words("desk-button"), OpenWork()), home_button(words))
    return Screen(words("posts-where"), (*in_rows(choices, 2), (*more, changes), last))


def _count(counts: dict[str, int], where: str) -> int:
    return counts.get("" if where == PLACES else where, 0)


def where_said(words: Words, city: City, where: str) -> str:
    """The name of a department, or of the places."""
    return words("posts-places") if where == PLACES else words.pick(city.departments[where].titles)


def posts_screen(talk: Talk, by: Staff, where: str, posts: Sequence[tuple[Staff, Place | None]], page: int) -> Screen:
    """The posts of a page, each with a number to press."""
    shown = posts[:LISTED]
    lines = [
        talk.words("posts-head", where=where_said(talk.words, talk.city, where), found="some" if shown else "none")
    ]
    for number, (each, place) in enumerate(shown, page * LISTED + 1):
        lines.append(talk.words("post-line", number=number, **said_of(each), place=place.name if place else "none"))
    numbers = [Button(str(page * LISTED + n), ShowPost(staff_id=each.id)) for n, (each, _) in enumerate(shown, 1)]
    more = (Button(talk.words("me-button-more"), OpenPosts(where=where, page=page + 1)),) if len(posts) > LISTED else ()
    new = Button(talk.words("posts-button-new"), NewPost(where=where))
    changes = Button(talk.words("posts-button-changes"), OpenChanges())
    back = OpenPosts() if by.role is StaffRole.ADMIN else OpenWork()
    last = (Button(talk.words("me-button-back"), back), home_button(talk.words))
    return Screen("\n".join(lines), (*in_rows(numbers, LISTED), (new, changes, *more), last))


def said_of(staff: Staff) -> dict[str, str]:
    """The arguments that describe a post in a text."""
    state = "waiting" if staff.joined_at is None else "there" if staff.person_id is not None else "left"
    return {"name": staff.name, "role": staff.role.value, "state": state}


@router.callback_query(ShowPost.filter())
async def show_post(event: CallbackQuery, talk: Talk, callback_data: ShowPost) -> Reply:
    """Runs when a manager presses a post; shows it."""
    by = await need_manager(talk.session, talk.person)
    staff = await post_managed(talk.session, callback_data.staff_id, talk.person)
    return show(event, await post_screen(talk, by, staff))


async def post_screen(talk: Talk, by: Staff, staff: Staff, first_line: str | None = None) -> Screen:
    """One post, and what this manager may do with it."""
    place = await talk.session.get(Place, staff.place_id) if staff.place_id is not None else None
    where = staff.department or PLACES
    said = talk.words(
        "post-said",
        **said_of(staff),
        where=place.name if place is not None else where_said(talk.words, talk.city, where),
    )
    ways: list[Button] = []
    if may_manage(by, staff):
        others = [each for each in roles_given_by(by) if each is not staff.role]
        if staff.department is not None and by.role is StaffRole.ADMIN:
            ways += [
                Button(talk.words("post-button-role", role=each.value), ChangePost(staff_id=staff.id, how=each.value))
                for each in others
            ]
        if staff.person_id is None:
            ways.append(Button(talk.words("post-button-code"), ChangePost(staff_id=staff.id, how="code")))
        if staff.person_id is not None and staff.department is not None:
            ways.append(Button(talk.words("post-button-devices"), OpenTheirDevices(staff_id=staff.id)))
        ways.append(Button(talk.words("post-button-remove"), ChangePost(staff_id=staff.id, how="ask")))
    back = (Button(talk.words("me-button-back"), OpenPosts(where=where)), home_button(talk.words))
    return Screen("\n".join(filter(None, (first_line, said))), (*in_rows(ways, 2), back))


# --- somebody new ---------------------------------------------------------------------------------------------------


@router.callback_query(NewPost.filter())
async def new_post(event: CallbackQuery, talk: Talk, callback_data: NewPost) -> Reply:
    """Runs when a manager adds a post; asks for the role, the place, or the name."""
    by = await need_manager(talk.session, talk.person)
    await leave_form(talk.state)
    where, roles = callback_data.where, roles_given_by(by)
    if where == PLACES:
        return show(event, await _ask(talk, Inviting.place, where, StaffRole.HOST.value))
    role = callback_data.role or (roles[0].value if len(roles) == 1 else "")
    if role:
        return show(event, await _ask(talk, Inviting.name, where, role))
    choices = [
        Button(talk.words("post-role", role=each.value), NewPost(where=where, role=each.value)) for each in roles
    ]
    back = (Button(talk.words("me-button-back"), OpenPosts(where=where)), home_button(talk.words))
    return show(event, Screen(talk.words("post-ask-role"), (*in_rows(choices, 1), back)))


async def _ask(talk: Talk, question: State, where: str, role: str, first_line: str | None = None) -> Screen:
    """Ask for the name, or for the place; typed words are that from now on."""
    pending = (await talk.state.get_data()).get(PENDING)
    await talk.state.set_state(question)
    await talk.state.update_data({WHERE: where, ROLE: role})
    asked = (
        talk.words("post-ask-place") if question is Inviting.place else talk.words("post-ask-name", most=LONGEST_NAME)
    )
    back = (Button(talk.words("me-button-back"), OpenPosts(where=where)), home_button(talk.words))
    return Screen("\n".join(filter(None, (first_line, asked))), (*pending_row(talk.words, pending), back))


async def question_again(talk: Talk) -> Screen:
    """Ask again for the name or the place."""
    data = await talk.state.get_data()
    question = Inviting.name if await talk.state.get_state() == Inviting.name.state else Inviting.place
    return await _ask(talk, question, str(data[WHERE]), str(data[ROLE]))


@awaits(router, Inviting.place, ask=question_again, sentence=False)
async def place_typed(talk: Talk, said: str) -> Screen:
    """Runs when a manager types the name of a place; lists the places it may mean."""
    await need_manager(talk.session, talk.person)
    spots = [each for each in await spots_named(talk.session, talk.city, said) if each.place_id is not None]
    if not spots:
        line = talk.words("event-where-unknown")
        return await _ask(talk, Inviting.place, PLACES, StaffRole.HOST.value, line)
    choices = [(Button(each.title, NewHost(place_id=each.place_id or 0)),) for each in spots[:LISTED]]
    back = (Button(talk.words("me-button-back"), OpenPosts(where=PLACES)), home_button(talk.words))
    return Screen(talk.words("host-which-place"), (*choices, back))


@router.callback_query(NewHost.filter())
async def place_chosen(event: CallbackQuery, talk: Talk, callback_data: NewHost) -> Reply:
    """Runs when a manager presses the place; asks for the host's name."""
    await need_manager(talk.session, talk.person)
    place = await find_place(talk.session, callback_data.place_id)
    await leave_form(talk.state)
    await talk.state.update_data({PLACE: place.id})
    return show(event, await _ask(talk, Inviting.name, PLACES, StaffRole.HOST.value))


@awaits(router, Inviting.name, ask=question_again)
async def name_typed(talk: Talk, said: str) -> Screen:
    """Runs when a manager types the name; makes the post and shows its code."""
    data = await talk.state.get_data()
    where, role = str(data[WHERE]), StaffRole(data[ROLE])
    place_id = data.get(PLACE) if where == PLACES else None
    department = where if where != PLACES else None
    try:
        staff, code = await invite(
            talk.session,
            name=said,
            role=role,
            department=department,
            place_id=place_id,
            by=talk.person,
            city=talk.city,
            now=talk.now,
        )
    except NameUnreadable as error:
        return await _ask(talk, Inviting.name, where, role.value, error_said(talk.words, error))
    await leave_form(talk.state)
    return code_screen(talk.words, staff, code)


def code_screen(words: Words, staff: Staff, code: str) -> Screen:
    """Show the code. It is shown once: only its hash is kept."""
    said = words("post-code", name=staff.name, code=f"{code[:5]}-{code[5:]}", days=CODE_LASTS.days)
    back = (Button(words("me-button-back"), OpenPosts(where=staff.department or PLACES)), home_button(words))
    return Screen(said, (back,))


# --- changes --------------------------------------------------------------------------------------------------------


@router.callback_query(ChangePost.filter())
async def change_post(event: CallbackQuery, talk: Talk, callback_data: ChangePost) -> Reply:
    """Runs when a manager changes a post: a new code, another role, or, after a question, its removal."""
    number, how = callback_data.staff_id, callback_data.how
    if how == "code":
        return show(
            event, code_screen(talk.words, *await code_again(talk.session, number, by=talk.person, now=talk.now))
        )
    if how == "ask":
        staff = await post_managed(talk.session, number, talk.person)
        yes = Button(talk.words("post-button-remove-yes"), ChangePost(staff_id=number, how="remove"))
        no = Button(talk.words("me-button-back"), ShowPost(staff_id=number))
        return show(
            event, Screen(talk.words("post-ask-remove", name=staff.name), ((yes, no), (home_button(talk.words),)))
        )
    if how == "remove":
        staff = await remove(talk.session, number, by=talk.person, now=talk.now)
        back = Button(talk.words("me-button-back"), OpenPosts(where=staff.department or PLACES))
        return show(event, Screen(talk.words("post-removed", name=staff.name), ((back, home_button(talk.words)),)))
    if how in {each.value for each in StaffRole}:
        await change_role(talk.session, number, StaffRole(how), by=talk.person, now=talk.now)
    by, staff = await need_manager(talk.session, talk.person), await post_managed(talk.session, number, talk.person)
    return show(event, await post_screen(talk, by, staff, talk.words("post-changed")))


@router.callback_query(OpenChanges.filter())
async def open_changes(event: CallbackQuery, talk: Talk, callback_data: OpenChanges) -> Reply:
    """Runs when a manager opens the changes of posts; lists them."""
    page = max(0, callback_data.page)
    found = await changes_of(talk.session, talk.person, limit=CHANGES + 1, skip=page * CHANGES)
    lines = [_line(talk.words, talk.city, each) for each in found[:CHANGES]]
    head = talk.words("post-changes", found="some" if lines else "none")
    older = ((Button(talk.words("notice-button-older"), OpenChanges(page=page + 1)),),) if len(found) > CHANGES else ()
    back = (Button(talk.words("me-button-back"), OpenPosts()), home_button(talk.words))
    return show(event, Screen("\n".join([head, *lines]), (*older, back)))


def _line(words: Words, city: City, changed: Changed) -> str:
    return words(
        "post-change",
        at=short_moment(changed.at, city.zone),
        by=changed.by,
        name=changed.name,
        what=changed.what.value.replace("_", "-"),
        role=changed.role.value,
    )
