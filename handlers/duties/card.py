"""要办的事: the list of duties for staff and for hosts, one duty with its story, and its pictures."""

from collections.abc import Mapping, Sequence

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.methods import SendDocument
from aiogram.types import CallbackQuery, Message

from handlers.buttons.duties import NewOrder, OpenDuties, ShowDuty, ShowProof, TakeDutyStep
from handlers.buttons.staff import OpenStations, OpenWork
from handlers.phrases.cases import day_said, quoted
from handlers.phrases.duties import counted, due_said, owner_said, state_arguments, step_said
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.kept_file import KeptFile
from handlers.talk.screens import Button, Reply, Screen, chat_of, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import listed_words
from models.duties.duty import Duty
from models.duties.errors import ProofGone
from models.duties.listed import WantedDuties, duties_of
from models.duties.proof import proof_of, shown_proof
from models.duties.record import steps_of
from models.duties.rights import need_posts, ordered_departments, steps_open_to
from models.duties.steps import duty_for
from models.duties.telling import about_place
from models.people.person import Person
from models.staff.post import Staff, has_post, staff_names
from models.storage.kept_file import store_file

router = Router(name=__name__)
LISTED_SAID = 40
"""Characters of a duty's words in a list."""


async def asks_for_duties(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether somebody with a post typed a word for what there is to do."""
    said = (message.text or "").strip(" 。.!！?？").casefold() in listed_words("duty-words")
    return said and person is not None and await has_post(talk.session, person.id)


@router.message(StateFilter(None), F.text, asks_for_duties)
@router.callback_query(OpenDuties.filter())
async def open_duties(event: Message | CallbackQuery, talk: Talk, callback_data: OpenDuties | None = None) -> Reply:
    """Runs when somebody with a post opens what there is to do, or types a word for it; lists it."""
    await leave_form(talk.state)
    asked = callback_data or OpenDuties()
    return show(event, await duty_list(talk, asked.page, over=asked.over))


async def duty_list(talk: Talk, page: int = 0, *, over: bool = False, first_line: str | None = None) -> Screen:
    """The duties that the person sees, each with a number to press. Raises NotStaff."""
    posts = await need_posts(talk.session, talk.person)
    wanted = WantedDuties(over=over)
    duties = await duties_of(talk.session, posts, wanted, city=talk.city, now=talk.now)
    shown, following = page_of(duties, page)
    numbered = list(enumerate(shown, list(duties).index(shown[0]) + 1 if shown else 1))
    said = "yes" if over else "no"
    head = talk.words("duty-list", found="some" if duties else "none", over=said)
    lines = [first_line, head, *[await _line(talk, place, each) for place, each in numbered]]
    buttons = [Button(str(place), ShowDuty(duty_id=each.id)) for place, each in numbered]
    gives = any(ordered_departments(each, talk.city) for each in posts)
    ways = [Button(talk.words("duty-button-new"), NewOrder())] if gives else []
    ways.append(Button(talk.words("duty-button-over", over=said), OpenDuties(over=not over)))
    if following is not None:
        ways.append(Button(talk.words("own-case-button-more"), OpenDuties(page=following, over=over)))
    rows = (*in_rows(buttons, PAGE), *in_rows(ways, 2), back_row(talk, posts))
    return Screen("\n".join(filter(None, lines)), rows)


def back_row(talk: Talk, posts: Sequence[Staff]) -> tuple[Button, ...]:
    """The way to the desk, or for somebody who only hosts to their places, and home."""
    if any(each.department for each in posts):
        return (Button(talk.words("desk-button"), OpenWork()), home_button(talk.words))
    return (Button(talk.words("menu-button-station"), OpenStations()), home_button(talk.words))


async def _line(talk: Talk, place: int, duty: Duty) -> str:
    return talk.words(
        "duty-line",
        place=str(place),
        owner=await owner_said(talk.session, talk.words, talk.city, duty),
        day=due_said(talk.words, talk.city, duty),
        text=quoted(str(duty.wanted), longest=LISTED_SAID),
        **state_arguments(duty, city=talk.city, now=talk.now),
    )


# --- one duty ---------------------------------------------------------------------------------------------------------


@router.callback_query(ShowDuty.filter())
async def show_duty(event: CallbackQuery, talk: Talk, callback_data: ShowDuty) -> Reply:
    """Runs when somebody opens a duty; shows it."""
    await leave_form(talk.state)
    return show(event, await duty_card(talk, callback_data.duty_id))


async def duty_card(talk: Talk, duty_id: int, first_line: str | None = None) -> Screen:
    """The duty, what was done with it, and what the person can do now. Raises NotStaff, DutyGone."""
    posts = await need_posts(talk.session, talk.person)
    duty = await duty_for(talk.session, duty_id, posts, city=talk.city)
    steps = await steps_of(talk.session, duty_id)
    names = await staff_names(talk.session, {each.staff_id for each in steps})
    here = [each for each in await proof_of(talk.session, duty_id) if each.problem is None]
    head = talk.words(
        "duty-card",
        owner=await owner_said(talk.session, talk.words, talk.city, duty),
        day=due_said(talk.words, talk.city, duty),
        text=quoted(str(duty.wanted), longest=1000),
        **state_arguments(duty, city=talk.city, now=talk.now),
    )
    coming = sum(each.kept_at is None for each in here)
    lines = [
        first_line,
        head,
        talk.words("duty-card-about", about=place) if (place := await about_place(talk.session, duty)) else None,
        _asked(talk, duty, names),
        talk.words("duty-card-proof", **counted(here=len(here) - coming, coming=coming)) if here else None,
        *(step_said(talk.words, talk.city, duty, each, names.get(each.staff_id, "")) for each in steps),
    ]
    open_to = await steps_open_to(talk.session, duty, posts, city=talk.city)
    ways = [
        Button(talk.words("duty-button", step=step.value), TakeDutyStep(duty_id=duty_id, step=step.value))
        for step in open_to
    ]
    if len(here) > coming:
        ways.append(Button(talk.words("duty-button-photos"), ShowProof(duty_id=duty_id)))
    every = Button(talk.words("duty-button-all"), OpenDuties())
    return Screen("\n".join(filter(None, lines)), (*in_rows(ways, 2), (every, *back_row(talk, posts))))


def _asked(talk: Talk, duty: Duty, names: Mapping[int, str]) -> str | None:
    if duty.asked_by is None or duty.asked_until is None:
        return None
    until = day_said(talk.words, duty.asked_until.astimezone(talk.city.zone).date())
    return talk.words("duty-card-asked", name=names.get(duty.asked_by, ""), until=until)


@router.callback_query(ShowProof.filter())
async def show_proof(event: CallbackQuery, talk: Talk, callback_data: ShowProof) -> Reply:
    """Runs when somebody wants to see a picture of a duty; sends the newest that is here. Raises ProofGone."""
    duty_id = callback_data.duty_id
    posts = await need_posts(talk.session, talk.person)
    duty = await duty_for(talk.session, duty_id, posts, city=talk.city)
    here = [each.number for each in await proof_of(talk.session, duty_id) if each.kept_at is not None]
    number = callback_data.number or (here[0] if here else 0)
    if number not in here:
        raise ProofGone
    media_type, content = await shown_proof(talk.session, duty, number)
    name = f"{number}.{media_type.rpartition('/')[2]}"
    key = await store_file(talk.session, talk.contact.id, content, name=name, media_type=media_type, now=talk.now)
    following = next((each for each in here if each > number), None)
    more = [ShowProof(duty_id=duty_id, number=following)] if following is not None else []
    row = (*(Button(talk.words("own-case-button-more"), each) for each in more), _back(talk, duty_id))
    return SendDocument(
        chat_id=chat_of(event),
        document=KeptFile(key, name),
        caption=talk.words("duty-photo", number=str(number), count=str(len(here))),
        reply_markup=Screen("", (row,)).markup(),
    )


def _back(talk: Talk, duty_id: int) -> Button:
    return Button(talk.words("staff-button-back"), ShowDuty(duty_id=duty_id))
