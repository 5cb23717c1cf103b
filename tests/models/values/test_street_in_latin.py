"""Streets in Latin letters, by pinyin or as signs have them, are those of the directory."""

import pytest

from models.values.street_in_latin import with_chinese_streets
from tests.world.chat import Chat

TITLES = ["青石路", "中山路", "中山东路", "望湾大道", "重庆路", "西安街", "柳巷", "人民大街"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Zhongshan Road", "中山路"),
        ("zhongshan rd", "中山路"),
        ("Zhong Shan Lu", "中山路"),
        ("zhongshanlu", "中山路"),
        ("East Zhongshan Road", "中山东路"),
        ("Zhongshan Dong Lu", "中山东路"),
        ("Zhongshan Road East", "中山东路"),
        ("toilet near qingshi road", "toilet near 青石路"),
        ("qingshi road 88", "青石路88号"),
        ("No. 88 Qingshi Road", "青石路88号"),
        ("88 Qingshi Rd.", "青石路88号."),
        ("Wangwan Avenue", "望湾大道"),
        ("wangwan dadao 24", "望湾大道24号"),
        ("Chongqing Road", "重庆路"),
        ("Xi'an Street", "西安街"),
        ("Liu Lane", "柳巷"),
        ("Renmin Street", "人民大街"),
        ("我在Zhongshan Road附近", "我在中山路附近"),
        ("my road is blocked", "my road is blocked"),
        ("Nowhere Road", "Nowhere Road"),
    ],
)
def test_a_street_in_latin_letters_is_read(said: str, read: str) -> None:
    assert with_chinese_streets(said, TITLES) == read


async def test_a_toilet_near_an_english_street_is_found(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for said in ("toilet near qingshi road", "toilet near Qingshi Rd"):
        await anna.sends(said)
        anna.sees("1. 青石路暖新驿站")
    await anna.sends("厕所")
    await anna.sends("Qingshi Road")
    anna.sees("1. 青石路暖新驿站")
