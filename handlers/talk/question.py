"""A question that awaits an answer in words: declared once, it handles every message that can come meanwhile."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram.utils.magic_filter import MagicFilter

from handlers.talk.forms import ANSWER, PENDING, Resume, UsePending
from handlers.talk.screens import Button, Reply, Screen, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words, texts

Ask = Callable[[Talk], Awaitable[Screen]]
"""Shows the question."""
Take = Callable[[Talk, str], Awaitable[Screen]]
"""Takes the words, and shows what follows."""
Taker = TypeVar("Taker", bound=Take)

NO_WORDS = ~F.text
NO_WORDS_NOR_POSITION = ~F.text & ~F.location
"""A position goes on to the search for places."""
NOT_TYPED = ~ANSWER
"""No words, or a command that no other handler takes."""


def awaits(
    router: Router,
    *states: State,
    ask: Ask,
    sentence: bool = True,
    no_answer: MagicFilter = NO_WORDS,
    instead: Ask | None = None,
) -> Callable[[Taker], Taker]:
    """Declare the question that waits in these states. The decorated function takes the typed words.

    ask: asks once more, after an emergency card and after a message that is no answer.
    sentence: whether the sentence that brought the card can be the answer; a day or a number is no sentence.
    no_answer: the messages that are no answer.
    instead: what answers those messages, if not the question alone.
    """
    waits = StateFilter(*states)

    def declare(take: Taker) -> Taker:
        """Register the four handlers of the question around `take`."""

        async def typed(message: Message, talk: Talk) -> Reply:
            """Runs when the person types an answer."""
            return show(message, await take(talk, message.text or ""))

        async def use_pending(event: CallbackQuery, talk: Talk) -> Reply:
            """Runs when the person presses the button that answers with the sentence of the emergency card."""
            return show(event, await take(talk, str((await talk.state.get_data()).get(PENDING) or "")))

        async def resume(event: CallbackQuery, talk: Talk) -> Reply:
            """Runs when the person returns from an emergency card; asks again."""
            return show(event, await ask(talk))

        async def other(message: Message, talk: Talk) -> Reply:
            """Runs when a message is no answer; asks again, or shows `instead`."""
            return show(message, await (instead or ask)(talk))

        router.message.register(typed, waits, ANSWER)
        router.message.register(other, waits, no_answer)
        router.callback_query.register(resume, waits, Resume.filter())
        if sentence:
            router.callback_query.register(use_pending, waits, UsePending.filter())
        return take

    return declare


def pending_row(words: Words, pending: object) -> tuple[tuple[Button, ...], ...]:
    """A row with the button that answers with the sentence of an emergency card; empty if there is no such sentence."""
    return ((Button(words("emergency-button-use-pending"), UsePending()),),) if pending else ()


def says_pending(message: Message) -> bool:
    """Return whether the person pressed that button below a question for a place, where its label comes as a text."""
    return message.text in texts().every("emergency-button-use-pending")
