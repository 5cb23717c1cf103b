"""我的: what is kept is shown, changed, taken along and deleted."""

import json

import pytest
import sqlalchemy as sa

from models.people.person import Contact, Person
from models.storage.database import Database
from models.storage.kept_file import StoredFile
from tests.world.chat import Chat


async def newest_file(database: Database) -> StoredFile:
    async with database.reading() as session:
        return (await session.scalars(sa.select(StoredFile))).one()


async def test_occupation_and_district_are_kept_for_who_agreed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.presses("我的")
    anna.sees("职业：没有", "常跑的区：没有")
    await anna.presses("我的信息")
    await anna.presses("职业")
    await anna.presses("快递员")
    anna.sees("职业：快递员")
    await anna.presses("我的信息")
    await anna.presses("常跑的区")
    await anna.presses("更多")
    await anna.presses("鹭屿区")
    anna.sees("职业：快递员", "常跑的区：鹭屿区")
    await anna.presses("我的信息")
    await anna.presses("职业")
    await anna.presses("不填")
    anna.sees("职业：没有", "常跑的区：鹭屿区")


@pytest.mark.parametrize(("what", "question"), [("职业", "你做哪一行？"), ("常跑的区", "常跑哪个区？")])
async def test_who_did_not_agree_is_asked_then_and_arrives_where_they_wanted(
    chat: Chat, what: str, question: str
) -> None:
    anna = await chat.person("anna")
    await anna.sends("我的")
    await anna.presses("我的信息")
    await anna.presses(what)
    anna.sees("得你先同意")
    await anna.presses("记哪些信息")
    anna.sees("不记你的位置")
    await anna.presses("同意")
    anna.sees(question)


async def test_everything_kept_comes_as_a_file(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("厕所")
    await anna.shares_centre()
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("导出我的信息")
    anna.sees("都在这个文件里")
    kept = await newest_file(chat.app.database)
    assert (kept.name, kept.media_type) == ("我的信息.json", "application/json")
    exported = json.loads(kept.content)
    assert exported["person"]["last_needs"] == ["toilet"]
    assert exported["contacts"][0]["address"] == anna.address
    await anna.presses("返回")
    anna.sees("上次找的：厕所")


async def test_deleting_asks_first_and_then_leaves_nothing(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    anna.sees("删了找不回来")
    await anna.presses("先不删")
    anna.sees("记着你这些")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    await anna.presses("全部删掉")
    anna.sees("删完了")
    async with chat.app.database.reading() as session:
        assert (await session.scalars(sa.select(Person))).all() == []
        assert (await session.scalars(sa.select(Contact))).all() == []
    await anna.sends("你好")
    anna.sees("你好，我是暖新助手")


async def test_an_old_delete_button_asks_again(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/me")
    await anna.presses("我的信息")
    await anna.presses("删除我的信息")
    chat.wait(days=30)
    await anna.presses("全部删掉")
    anna.sees("删了找不回来")
    await anna.sends("/me")
    anna.sees("记着你这些")
