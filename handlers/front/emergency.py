"""Somebody is hurt or in danger: the numbers to call come first, every time, whatever else was going on.

The numbers are a message without buttons, so that nothing edits them away. A second message offers what can be done
once everybody is safe. A half-filled form stays as it is, and the sentence is kept: it may have been an answer, or no
alarm at all. A photo that came with it is kept as evidence.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message

from handlers.buttons.articles import OpenArticle
from handlers.buttons.cases import StartCase
from handlers.buttons.front import CallSomebody
from handlers.buttons.places import ChooseNeed
from handlers.cases import adding
from handlers.events.browsing import Looking
from handlers.filing import proof
from handlers.filing.form import Filling
from handlers.front.emergency_card import emergency_card, first_of
from handlers.hosting.station_hours import says_hours_of_place
from handlers.phrases.cases import department_said
from handlers.places.finding import Finding
from handlers.talk.forms import BARE_COMMAND, PENDING, SENTENCE, URGENT, Resume, await_yes
from handlers.talk.meaning import Alarm, Emergency, Meaning
from handlers.talk.refusals import error_said
from handlers.talk.screens import AtOnce, Button, Reply, Screen, chat_of, home_button, in_rows, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.mine import add_to_case
from models.casework.urgent import TALK, waiting_case_of
from models.city.pack import City
from models.errors import DomainError
from models.people.person import Person
from models.questions.text import LONGEST_TEXT

router = Router(name=__name__)
Rows = tuple[tuple[Button, ...], ...]
SEARCHES = frozenset({Finding.where.state, Looking.where.state, Looking.words.state})
"""The states that await words to search for: there a lone word (急救) is a search."""
INJURY, ACCIDENT, FIRST_AID = "injury_report", "accident_help", "first_aid"
"""Two case types and a need, if the city pack has them."""


class Happened(CallbackData, prefix="happened"):
    """Say which of the kinds happened."""

    kind: Emergency


class NoEmergency(CallbackData, prefix="noalarm"):
    """Say that nothing happened: the sentence meant something else."""


async def is_emergency(message: Message, talk: Talk, meaning: Meaning, person: Person | None) -> bool:
    """Return whether the card is due. It is not due for a command, for a lone word where a search awaits words, or if a
    host says that their place is shut (明天不开).
    """
    if meaning.alarm is None or BARE_COMMAND.fullmatch(message.text or ""):
        return False
    if await says_hours_of_place(message, talk, person):
        return False
    return not (meaning.alarm.word and await talk.state.get_state() in SEARCHES)


@router.message(F.chat.type == "private", is_emergency)
@router.edited_message(F.chat.type == "private", is_emergency)
async def show_card(message: Message, meaning: Meaning, talk: Talk) -> Reply:
    """Runs when a message, or an edited one, sounds like an emergency; answers with the numbers and what can be done
    next.
    """
    assert meaning.alarm is not None
    said, kept = message.text or message.caption, None
    await talk.state.update_data({SENTENCE: said})
    if await talk.state.get_state() is not None:
        kept = await _keep_file(message, talk)
        await talk.state.update_data({PENDING: said})
    return await _card(message, talk, meaning.alarm, kept)


async def _keep_file(message: Message, talk: Talk) -> str | None:
    """Keep a photo or other file that came with the sentence for the case that is being filed or added to; return what
    to say of it.
    """
    keeps = {Filling.answer.state: proof.keep_aside, adding.Adding.more.state: adding.keep_aside}
    keep = keeps.get(await talk.state.get_state())
    try:
        kept = keep is not None and await keep(message, talk)
    except DomainError as error:  # the numbers come whatever becomes of the file
        return error_said(talk.words, error)
    return talk.words("emergency-file-kept") if kept else None


async def _card(event: Message | CallbackQuery, talk: Talk, alarm: Alarm, last_line: str | None = None) -> AtOnce:
    """The numbers, and a second message with what can be done next."""
    in_form = await talk.state.get_state() is not None
    called = alarm.is_about("suicide") and await _has_called(talk, event)
    below = afterwards_screen(talk.words, talk.city, alarm, in_form=in_form, called=called)
    return AtOnce([say(event, emergency_card(talk.words, alarm, last_line=last_line)), say(event, below)])


async def _has_called(talk: Talk, event: Message | CallbackQuery) -> bool:
    """Return whether a human is called already; that human then gets these words too. If nobody is called, let a yes in
    words call somebody.
    """
    waiting = await waiting_case_of(talk.session, talk.person, now=talk.now)
    if waiting is not None:
        await talk.state.update_data({URGENT: waiting.id})
        said = (event.text or event.caption or "") if isinstance(event, Message) else ""
        with suppress(DomainError):  # the numbers come whatever becomes of the words
            await add_to_case(talk.session, waiting.id, talk.person, said[:LONGEST_TEXT], city=talk.city, now=talk.now)
    elif TALK in talk.city.case_types:
        await await_yes(talk.state, CallSomebody())
    return waiting is not None


# --- what follows -----------------------------------------------------------------------------------------------------


@router.callback_query(Happened.filter())
async def happened(event: CallbackQuery, callback_data: Happened, talk: Talk) -> Reply:
    """Runs when the person presses what happened; answers with the card for it."""
    return await _card(event, talk, Alarm((callback_data.kind,)))


@router.callback_query(NoEmergency.filter())
async def no_emergency(event: CallbackQuery, talk: Talk, event_router: Router, **things: Any) -> Reply:
    """Runs when the person says that it was no emergency; handles the sentence again without the alarm: as an answer if
    one is awaited, else like any other text.
    """
    said = (await talk.state.get_data()).get(SENTENCE)
    if not said:
        return say(event, Screen(talk.words("emergency-say-again")).with_home(talk.words))
    await talk.state.update_data({SENTENCE: None, PENDING: None})
    message = Message(
        message_id=0, date=talk.now, chat=Chat(id=chat_of(event), type="private"), from_user=event.from_user, text=said
    ).as_(event.bot)
    meaning: Meaning = things["understand"](said)
    things |= {"talk": talk, "meaning": replace(meaning, alarm=None)}
    # The dispatcher would read the sentence, and its alarm, again.
    return await event_router.propagate_event("message", message, **things)  # type: ignore[no-any-return]


@router.callback_query(Resume.filter(), StateFilter(None))
async def nothing_to_resume(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person wants back to a question and none waits."""
    return show(event, Screen(talk.words("emergency-nothing-open")).with_home(talk.words))


