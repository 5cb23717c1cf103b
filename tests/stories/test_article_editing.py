"""Staff write an article in the chat; a rider reads it; it is changed, taken back, and taken down."""

from models.staff.post import StaffRole, add_staff
from tests.world.articles import NOW, put_article
from tests.world.chat import Chat, Someone


async def lead(chat: Chat) -> Someone:
    """Somebody who leads at the union."""
    async with chat.app.database.transaction() as session:
        _, code = await add_staff(
            session, name="王老师", role=StaffRole.LEAD, now=NOW.replace(day=26), department="union"
        )
    wang = await chat.person("wang", agreed=True)
    await wang.sends(code)
    return wang


async def fill(someone: Someone, part: str, text: str) -> None:
    await someone.presses("改内容")
    await someone.presses(part)
    await someone.sends(text)


async def test_an_article_is_written_published_and_read(chat: Chat) -> None:
    await put_article(chat.app.database, "other", title="别的", topics="|pay|")
    wang = await lead(chat)
    await wang.sends("查政策")
    await wang.presses("草稿")
    wang.sees("没有草稿")
    await wang.presses("写一篇")
    await wang.presses("工资、扣款")
    wang.sees("标题写什么")
    await wang.sends("夜班补贴怎么领")
    wang.sees("草稿开好了", "夜班补贴怎么领", "还没写：一句话、适用谁、正文、依据")
    await fill(wang, "一句话", "夜里十点后每单加一块。")
    await fill(wang, "适用谁", "跑平台的都适用")
    await fill(wang, "正文", "1. 看规则页\n2. **截图**")
    await wang.presses("发布")
    wang.sees("还没写“依据”")
    chat.wait(seconds=20)  # who is faster is not heard
    await wang.sends("/write")
    wang.sees("1. 夜班补贴怎么领")
    await wang.presses("1")
    await fill(wang, "依据", "某通知（2026-11）")
    wang.sees("改好了，现在是第 5 版", "① 看规则页", "依据：某通知")
    await wang.presses("发布")
    wang.sees("发布了", "已发布")

    anna = await chat.person("anna", agreed=True)
    await anna.sends("查政策")
    assert not any("草稿" in label for label in anna.labels())
    await anna.presses("工资、扣款")
    anna.sees("2. 夜班补贴怎么领")
    await anna.presses("2")
    anna.sees("夜里十点后每单加一块", "② 截图", "有用吗")
    assert not any("改这篇" in label for label in anna.labels())

    chat.wait(seconds=20)
    await wang.presses("下架")
    wang.sees("让人看哪一篇", "1. 别的")
    await wang.presses("1")
    wang.sees("下架了")
    await anna.presses("同类的")
    anna.sees_no("夜班补贴")


async def test_a_mistake_is_taken_back(chat: Chat) -> None:
    await put_article(chat.app.database, "fee", title="收费", body="每月 5 元")
    wang = await lead(chat)
    await wang.sends("查政策")
    await wang.presses("工资、扣款")
    await wang.presses("1")
    await wang.presses("改这篇")
    await fill(wang, "正文", "每月 8 元")
    await wang.presses("改内容")
    wang.sees("改了马上生效")
    await wang.presses("正文")
    await wang.sends("我被车撞了")
    wang.sees("120")
    await wang.presses("回到刚才填的")
    wang.sees("正文发过来")
    await wang.sends("每月 80 元")
    wang.sees("第 2 版", "每月 80 元")
    await wang.presses("历史")
    wang.sees("2. 2026-11-26 15:0", "1. 2026-11-26 15:0", "王老师")
    await wang.presses("1")
    wang.sees("第 1 版", "每月 8 元")
    await wang.presses("恢复这一版")
    wang.sees("第 3 版", "每月 8 元")


async def test_who_is_no_staff_is_told_so(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends("/write")
    anna.sees("只有部门的工作人员")
