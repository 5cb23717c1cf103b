"""The last router answers what no other handler takes. Words for a need lead to the search, a spot's name to what is
open there.

Any other text leads to the one thing it surely means, to the passage that answers it, or to a choice of what it may
mean. Otherwise the service asks once for other words, and then offers a human. Old buttons are answered too.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.articles.reading import newest_screen
from handlers.buttons.cases import ShowCase
from handlers.buttons.front import NotThis
from handlers.buttons.papers import OpenPapers
from handlers.buttons.staff import FoundPage
from handlers.events.asked import list_said
from handlers.events.said import asks_for_dates, asks_when_a_class_is
from handlers.filing.choosing import KNOWN, case_button, offer_case, told_in, types_meant
from handlers.filing.sent_first import keep, with_kept_line
from handlers.front.choice import (
    also_to_read,
    buttons_to_read,
    choice_buttons,
    forms_for,
    need_beside,
    need_buttons,
    only_asks,
    paper_dated,
)
from handlers.front.destinations import Destination, destination_buttons, destination_of, press
from handlers.front.onboarding import welcome_or_menu
from handlers.front.plain_words import TALK, human_screen
from handlers.front.said import ANSWERS_PLAINLY, LIKELY, Said
from handlers.front.searching import answer_of, answer_screen, hits_for, nothing_screen
from handlers.places.answers import asks_for_gate, look_for
from handlers.places.around import find_near, spot_said
from handlers.places.card import open_card
from handlers.places.lately import LATELY
from handlers.staff.work import work_buttons
from handlers.talk.at_desk import WANTED
from handlers.talk.forms import ANSWER, leave_form
from handlers.talk.meaning import OFFERED, Meaning
from handlers.talk.menu_screen import menu_screen
from handlers.talk.question_words import asks_for_newest, asks_how_to_file
from handlers.talk.received import count_argument
from handlers.talk.screens import Button, Reply, Screen, show, with_row
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from handlers.talk.typed_mark import mark_in
from models.articles.clauses import names_clause
from models.articles.library import Library
from models.articles.search import FoundKind, Hit
from models.articles.unanswered import keep_question
from models.cases.mine import find_own_case
from models.city.intents import case_type_of
from models.city.kinds import GATE
from models.learned.looked_at import LookCloser
from models.people.conversation import Conversation
from models.places.place import find_place
from models.places.search import Spot
from models.staff.post import staff_of
from models.values.position import Position

router = Router(name=__name__)
OTHERS, SENTENCE = "said_others", "said_sentence"
"""In the conversation's data: what else the last sentence could have meant, and the sentence."""
ASKED_AGAIN = "said_asked_again"
SEARCHED = ("articles", "benefits")
"""Intents for which a passage is a better answer than a list of topics."""
MOST_READ = 2
"""Passages offered beside what a question may mean."""
LONGEST_SENTENCE = 200
"""Characters of the last sentence that are kept."""


def stray_number(message: Message, conversation: Conversation | None = None) -> bool:
    """Return whether the person typed a number that the menu above does not have. Only channels without buttons keep a
    menu.
    """
    typed = mark_in(message.text or "") or ""
    return typed.isdecimal() and conversation is not None and bool(conversation.menu)


@router.message(ANSWER, stray_number)
async def no_such_number(message: Message, talk: Talk) -> Reply:
    """Runs when the person types a number that the menu lacks; shows no new menu, so the numbers above stay valid."""
    return message.answer(talk.words("menu-no-such-number"))


@router.message(ANSWER)
async def understand(message: Message, talk: Talk, meaning: Meaning, **things: Any) -> Reply:
    """Runs when no other handler takes typed words; answers with what they mean."""
    said = Said(message, meaning, talk, things)
    if said.is_unsure:
        raise LookCloser(message.text or "")
    if await said.talk.state.get_state() is not None:
        await leave_form(said.talk.state)  # the state asked where to look, and the person said something else
    await said.talk.state.update_data({SENTENCE: (message.text or "")[:LONGEST_SENTENCE]})
    spot = await spot_said(said.talk, message.text or "")
    if spot is not None and (spot.place_id is not None or not meaning.needs):
        return await _at_spot(said, spot)
    if meaning.needs and not await _means_something_else(said) and not said.asks_about_a_need:
        return await _look_for(said)
    if meaning.intent == "home":
        return show(message, await welcome_or_menu(said.talk))
    if meaning.idle:
        return show(message, _idle_screen(said))
    if names_clause(message.text or ""):
        return await _answer(said)
    if asks_for_newest(message.text or ""):
        return show(message, await newest_screen(talk))
    first = meaning.guesses[0].intent if meaning.guesses else None
    if asks_for_dates(message.text or "") or asks_when_a_class_is(message.text or ""):
        return await _events(said)
    if first == "events" and meaning.guesses[0].probability >= LIKELY:
        return await _events(said)
    if first in SEARCHED:
        return await _answer(said)
    return await _question(said) if said.asks and said.may_be_asked else await _wish(said)