# --- screens ----------------------------------------------------------------------------------------------------------


def afterwards_screen(words: Words, city: City, alarm: Alarm, *, in_form: bool, called: bool = False) -> Screen:
    """Offer the next steps once everybody is safe. If nobody said what happened, ask. If somebody wants to die, ask
    whether a human may come now; called: say that somebody knows already.
    """
    asks = alarm.is_about("suicide") and TALK in city.case_types
    choices: Rows = _what_happened(words) if not alarm.kinds else ()
    if asks and not called:
        choices = ((Button(words("emergency-button-call"), CallSomebody()),),)
    choices = (*choices, *in_rows(_afterwards(words, city, alarm), 2))
    back = ((Button(words("emergency-button-resume"), Resume()),),) if in_form else ()
    no = (Button(words("emergency-button-no"), NoEmergency()),)
    text = _asks_whom(words, city, called=called) if asks else words(f"emergency-then-{first_of(alarm)}")
    return Screen(text, (*choices, no, *back, (home_button(words),)))


def _asks_whom(words: Words, city: City, *, called: bool) -> str:
    department = department_said(words, city, city.case_types[TALK].department)
    return words("emergency-called" if called else "emergency-call", department=department)


def _what_happened(words: Words) -> Rows:
    asked: tuple[Emergency, ...] = ("traffic", "injury", "fire", "violence")
    return in_rows((Button(words(f"emergency-button-{kind}"), Happened(kind=kind)) for kind in asked), 2)


def _afterwards(words: Words, city: City, alarm: Alarm) -> Iterator[Button]:
    """Buttons to the city's report of an injury, its rule for accidents, and the nearest first-aid kit."""
    hurt = alarm.is_about("injury") or alarm.is_about("traffic")
    if hurt and INJURY in city.case_types:
        yield Button(words("emergency-button-report"), StartCase(type=INJURY))
    accident = city.case_types.get(ACCIDENT)
    if alarm.is_about("traffic") and accident is not None:
        article = OpenArticle(key=accident.article) if accident.article else StartCase(type=ACCIDENT)
        yield Button(words("emergency-button-accident"), article)
    if hurt and FIRST_AID in city.needs:
        yield Button(words("emergency-button-first-aid"), ChooseNeed(need=FIRST_AID))
