"""A screen: what is said and what can be pressed, and how it becomes a Bot API method."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from pydantic import PrivateAttr

from handlers.talk.texts import Words
from handlers.talk.unchecked import packed, unchecked

Reply = TelegramMethod | Sequence[TelegramMethod]  # type: ignore[type-arg]
"""The result of a handler: one method, several, or an empty list for "nothing to say"."""


class AtOnce(list[TelegramMethod[Any]]):
    """A reply that goes first: it does not wait behind replies that could not be sent to the chat earlier."""


class OfThisPart(list[TelegramMethod[Any]]):
    """A reply about one part of an album. It is sent although the album has been answered."""


ALBUM_ANSWER = -1
"""Stands for the message id of the album's answer; the channel knows the real id."""


class Home(CallbackData, prefix="home"):
    """Return to the main menu."""


HOME = Home().pack()


class Menu(InlineKeyboardMarkup):
    """An inline keyboard that knows whether a number is awaited: then a text channel marks the buttons with letters. 0
    leads home there too, unless a 0 is awaited as well.
    """

    _awaits_number: bool = PrivateAttr(default=False)
    _awaits_zero: bool = PrivateAttr(default=False)

    @classmethod
    def of(
        cls, rows: list[list[InlineKeyboardButton]], *, awaits_number: bool = False, awaits_zero: bool = False
    ) -> "Menu":
        """Make the keyboard. awaits_zero implies awaits_number."""
        return unchecked(
            cls,
            {"inline_keyboard": rows},
            _awaits_number=awaits_number or awaits_zero,
            _awaits_zero=awaits_zero,
        )

    @property
    def awaits_number(self) -> bool:
        return self._awaits_number

    @property
    def awaits_zero(self) -> bool:
        return self._awaits_zero


@dataclass(frozen=True, slots=True)
class Button:
    """A button. A press calls back with `data` (already packed if it lay in the outbox) or opens `url`.

    inside: whether the page opens inside the chat, which only some channels can (`can.open_pages`), and only by https.
    """

    text: str
    data: CallbackData | str | None = None
    url: str | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A text and the rows of buttons below it.

    ask_location: the label of a button that sends the position. Such a screen has texts instead of callbacks (`says`:
    rows of labels that come back as ordinary messages).
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    awaits_number: bool = False
    awaits_zero: bool = False
    """Whether 0 can be the answer: then it does not lead home."""
    ask_location: str | None = None
    says: tuple[tuple[str, ...], ...] = ()
    entities: tuple[MessageEntity, ...] = ()
    """Bold text, links and so on, for a channel that can show them."""

    def with_home(self, words: Words) -> "Screen":
        """The same screen with the way home as its last row."""
        return replace(self, rows=(*self.rows, (home_button(words),)))

    def markup(self) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
        """The keyboard of the screen; None if it has no buttons."""
        if self.ask_location is not None:
            asks = [unchecked(KeyboardButton, {"text": self.ask_location, "request_location": True})]
            says = [[unchecked(KeyboardButton, {"text": text}) for text in row] for row in self.says]
            keyboard = {"keyboard": [asks, *says], "resize_keyboard": True, "one_time_keyboard": True}
            return unchecked(ReplyKeyboardMarkup, keyboard)
        if not self.rows:
            return None
        rows = [[_inline(button) for button in row] for row in self.rows]
        return Menu.of(rows, awaits_number=self.awaits_number, awaits_zero=self.awaits_zero)


def home_button(words: Words) -> Button:
    """The button to the main menu."""
    return Button(words("menu-button-home"), HOME)


def in_rows(buttons: Iterable[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """The buttons in rows of `width`."""
    row = list(buttons)
    return tuple(tuple(row[start : start + width]) for start in range(0, len(row), width))


def show(event: Message | CallbackQuery, screen: Screen) -> TelegramMethod:  # type: ignore[type-arg]
    """Show the screen: edit the message whose button was pressed if it can be edited, else send a message."""
    markup = screen.markup()
    shown = event.message if isinstance(event, CallbackQuery) else None
    if isinstance(shown, Message) and shown.text is not None and not isinstance(markup, ReplyKeyboardMarkup):
        edited = {**_said(shown.chat.id, screen, markup), "message_id": shown.message_id}
        return unchecked(EditMessageText, edited, _bot=event.bot)
    said = _said(chat_of(event), screen, markup)
    if isinstance(event, Message) and event.is_topic_message:
        said["message_thread_id"] = event.message_thread_id
    return unchecked(SendMessage, said, _bot=event.bot)


def with_row(reply: Reply, row: tuple[Button, ...]) -> Reply:
    """Add a row of buttons below the reply's last message. The reply stays as it is if that message has no inline
    buttons.
    """
    methods = list(reply) if isinstance(reply, Sequence) else [reply]
    last = methods[-1] if methods else None
    markup = getattr(last, "reply_markup", None)
    if last is None or not isinstance(markup, InlineKeyboardMarkup):
        return reply
    rows = [*markup.inline_keyboard, [_inline(button) for button in row]]
    menu = Menu.of(rows)
    if isinstance(markup, Menu):
        menu = Menu.of(rows, awaits_number=markup.awaits_number, awaits_zero=markup.awaits_zero)
    last = last.model_copy(update={"reply_markup": menu})
    return AtOnce([*methods[:-1], last]) if isinstance(reply, AtOnce) else [*methods[:-1], last]


def in_place_of_album_answer(message: Message, screen: Screen) -> OfThisPart:
    """Show the screen in place of the album's earlier answer; as a new message if that answer cannot be edited."""
    markup = screen.markup()
    if isinstance(markup, ReplyKeyboardMarkup):
        return OfThisPart([say(message, screen)])
    chat, text = message.chat.id, screen.text
    edit = EditMessageText(chat_id=chat, message_id=ALBUM_ANSWER, text=text, reply_markup=markup)
    return OfThisPart([edit])


def say(event: Message | CallbackQuery, screen: Screen) -> SendMessage:
    """Send the screen as a new message."""
    return unchecked(SendMessage, _said(chat_of(event), screen, screen.markup()), _bot=event.bot)


def _said(chat: int, screen: Screen, markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | None) -> dict[str, Any]:
    return {"chat_id": chat, "text": screen.text, "entities": list(screen.entities) or None, "reply_markup": markup}


def chat_of(event: Message | CallbackQuery) -> int:
    """The id of the chat to answer in."""
    if isinstance(event, Message):
        return event.chat.id
    return event.message.chat.id if event.message else event.from_user.id


def _inline(button: Button) -> InlineKeyboardButton:
    if button.url is not None and button.inside and button.url.startswith("https://"):
        return InlineKeyboardButton(text=button.text, web_app=WebAppInfo(url=button.url))
    if button.url is not None:
        return unchecked(InlineKeyboardButton, {"text": button.text, "url": button.url})
    if button.data is None:
        raise ValueError("a button does something or opens something")
    data = button.data if isinstance(button.data, str) else packed(button.data)
    return unchecked(InlineKeyboardButton, {"text": button.text, "callback_data": data})