async def _wish(said: Said) -> Reply:
    """Handle a story or a wish: open the form, or the destination it surely means, or offer a choice."""
    types = types_meant(said.message.text or "", said.talk, said.meaning)
    if types and types[0].key == TALK:
        return show(said.message, human_screen(said.talk.words, said.talk.city))
    if only_asks(said):
        return await _choose(said)
    offered = await offer_case(said.message, said.talk, said.meaning)
    if offered is not None:
        await said.talk.state.update_data({SENTENCE: (said.message.text or "")[:LONGEST_SENTENCE]})
        places = need_buttons(said.talk, said.meaning.needs)
        offered = with_row(offered, places) if places else offered
        return with_row(offered, (await _desk_button(said),)) if await _is_staff(said) else offered
    surely = destination_of(said.surely) if not said.meaning.wishes else None
    return await _go(said, surely) if surely is not None else await _choose(said)


async def _question(said: Said) -> Reply:
    """Answer with the best passage, and the form below it; if there is none, open what it surely means or asks how to
    file, or say so."""
    answer = answer_of(said.hits)
    if answer is not None:
        return await _answered(said, answer, said.hits)
    if said.meaning.intent is not None or asks_how_to_file(said.message.text or ""):
        return await _wish(said)
    return show(said.message, _idle_screen(said) if said.meaning.chats else await _nothing(said, said.hits))


async def _answered(said: Said, answer: Hit, hits: Sequence[Hit]) -> Reply:
    """Show the passage, the form for the same subject, and a way out if the person meant something else. An event is
    shown in the list of its dates.
    """
    if answer.passage.kind is FoundKind.EVENT:
        return await _events(said)
    forms = forms_for(said, answer)
    await said.talk.state.update_data({OTHERS: [guess.intent for guess in said.meaning.guesses[1:]]})
    rest = [hit for hit in hits if hit.passage.kind is not FoundKind.CASE] if forms else hits
    screen = answer_screen(said.talk.words, said.talk.city, answer, rest)
    rows = (*screen.rows, *((case_button(said.talk.words, each),) for each in forms))
    last = (_not_this(said.talk.words),)
    return with_row(show(said.message, replace(screen, rows=rows).with_home(said.talk.words)), last)


async def _events(said: Said) -> Reply:
    screen = await list_said(said.talk, said.message.text or "")
    await said.talk.state.update_data({OTHERS: [guess.intent for guess in said.meaning.guesses[1:]]})
    reply: Reply = show(said.message, screen)
    rows = (*((each,) for each in also_to_read(said)), (_not_this(said.talk.words),))
    return reduce(with_row, rows, reply)


async def _at_spot(said: Said, spot: Spot) -> Reply:
    """Open the card of a place, or list what is at a street or in a district."""
    if spot.place_id is not None:
        place = await find_place(said.talk.session, spot.place_id)
        return show(said.message, await open_card(said.talk, place))
    return show(
        said.message,
        await find_near(said.talk, spot=spot, needs=()),
    )


def _idle_screen(said: Said) -> Screen:
    """Answer small talk, and what the service is not for, with what it is for."""
    chats = said.meaning.chats or not (said.meaning.idle or said.asks)
    return menu_screen(said.talk.words, said.talk.words("said-chat" if chats else "said-idle"))


async def _means_something_else(said: Said) -> bool:
    """Return whether a sentence that names a need is likelier about something that can be done here. It is not if only
    a spot stands beside the need.
    """
    if GATE in said.meaning.needs:
        return not await asks_for_gate(said.talk, said.meaning)
    first = said.meaning.guesses[0] if said.meaning.guesses else None
    if first is None or first.intent == "place" or said.wants_somewhere:
        return False
    if first.probability < LIKELY:
        return said.is_about_cases
    if said.meaning.rest and await spot_said(said.talk, said.meaning.rest) is not None:
        return False
    about_a_case = case_type_of(first.intent) in said.talk.city.case_types
    return about_a_case or destination_of(first.intent) is not None


