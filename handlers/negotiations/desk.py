"""The union's side of 协商. It opens from the card of a common problem, is found again from the queue or by its word,
and shows how many take part and what was done. The lead department can read it.
"""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.buttons.negotiations import (
    NegotiationAbout,
    OpenNegotiation,
    OpenNegotiations,
    OpenPaper,
    ShowNegotiation,
    WriteMove,
)
from handlers.buttons.staff import OpenQueue
from handlers.casework.card import last_row
from handlers.negotiations.story import about_said, list_line, negotiator_said, problem_said, story_lines
from handlers.phrases.cases import day_said
from handlers.talk.forms import PAGE, leave_form, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, listed_words
from models.city.pack import City
from models.negotiations.joining import JoinedCounts, joined_counts
from models.negotiations.negotiation import (
    Move,
    Negotiation,
    NegotiationState,
    all_negotiations,
    may_read_negotiations,
    moves_for,
    need_reader,
    negotiates,
    negotiation_for_staff,
    running_negotiation,
    steps_of,
)
from models.negotiations.steps import open_negotiation, people_to_ask
from models.people.person import Person
from models.staff.post import Staff, need_staff, staff_of
from models.values.small_groups import LEAST_GROUP

router = Router(name=__name__)


async def asks_for_negotiations(message: Message, talk: Talk, person: Person | None) -> bool:
    """Return whether somebody who may read the negotiations typed a word for them."""
    if person is None or (message.text or "").strip().casefold() not in listed_words("negotiation-words"):
        return False
    staff = await staff_of(talk.session, person)
    return staff is not None and may_read_negotiations(staff, talk.city)


@router.message(Command("negotiations"))
@router.message(F.text, asks_for_negotiations)
@router.callback_query(OpenNegotiations.filter())
async def open_list(event: Message | CallbackQuery, talk: Talk, callback_data: OpenNegotiations | None = None) -> Reply:
    """Runs when staff open the negotiations, or type /negotiations or a word for them; lists them."""
    staff = await need_staff(talk.session, talk.person)
    found = await all_negotiations(talk.session, staff, city=talk.city)
    await leave_form(talk.state)
    return show(event, list_screen(talk.words, talk.city, found, callback_data.page if callback_data else 0))


@router.callback_query(NegotiationAbout.filter())
async def about_problem(event: CallbackQuery, talk: Talk, callback_data: NegotiationAbout) -> Reply:
    """Runs when staff open the negotiation about a common problem; shows the one that runs, else asks whether the union
    wants to open one.
    """
    staff = await need_staff(talk.session, talk.person)
    need_reader(staff, talk.city)
    await leave_form(talk.state)
    type_key, platform = callback_data.type, callback_data.platform
    running = await running_negotiation(talk.session, type_key, platform)
    if running is not None:
        return show(event, await desk_card(talk, running.id, staff))
    about = problem_said(talk.words, talk.city, type_key, platform)
    if not negotiates(staff, talk.city):
        none = talk.words("negotiation-none-yet", about=about, department=negotiator_said(talk.words, talk.city))
        return show(event, Screen(none, (last_row(talk.words),)))
    people = await people_to_ask(talk.session, type_key, platform, staff, city=talk.city, now=talk.now)
    yes = Button(talk.words("negotiation-button-open-yes"), OpenNegotiation(type=type_key, platform=platform))
    no = Button(talk.words("negotiation-button-not-now"), OpenQueue())
    return show(
        event,
        Screen(talk.words("negotiation-open", about=about, people=str(people)), ((yes,), (no,))).with_home(talk.words),
    )


@router.callback_query(OpenNegotiation.filter())
async def open_it(event: CallbackQuery, talk: Talk, callback_data: OpenNegotiation) -> Reply:
    """Runs when the union confirms; opens the negotiation and shows it."""
    staff = await need_staff(talk.session, talk.person)
    opened, new = await open_negotiation(
        talk.session, callback_data.type, callback_data.platform, staff, city=talk.city, now=talk.now
    )
    await leave_form(talk.state)
    line = talk.words("negotiation-opened" if new else "negotiation-open-already")
    return show(event, await desk_card(talk, opened.id, staff, line))


