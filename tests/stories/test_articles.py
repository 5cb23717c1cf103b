"""查政策: a rider finds the rule, reads the answer, goes where it leads; what is over is never shown as true."""

from datetime import date

import sqlalchemy as sa

from models.articles.article import Article
from tests.world.articles import put_article, put_sample_articles
from tests.world.chat import Chat


async def counts(chat: Chat, key: str) -> tuple[int, int]:
    async with chat.app.database.reading() as session:
        article = (await session.scalars(sa.select(Article).where(Article.key == key))).one()
        return article.useful_count, article.useless_count


async def test_a_rider_reads_what_to_do_and_goes_there(chat: Chat) -> None:
    await put_sample_articles(chat.app.database, chat.city)
    anna = await chat.person("anna", agreed=True)
    await anna.presses("查政策")
    anna.sees("想查哪方面")
    await anna.presses("更多方面")
    await anna.presses("高温、安全")
    while "高温天能不能停" not in anna.text:
        await anna.presses("更多")
    line = next(each for each in anna.text.splitlines() if "高温天能不能停" in each)
    await anna.presses(line.split(".")[0])
    anna.sees("高温天能不能停", "40 度以上", "适用：有劳动关系的", "截至 2026 年 11 月 23 日", "电话：12333", "有用吗")
    anna.sees_no("**", "# ")
    await anna.presses("👍")
    anna.sees("记下了：有用")
    assert await counts(chat, "heat_rules") == (1, 0)
    if chat.client.channel.can.edit:
        await anna.presses("找❄️ 吹空调")
        anna.sees("吹空调")
        return
    await anna.presses("同类的")
    anna.sees("高温、安全")
    await anna.presses("首页")
    anna.sees("要什么")


async def test_what_is_over_leads_to_what_took_its_place(chat: Chat) -> None:
    database = chat.app.database
    await put_article(database, "old_fee", title="旧收费", body="每月 5 元", replaced_by="new_fee")
    await put_article(database, "new_fee", title="新收费", body="每月 8 元", effective_from=date(2026, 11, 26))
    await put_article(database, "next_fee", title="明年收费", body="每月 9 元", effective_from=date(2027, 1, 1))
    await put_article(database, "other", title="别的", topics="|injury|")
    anna = await chat.person("anna", agreed=True)
    await anna.sends("查政策")
    await anna.presses("工资、扣款")
    anna.sees("1. 旧收费", "2. 新收费")
    anna.sees_no("明年收费", "别的")
    old = anna.button("1")
    async with database.transaction() as session:
        await session.execute(
            sa.update(Article).where(Article.key == "old_fee").values(effective_to=date(2026, 11, 25))
        )
    await anna.presses_button(old)
    anna.sees("《旧收费》已经过期", "新收费")
    anna.sees_no("每月 5 元")
    await anna.presses("看现在的")
    anna.sees("每月 8 元")
    async with database.transaction() as session:
        await session.execute(
            sa.update(Article).where(Article.key == "new_fee").values(effective_to=date(2026, 11, 25))
        )
    await anna.presses("同类的")
    anna.sees("暂时没有")


async def test_a_form_waits_while_its_rule_is_read(chat: Chat) -> None:
    await put_article(chat.app.database, "fee", title="收费", body="每月 5 元")
    anna = await chat.person("anna", agreed=True)
    await anna.sends("查政策")
    await anna.presses("工资、扣款")
    article = anna.button("1")
    if article.press is None:
        return  # where numbers are typed a menu is gone with the next question
    await anna.sends("证件")
    await anna.presses("加一个")
    await anna.presses("健康证")
    await anna.presses_button(article)
    anna.sees("每月 5 元")
    await anna.presses("回到刚才填的")
    anna.sees("健康证哪天到期")
    await anna.sends("2027.3.5")
    anna.sees("记下了")


async def test_a_long_one_comes_in_parts_with_the_buttons_below_the_last(chat: Chat) -> None:
    paragraphs = [f"第 {number} 段。" + "长" * 190 for number in range(30)]
    await put_article(
        chat.app.database, "long", title="很长的规定", body="\n\n".join(paragraphs), action="place:toilet"
    )
    anna = await chat.person("anna", agreed=True)
    await anna.sends("查政策")
    await anna.presses("工资、扣款")
    await anna.presses("1")
    anna.sees("第 0 段", "很长的规定")
    if chat.client.channel.name == "wechat":
        return  # what does not fit into the answer follows as a message of its own
    anna.sees(*(f"第 {number} 段" for number in range(30)), "这篇有用吗")
    *before, last = anna.screen
    assert "有用" in str([each.label for each in last.buttons])
    assert not any("有用" in str(each.buttons) for each in before)
    assert bool(before) == (chat.client.channel.can.text_limit.most < 20_000)


async def test_in_english_it_says_what_is_only_in_chinese(chat: Chat) -> None:
    await put_sample_articles(chat.app.database, chat.city)
    await put_article(chat.app.database, "fee", title="收费", body="每月 5 元", topics="|pay|")
    anna = await chat.person("anna", language="en", agreed=True)
    await anna.sends("policies")
    await anna.presses("Pay and deductions")
    while "Pay is late" not in anna.text:
        await anna.presses("More")
    line = next(each for each in anna.text.splitlines() if "Pay is late" in each)
    await anna.presses(line.split(".")[0])
    anna.sees("Three things first", "Labour Law art. 50", "Was this of use?")
    await anna.presses("👎")
    anna.sees("Noted")
    assert await counts(chat, "pay_late") == (0, 1)


async def test_what_to_know_is_read_before_a_case_is_filed(chat: Chat) -> None:
    await put_sample_articles(chat.app.database, chat.city)
    anna = await chat.person("anna", agreed=True)
    await anna.sends("超时罚了我50块，根本不是我的问题")
    await anna.presses("先看怎么办")
    anna.sees("被扣钱、被罚款，怎么申诉", "先截图，再在 App 里申诉")
    await anna.presses("乱扣款、罚款")
    anna.sees("你说过的就不再问", "（1/7）哪个平台？")
    await anna.presses("首页")
    await anna.presses("投诉维权")
    await anna.presses("拖欠、少发工资")
    anna.sees("（1/6）哪个平台？")
    await anna.presses("先看怎么办")
    anna.sees("工资没发、少发")
    assert not any("拖欠、少发工资" in label for label in anna.labels())
    await anna.presses("回到刚才填的")
    anna.sees("（1/6）哪个平台？")
    await anna.presses("平台甲")
    anna.sees("（2/6）")
    assert any("先存着" in label for label in anna.labels())