async def _look_for(said: Said) -> Reply:
    """Search for the needs. A case that the sentence may mean as well stays a button."""
    beside = need_beside(said)
    meaning = said.meaning.but(needs=(*said.meaning.needs, beside), rest="") if beside else said.meaning
    reply = await look_for(said.message, said.talk, meaning)
    case = next((intent for intent in said.meaning.choice[:1] if case_type_of(intent)), None)
    forms = destination_buttons([case] if case else [], said.talk.words, said.talk.city)
    return with_row(reply, tuple(forms)) if forms else reply


async def _go(said: Said, surely: Destination) -> Reply:
    """Open the destination, with a way out if the person meant something else."""
    if isinstance(surely.opens, OpenPapers) and (dated := paper_dated(said)) is not None:
        return show(said.message, dated)
    reply = await press(said.message, await _opened(said, surely), talk=said.talk, **said.things)
    await said.talk.state.update_data({OTHERS: [guess.intent for guess in said.meaning.guesses[1:]]})
    rows = (*((each,) for each in also_to_read(said)), (_not_this(said.talk.words),))
    return reduce(with_row, rows, reply)


async def _opened(said: Said, surely: Destination) -> CallbackData:
    """Return the button of what the sentence names: the case of that number, else the destination."""
    number = said.meaning.facts.case_number
    if number is not None:
        case = await find_own_case(said.talk.session, number, said.talk.person)
        return ShowCase(case_id=case.id)
    return surely.opens


async def _answer(said: Said) -> Reply:
    """Answer a question: the passage that answers it, or the nearest ones, or the list of topics while the search has
    no index.
    """
    library: Library | None = said.things.get("library")
    if library is None or library.index is None:
        return await _go(said, _topics())
    hits = said.hits
    answer = answer_of(hits)
    all_benefits = said.meaning.perhaps[:1] == ("benefits",)
    if answer is None or (all_benefits and answer.answers < ANSWERS_PLAINLY):
        everything = destination_of("benefits") if all_benefits else None
        return await _go(said, everything) if everything else show(said.message, await _nothing(said, hits))
    return await _answered(said, answer, hits)


def _topics() -> Destination:
    found = destination_of("articles")
    assert found is not None
    return found


async def _is_staff(said: Said) -> bool:
    """Return whether the person has a post in a department: they may mean a case they work on."""
    return await staff_of(said.talk.session, said.talk.person) is not None


async def _desk_button(said: Said) -> Button:
    """The button to the cases that contain the words."""
    await said.talk.state.update_data({WANTED: said.message.text or ""})
    return Button(said.talk.words("staff-button-find-said"), FoundPage())


async def _nothing(said: Said, hits: Sequence[Hit]) -> Screen:
    """Say that nothing answers it. The question is kept without a name for the people who write answers, unless a
    member of staff asked it.
    """
    if await _is_staff(said):
        screen = nothing_screen(said.talk.words, said.talk.city, hits, None)
        return replace(screen, rows=((await _desk_button(said),), *screen.rows))
    question = await keep_question(
        said.talk.session, said.message.text or "", said.talk.person, locale=said.talk.words.locale, now=said.talk.now
    )
    await _remember_told(said)
    perhaps = destination_buttons(said.meaning.choice, said.talk.words, said.talk.city)
    return nothing_screen(said.talk.words, said.talk.city, hits, question.id if question else None, perhaps)


async def _remember_told(said: Said) -> None:
    """Keep what the sentence already tells about the likeliest case type, so that its form does not ask again."""
    likeliest = next(filter(None, map(case_type_of, said.meaning.perhaps)), None)
    case_type = said.talk.city.case_types.get(likeliest or "")
    if case_type is not None:
        told = await told_in(said.message.text or "", case_type, said.talk, said.meaning)
        await said.talk.state.update_data({KNOWN: [case_type.key, told]})


