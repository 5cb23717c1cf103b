"""A page of ours opens inside the chat where the channel can do that, and like any link elsewhere."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.talk.screens import Button, Screen


def _drawn(button: Button) -> InlineKeyboardButton:
    markup = Screen("", ((button,),)).markup()
    assert isinstance(markup, InlineKeyboardMarkup)
    return markup.inline_keyboard[0][0]


def test_a_page_opens_inside_the_chat_only_by_https() -> None:
    inside = _drawn(Button("看周边", url="https://example.org/map?place=T1", inside=True))
    assert (inside.web_app and inside.web_app.url, inside.url) == ("https://example.org/map?place=T1", None)
    for button in (Button("看", url="http://127.0.0.1/map", inside=True), Button("看", url="https://example.org/map")):
        assert (_drawn(button).url, _drawn(button).web_app) == (button.url, None)
