"""A place's pin carries the picture of what lies around it to the channels that show one beside a link."""

from typing import Any

from aiogram import Bot

from bot.channels.telegram.stored_reply import dump
from bot.channels.webchat.channel import _frame
from bot.channels.wechat.message import Message, as_answer, as_service_message, stored
from handlers.talk.pin import Pin, pin
from models.people.conversation import Conversation
from models.places.place import Place

PAGE = "https://nuanxin.example.org/place/"
PICTURE = f"{PAGE}T1/map.png"


def _pin(place_page: str | None = PAGE) -> Pin:
    place = Place(code="T1", name="青石路暖新驿站", address="青石路 88 号", latitude=32.6, longitude=115.1)
    return pin(1, place, place_page=place_page)


def _card(made: Pin) -> Any:
    [item], _ = stored([made])
    return item["news"]


def test_wechat_shows_it_in_the_card_in_answers_and_later() -> None:
    message = Message(news=_card(_pin()))
    assert as_answer(message, None)["Articles"][0]["PicUrl"] == PICTURE
    [article] = as_service_message(message, None, menus=False)["news"]["articles"]
    assert article == {
        "title": "青石路暖新驿站",
        "description": "青石路 88 号",
        "url": article["url"],
        "picurl": PICTURE,
    }


def test_a_card_without_a_picture_is_sent_as_before() -> None:
    old = {"title": "晨光", "description": "晨光路", "url": "https://example.org"}  # from before there were pictures
    for card in (_card(_pin(None)), old):
        assert as_answer(Message(news=card), None)["Articles"][0]["PicUrl"] == ""
        assert as_service_message(Message(news=card), None, menus=False)["news"]["articles"][0]["picurl"] == ""


def test_the_web_chat_loads_it_from_its_own_host_and_telegram_draws_its_own() -> None:
    assert _frame(_pin(), Conversation(counter=0))["message"]["place"]["picture"] == "/place/T1/map.png"
    assert "picture" not in _frame(_pin(None), Conversation(counter=0))["message"]["place"]
    name, arguments = dump(_pin(), Bot("42:TEST"))
    assert name == "sendVenue"
    assert "map.png" not in str(arguments)
