"""The first contact: who we are, what is kept and why, and one button to agree. Everything is open without agreeing.

`/start` leads here. People who have been here get the menu; a code from a station's door leads straight to its card.
"""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers.places.card import open_card
from handlers.staff.work import work_buttons
from handlers.talk.consent import Agree, WhatIsKept, agree_button, kept_screen
from handlers.talk.forms import WELCOMED, leave_form
from handlers.talk.menu_screen import marked, menu_screen
from handlers.talk.screens import Button, Home, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.notices.newcomer import join
from models.people.person import CONSENT_VERSION
from models.places.errors import PlaceGone, PlaceUnknown
from models.places.place import DOOR, place_by_code

router = Router(name=__name__)


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(DOOR)))
async def start_at_door(message: Message, talk: Talk, command: CommandObject) -> Reply:
    """Runs on /start with a code from a station's door; answers with the card of that place, or with the menu and the
    reason if there is none."""
    await leave_form(talk.state)
    try:
        place = await place_by_code(talk.session, (command.args or "").removeprefix(DOOR))
    except PlaceUnknown as error:
        return show(message, menu_screen(talk.words, talk.words("error-place-unknown", code=error.code)))
    except PlaceGone:
        return show(message, menu_screen(talk.words, talk.words("place-door-gone")))
    return show(message, await open_card(talk, place))


@router.message(CommandStart())
async def start(message: Message, talk: Talk) -> Reply:
    """Runs on /start; answers with the welcome or the menu."""
    await leave_form(talk.state)
    return show(message, marked(await welcome_or_menu(talk), talk.words, talk.city))


@router.callback_query(WhatIsKept.filter())
async def what_is_kept(event: CallbackQuery, talk: Talk, callback_data: WhatIsKept) -> Reply:
    """Runs when a person asks what is kept; answers with the explanation."""
    return show(event, kept_screen(talk, callback_data.then))


@router.callback_query(Agree.filter(F.version != CONSENT_VERSION))
async def agree_to_other_words(event: CallbackQuery, talk: Talk, callback_data: Agree) -> Reply:
    """Runs when the wording has changed since the button was shown. Answers with the new wording, because nobody can
    agree to what they have not read."""
    return show(event, kept_screen(talk, callback_data.then))


@router.callback_query(Agree.filter(F.then == ""))
async def agreed(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when a person agrees from the welcome; keeps the consent and answers with the menu."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, menu_screen(talk.words, talk.words("onboarding-agreed")))


async def welcome_or_menu(talk: Talk, first_line: str | None = None) -> Screen:
    """The welcome, once, for a person who has neither agreed nor seen it; else the menu, below `first_line`. Staff get
    the menu with the buttons of their work."""
    work = await work_buttons(talk)
    if work:
        return menu_screen(talk.words, first_line, work=work)
    if talk.person.agreed or (await talk.state.get_data()).get(WELCOMED):
        return menu_screen(talk.words, first_line)
    await talk.state.update_data({WELCOMED: True})
    return welcome_screen(talk.words, talk.city)


def welcome_screen(words: Words, city: City) -> Screen:
    return Screen(
        words("onboarding-welcome", city=words.pick(city.titles)),
        (
            (agree_button(words), Button(words("onboarding-button-look-around"), Home())),
            (Button(words("onboarding-button-kept"), WhatIsKept()),),
        ),
    )
