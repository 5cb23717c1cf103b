"""On a street of several kilometres its middle says nothing: it is asked once where on it, and that is gone by."""

import pytest

from models.places.place import Place
from tests.world.chat import Chat

KM = 1 / 111.195


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    """A street of eight kilometres to the north of the centre, with four places on it."""
    centre = chat.city.centre
    async with chat.app.database.transaction() as session:
        for number, north_km in ((1, -4.0), (24, -1.5), (88, 1.0), (300, 4.0)):
            session.add(
                Place(
                    code=f"L{number}", kind="station", name=f"长河{number}站", latitude=centre.latitude + north_km * KM,
                    longitude=centre.longitude, district=None, street="长河大道", address=f"长河大道{number}号",
                    needs="|toilet|", hours="24/7", phone=None, note=None, sample=True,
                )
            )  # fmt: skip
    return chat


async def test_it_is_asked_where_on_a_long_street_and_a_place_on_it_answers(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("长河大道附近厕所")
    anna.sees("长河大道有 8 公里长，你在哪一段？", "路口、门牌号、哪个区")
    assert "24 号附近（长河24站）" in anna.labels()
    await anna.presses("24 号附近")
    anna.sees("有厕所、现在开着的", "1. 长河24站")


@pytest.mark.parametrize(
    ("answer", "first"), [("290号", "1. 长河300站"), ("在24号附近", "1. 长河24站"), ("青石路", "1. 青石路暖新驿站")]
)
async def test_a_number_or_a_cross_street_answers_too(chat: Chat, answer: str, first: str) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.sends("长河大道")
    anna.sees("你在哪一段？")
    await anna.sends(answer)
    anna.sees("有厕所", first)


async def test_a_district_or_a_position_answers_too(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    district = chat.city.district_at(chat.city.centre)
    assert district is not None
    await anna.sends("厕所")
    await anna.sends("长河大道")
    await anna.sends(district.titles["zh-CN"])
    anna.sees_no("哪一段")
    anna.sees("有厕所", "长河大道")
    await anna.sends("长河大道附近厕所")
    await anna.shares_centre()
    anna.sees("1. 青石路暖新驿站　180 米　东")


async def test_the_whole_street_is_still_there_and_a_number_is_not_asked_about(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("长河大道附近厕所")
    await anna.presses("整条路都看")
    anna.sees("长河1站", "长河300站", "路长")
    await anna.sends("长河大道24号附近厕所")
    anna.sees("1. 长河24站")