@router.callback_query(ShowNegotiation.filter())
async def show_negotiation(event: CallbackQuery, talk: Talk, callback_data: ShowNegotiation) -> Reply:
    """Runs when staff press a negotiation; shows it."""
    staff = await need_staff(talk.session, talk.person)
    await leave_form(talk.state)
    return show(event, await desk_card(talk, callback_data.negotiation_id, staff))


# --- screens ----------------------------------------------------------------------------------------------------------


async def desk_card(talk: Talk, negotiation_id: int, staff: Staff, first_line: str | None = None) -> Screen:
    """The negotiation as it is now, read again. Raises NotStaff, NegotiationGone."""
    negotiation = await negotiation_for_staff(talk.session, negotiation_id, staff, city=talk.city)
    counts = await joined_counts(talk.session, negotiation_id)
    story = story_lines(talk.words, talk.city, await steps_of(talk.session, negotiation_id), names=True, calls=True)
    moves, promised = moves_for(negotiation, staff, talk.city), negotiation.promised_on
    gathered = negotiation.state is NegotiationState.ASKING and counts.people is not None
    stands = "enough" if gathered else negotiation.state.value
    next_ = talk.words("negotiation-next", state=stands) if moves or not negotiation.running else None
    lines = [
        first_line,
        talk.words("negotiation-head", about=about_said(talk.words, talk.city, negotiation)),
        talk.words("negotiation-asked-count", people=str(negotiation.people)),
        joined_said(talk.words, counts),
        talk.words("negotiation-story"),
        *story,
        talk.words("negotiation-promised", day=day_said(talk.words, promised)) if promised else None,
        next_,
    ]
    buttons = [
        Button(
            talk.words("negotiation-button-move", move=each.value), WriteMove(negotiation_id=negotiation_id, move=each)
        )
        for each in _in_order(moves)
    ]
    if not negotiation.running:
        buttons.append(Button(talk.words("negotiation-button-paper"), OpenPaper(negotiation_id=negotiation_id)))
    back = Button(talk.words("negotiation-button-all"), OpenNegotiations())
    return Screen("\n".join(filter(None, lines)), (*in_rows(buttons, 2), (back, *last_row(talk.words))))


def _in_order(moves: Sequence[Move]) -> list[Move]:
    """The moves, the next one first."""
    return sorted(moves, key=(Move.REPLY, Move.DEMAND, Move.RESULT, Move.CALL).index)


def joined_said(words: Words, counts: JoinedCounts) -> str:
    """How many take part; no numbers of a group so small that somebody could be recognised."""
    return words(
        "negotiation-joined",
        people="few" if counts.people is None else str(counts.people),
        least=str(LEAST_GROUP),
        named="none" if counts.named is None else str(counts.named),
        anonymous=str(counts.anonymous or 0),
    )


def list_screen(words: Words, city: City, found: Sequence[Negotiation], page: int) -> Screen:
    """The negotiations of a page, each with a number to press."""
    if not found:
        return Screen(words("negotiation-none"), (last_row(words),))
    shown, following = page_of(found, page)
    numbered = list(enumerate(shown, found.index(shown[0]) + 1))
    lines = [list_line(words, city, place, each) for place, each in numbered]
    buttons = [Button(str(place), ShowNegotiation(negotiation_id=each.id)) for place, each in numbered]
    more = (Button(words("own-case-button-more"), OpenNegotiations(page=following)),) if following is not None else ()
    queue = Button(words("staff-button-queue"), OpenQueue())
    text = "\n".join([words("negotiation-list"), *lines])
    return Screen(text, (*in_rows(buttons, PAGE), (*more, queue, home_button(words))))
