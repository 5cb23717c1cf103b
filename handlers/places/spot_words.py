"""While a place is asked for, tell a text that names a spot, known or not, from one about something else."""

import re

from aiogram.types import Message

from handlers.talk.meaning import POSSIBLE, Meaning
from handlers.talk.question_words import asks
from handlers.talk.talk import Talk
from handlers.talk.texts import texts
from models.city.case_words import types_said
from models.places.search import Spot, plain, spots_named
from models.values.written_position import has_link, unread_link, without_links, written_position

SPOTS = 6
LONGEST_SPOT_ALONE = 16
"""Characters; a longer text that contains no known spot is not the name of one."""
LONGEST_SHARED = 100
"""Characters that map apps put beside a shared link, at most."""
NUMBER_ALONE = re.compile(
    r"(?:我?在)?\s*(?:no\.?\s*)?(\d{1,5}|[一二三四五六七八九十百零〇两]{1,6})\s*号?(?:附近|旁边|左右)?"
)
"""A house number, as the answer to where on a street."""
_SPOT = re.compile(
    r"[^\s,，。!！?？]{1,16}?(?:路口|路|街道|大街|街|大道|道口|巷|弄|胡同|桥|广场|商场|商城|大厦|大楼|小区|花园|公园|医院|学校|大学|车站|地铁站|"
    r"火车站|站|村|镇|乡|城|中心|超市|市场|酒店|宾馆|工业园|园区|园|苑|府|区|县|road|street|avenue|lane|square|park|station)"
    r"\s*(?:\d+\s*[号弄巷]?)?(?:附近|旁边|边上|门口|那边|这边|那里|这里|对面|路口|交叉口|口|[东南西北]+[边侧段口]?)*"
)


def sounds_like_a_spot(text: str) -> bool:
    """Return whether the text could be the name of a street, a building or an area, known or not."""
    return _SPOT.fullmatch(plain(text)) is not None


async def answers_where(message: Message, talk: Talk, meaning: Meaning) -> dict[str, list[Spot]] | bool:
    """The spots that the text may name; False if it is about something else, and the question is to be left."""
    text = message.text or ""
    spots = await spots_named(talk.session, talk.city, text, SPOTS)
    if (spots and (spots[0].kind == "point" or not spots[0].partly)) or meaning.needs or unread_link(text):
        return {"spots": spots}
    if not spots and sounds_like_a_spot(text) and not types_said(text, talk.city):
        return {"spots": spots}
    if NUMBER_ALONE.fullmatch(plain(text)):
        return {"spots": spots}
    first = meaning.guesses[0] if meaning.guesses else None
    elsewhere = first is not None and first.intent != "place" and first.probability >= POSSIBLE
    if (
        elsewhere
        or meaning.idle
        or types_said(text, talk.city)
        or asks(text, meaning)
        or len(text) > LONGEST_SPOT_ALONE
    ):
        return {"spots": spots} if spots and not (elsewhere or types_said(text, talk.city)) else False
    return {"spots": spots}


async def says_where(message: Message, talk: Talk, meaning: Meaning) -> dict[str, Spot | None] | bool:
    """The spot of degrees or of a map link, if the text says nothing else but a need; None as the spot if the link does
    not say where it leads.
    """
    text = message.text or ""
    written = written_position(text)
    if written is not None:
        asks_near = (
            not written.rest or bool(meaning.needs) or [each.intent for each in meaning.guesses[:1]] == ["place"]
        )
        point = Spot("point", written.name, written.position, None, 0)
        return {"where": point} if asks_near and not types_said(text, talk.city) else False
    if not unread_link(text) or len(without_links(text)) > LONGEST_SHARED or types_said(text, talk.city):
        return False
    spots = await spots_named(talk.session, talk.city, text, SPOTS)
    return {"where": spots[0] if spots else None}


def needs_beside(message: Message, meaning: Meaning) -> tuple[str, ...]:
    """The needs beside a place that was sent; a link's name for its place is no need."""
    return () if has_link(message.text or "") else meaning.needs


def says_same_spot(message: Message) -> bool:
    """Return whether the person pressed the button for their last position, which sends its label as a text."""
    return message.text in texts().every("place-button-same-spot")