async def _choose(said: Said) -> Reply:
    """Offer a choice of what it may mean; else show what the search finds; else ask for other words, once."""
    await _remember_told(said)
    buttons, hits = choice_buttons(said), said.hits
    answer = answer_of(hits)
    if buttons and said.is_idle:
        return show(said.message, _idle_screen(said))
    if buttons:
        read = buttons_to_read(said.talk, hits)[:MOST_READ] if said.asks else []
        rows = (
            *((each,) for each in (*buttons, *read)),
            (Button(said.talk.words("said-button-none-of-them"), NotThis()),),
        )
        return show(said.message, Screen(said.talk.words("said-which"), rows).with_home(said.talk.words))
    if answer is not None and said.seeks:
        return await _answered(said, answer, hits)
    if (await said.talk.state.get_data()).get(ASKED_AGAIN):
        await said.talk.state.update_data({ASKED_AGAIN: False})
        return show(said.message, await _nothing(said, hits))
    if said.meaning.chats:
        return show(said.message, _idle_screen(said))
    again = said.talk.words("menu-not-understood")
    screen = await welcome_or_menu(said.talk, again)
    await said.talk.state.update_data({ASKED_AGAIN: True})
    return show(said.message, screen)


def _not_this(words: Words) -> Button:
    return Button(words("said-button-not-this"), NotThis())


@router.callback_query(NotThis.filter())
async def not_this(event: CallbackQuery, talk: Talk, library: Library | None = None) -> Reply:
    """Runs when the person says that something else was meant; offers the other destinations, articles and benefits."""
    data = await talk.state.get_data()
    others: Sequence[str] = data.get(OTHERS) or ()
    hits = hits_for(str(data.get(SENTENCE) or ""), library, talk.words) if data.get(SENTENCE) else []
    read = buttons_to_read(talk, hits)
    buttons = [*destination_buttons(others, talk.words, talk.city)[:OFFERED], *read[:OFFERED]]
    await talk.state.update_data({OTHERS: [], SENTENCE: None, ASKED_AGAIN: True})
    return show(event, Screen(talk.words("said-say-again"), tuple((each,) for each in buttons)).with_home(talk.words))


@router.message(F.text)
async def unknown_command(message: Message, talk: Talk) -> Reply:
    """Runs when a command is typed that no other handler takes; answers with the menu."""
    return show(message, await welcome_or_menu(talk, talk.words("menu-not-understood")))


@router.message(F.caption)
async def words_below_a_photo(message: Message, talk: Talk, meaning: Meaning, **things: Any) -> Reply:
    """Runs when a photo with words comes outside of a form; answers the words, and keeps the photo for the form they
    lead to.
    """
    said = Said(message, meaning, talk, things)
    count = await keep(message, said.talk)
    reply: Reply = await understand(message.model_copy(update={"text": message.caption}), talk, meaning, **things)
    if not count:
        return reply
    return with_kept_line(reply, said.talk.words("menu-photo-kept", count=count_argument(count)))


@router.message()
async def not_words(message: Message, talk: Talk) -> Reply:
    """Runs when a photo, a voice message, a sticker, a contact, a poll or the like comes outside of a form; answers
    with the menu.
    """
    return show(message, await welcome_or_menu(talk, talk.words("menu-only-words")))


@router.edited_message(StateFilter(None), F.chat.type == "private", ANSWER)
async def put_right(message: Message, talk: Talk, meaning: Meaning, **things: Any) -> Reply:
    """Runs when the person edits a text outside of a form; answers what it means now. Emergencies are
    handled before.
    """
    return await understand(message, talk, meaning, **things)  # type: ignore[no-any-return]


@router.edited_message(F.chat.type == "private", ANSWER)
async def put_right_elsewhere(message: Message, talk: Talk) -> Reply:
    """Runs when the person edits an answer; says that the first wording was taken, as it cannot be found again by its
    message.
    """
    return message.answer(talk.words("menu-edited"))


@router.edited_message()
async def edited(message: Message, talk: Talk) -> Reply:
    """Runs when a live position moves or a photo is changed; remembers the position and answers nothing."""
    if message.location is not None:
        LATELY.was_at(talk.state.key, Position.wgs84(message.location.latitude, message.location.longitude))
    return []


@router.callback_query()
async def old_button(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a button is pressed that no other handler takes; answers with the menu."""
    work = await work_buttons(talk)
    return show(event, menu_screen(talk.words, talk.words("menu-old-button"), work=work))
