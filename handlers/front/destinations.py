"""Map each intent that the service can serve today to the button that does the same.

The service never offers an intent that is not here, so that nobody is sent where nothing is; a test presses every one
of these buttons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InaccessibleMessage, Message

from handlers.buttons.articles import OpenArticles, OpenBenefits
from handlers.buttons.cases import OpenCases, StartCase
from handlers.buttons.events import OpenBookings, OpenEvents, OpenPoints
from handlers.buttons.me import AskLanguage, OpenLink, OpenMe, OpenQuietTimes
from handlers.buttons.notices import OpenTopics
from handlers.buttons.papers import OpenPapers
from handlers.buttons.places import FindPlaces
from handlers.talk.screens import Button, Home, Reply
from handlers.talk.texts import Words
from models.city.intents import case_type_of
from models.city.pack import City


@dataclass(frozen=True, slots=True)
class Destination:
    """One destination. label: the key of the button's text."""

    label: str
    opens: CallbackData


DESTINATIONS: Mapping[str, Destination] = {
    "place": Destination("said-button-place", FindPlaces()),
    "articles": Destination("said-button-articles", OpenArticles()),
    "benefits": Destination("said-button-benefits", OpenBenefits()),
    "events": Destination("said-button-events", OpenEvents()),
    "my_bookings": Destination("said-button-my-bookings", OpenBookings()),
    "certificates": Destination("said-button-papers", OpenPapers()),
    "quiet_times": Destination("said-button-quiet-times", OpenQuietTimes()),
    "notices": Destination("said-button-notices", OpenTopics()),
    "points": Destination("said-button-points", OpenPoints()),
    "my_cases": Destination("said-button-my-cases", OpenCases()),
    "language": Destination("said-button-language", AskLanguage()),
    "my_data": Destination("said-button-my-data", OpenMe()),
    "link": Destination("said-button-link", OpenLink()),
    "home": Destination("said-button-home", Home()),
}


def destination_of(intent: str | None) -> Destination | None:
    """The destination of an intent; None if it has none."""
    return DESTINATIONS.get(intent or "")


def destination_buttons(intents: Iterable[str], words: Words, city: City) -> list[Button]:
    """One button for each intent that leads somewhere; its text says what it does."""
    return [button for intent in intents if (button := _button(intent, words, city)) is not None]


def _button(intent: str, words: Words, city: City) -> Button | None:
    case_type = city.case_types.get(case_type_of(intent) or "")
    if case_type is not None:
        return Button(words.pick(case_type.titles), StartCase(type=case_type.key))
    found = destination_of(intent)
    return Button(words(found.label), found.opens) if found is not None else None


async def press(message: Message, data: CallbackData | str, event_router: Router, **things: Any) -> Reply:
    """Do what the button with this data (packed or not) does, as if it stood below the message.

    event_router, things: what the message's handler was given. Raises LookupError if no handler takes the button.
    """
    assert message.from_user is not None
    packed = data if isinstance(data, str) else data.pack()
    where = InaccessibleMessage(chat=message.chat, message_id=message.message_id)
    pressed = CallbackQuery(
        id="said", from_user=message.from_user, chat_instance="said", message=where, data=packed
    ).as_(message.bot)
    root = event_router
    while root.parent_router is not None:
        root = root.parent_router
    reply = await root.propagate_event("callback_query", pressed, **things)
    if reply is UNHANDLED:
        raise LookupError("nobody takes this button")
    return reply  # type: ignore[no-any-return]
