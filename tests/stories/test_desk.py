"""A clerk, a lead and the lead department at their desks, on every channel: words on the way, orders, colleagues,
names, help, search, figures of any month, and no dead ends."""

import sqlalchemy as sa

from models.casework.warning import gather_warnings, tell_warnings
from models.staff.post import StaffRole
from tests.world.chat import Chat, Someone
from tests.world.staff_chat import a_colleague, case_now, files, told_of


async def morning(chat: Chat) -> None:
    """What is gathered in the morning of a working day."""
    async with chat.app.database.transaction() as session:
        while await gather_warnings(session, city=chat.city, now=chat.app.clock()):
            pass
        await tell_warnings(session, city=chat.city, now=chat.app.clock())


async def test_a_word_on_the_way_is_no_answer(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("答复")
    wang.sees("（先说一声）情况看到了，我们正在核实")
    await wang.presses("2" if "2.（先说一声）情况看到了" in wang.text else "1")
    wang.sees("还在办，期限照走")
    await wang.presses("发出")
    wang.sees("跟当事人说了", "最晚 12 月 10 日 17:30 前答复", "王芳说了一声，还在办")
    await told_of(chat, anna, "还在办，12 月 10 日（周四）前答复")
    assert (await case_now(chat, case)).answered_at is None
    await wang.presses("答复")
    await wang.sends("正在跟平台核实")
    wang.sees("看着还没有结果")
    assert next(each for each in wang.labels() if "说" in each or "答复" in each) == "先说一声，还在办"
    await wang.presses("先说一声，还在办")
    wang.sees("跟当事人说了")
    await wang.presses("答复")
    await wang.sends("平台今天退了 50 元，到账要一天")
    wang.sees("这是最后的答复，还是先说一声、还在办？")
    await wang.presses("这就是答复")
    wang.sees("答复发给当事人了")
    await told_of(chat, anna, "平台今天退了 50 元")
    assert (await case_now(chat, case)).answered_at is not None


async def test_the_lead_department_orders_and_the_department_answers(chat: Chat) -> None:
    wang, zhou = await a_colleague(chat, "王芳"), await a_colleague(chat, "周姐", "social_work")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    assert "督办" not in wang.labels()
    await zhou.sends(case.number)
    await zhou.presses("督办")
    zhou.sees("要市场监管局做到什么、说明什么")
    await zhou.sends("说明为什么不退")
    zhou.sees("哪天前要回")
    await zhou.presses("11 月 30 日")
    zhou.sees("督办市场监管局，11 月 30 日（周一）前回", "说明为什么不退")
    await zhou.presses("发出")
    zhou.sees("督办发给那个部门了", "督办，11 月 30 日（周一）前：“说明为什么不退”还没回")
    await told_of(chat, wang, "督办 ")
    wang.sees("说明为什么不退")
    await wang.presses("看督办")
    wang.sees("下一步：点“回复督办”")
    await wang.presses("返回" if "返回" in wang.labels() else "待办")
    await wang.sends("督办")
    wang.sees("说明为什么不退")
    await wang.sends(case.number)
    wang.sees("督办，11 月 30 日")
    await wang.presses("回复督办")
    await wang.sends("平台周五退，盯着")
    wang.sees("牵头部门会收到", "回了：“平台周五退，盯着”")
    await told_of(chat, zhou, "督办回了，市场监管局王芳：“平台周五退，盯着”")
    await zhou.sends("督办")
    zhou.sees("没有等着回的督办")
    await anna.sends("/menu")
    anna.sees_no("督办")


async def test_words_of_staff_are_looked_for_and_not_taken_for_a_riders(chat: Chat) -> None:
    wang, anna = await a_colleague(chat, "王芳"), await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    named = await files(chat, anna, deduction_reason="头盔没戴好")
    await wang.sends(case.number)
    wang.sees("下一步")
    await wang.sends("超时 罚款")
    wang.sees("找到 2 件")
    wang.sees_no("要投诉吗", "要提交给部门吗")
    await wang.sends("平台说下周再退")
    wang.sees("打的字没有发给当事人")
    await wang.sends("头盔 平台甲 实名")
    wang.sees("找到 1 件", named.number)
    await wang.presses("1")
    wang.sees("头盔没戴好")
    await wang.sends("匿名")
    wang.sees("没找到")
    await wang.sends("11月26日")
    wang.sees("找到 2 件")
    await wang.sends(named.number)
    await wang.presses("接收")
    await wang.presses("办结")
    await wang.sends("平台退了")
    await wang.presses("发出")
    await told_of(chat, anna, "解决了吗")
    await anna.presses("解决了")
    await wang.presses("待办")
    await wang.sends("头盔")
    wang.sees("找到 1 件", named.number, "结束了")
    await wang.presses("首页")
    await wang.sends("超时罚了50块")
    await wang.presses("找说到这个的件")
    wang.sees("没找到")
    await wang.presses("首页")
    await wang.sends("厕所")
    wang.sees("位置")


async def test_staff_who_are_lost_get_the_desk_and_not_the_riders_menu(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    for said in ("怎么办案", "帮助"):
        await wang.sends(said)
        wang.sees("工作台怎么用")
    for label, part in (
        ("怎么用", "工作台怎么用"),
        ("没答上的", "没答上"),
        ("发通知", "写"),
        ("协办", "没有要协办的"),
        ("督办", "没有等着回的督办"),
        ("同事", "王芳（你）"),
    ):
        await wang.sends("/help")
        await wang.presses(label)
        assert part in wang.text + " ".join(wang.labels()), label
    await wang.sends("我要请假")
    wang.sees("王芳休到哪天")
    await wang.presses("返回")
    for said, part in (("问题", "没答上"), ("协办", "没有要协办的"), ("督办", "督办"), ("同事", "同事")):
        await wang.sends(said)
        wang.sees(part)
    anna = await chat.person("anna", agreed=True)
    await anna.sends("我要请假")
    anna.sees_no("交给同事")
    await anna.sends("/help")
    anna.sees("要什么")


async def test_who_files_under_a_name_says_it_and_sees_what_for(chat: Chat) -> None:
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    anna = await chat.person("anna", agreed=True)
    await fills_in(anna)
    await anna.presses("实名提交")
    anna.sees("真实姓名", "只有办这件的人看得到")
    await anna.sends("13800001234")
    anna.sees("先写姓名")
    await anna.sends("我被车撞了")
    anna.sees("120")
    await anna.presses("回到刚才填的")
    anna.sees("真实姓名")
    await anna.sends("李四")
    anna.sees("手机号")
    await anna.sends("一二三")
    anna.sees("不像电话号码", "手机号")
    await anna.sends("138 0000 1234")
    anna.sees("实名交：李四，13800001234")
    await anna.presses("实名提交")
    anna.sees("收到了，编号")
    async with chat.app.database.reading() as session:
        number = str(await session.scalar(sa.text('SELECT number FROM "case"')))
    await told_of(chat, wang, number)
    wang.sees_no("李四", "13800001234")
    await wang.presses("接收")
    wang.sees_no("李四")
    await wang.presses("更多")
    await wang.presses("姓名电话")
    wang.sees("李四", "13800001234", "只用来办这件")
    await zhao.sends(number)
    await zhao.presses("更多")
    assert "姓名电话" not in zhao.labels()
    await anna.sends(number)
    anna.sees("王芳看了你的姓名和电话")
    chat.wait(minutes=5)
    await fills_in(anna)
    await anna.presses("实名提交")
    anna.sees("实名交：李四，13800001234")
    await anna.presses("换一个")
    anna.sees("真实姓名")
    await anna.presses("不留名，改匿名")
    anna.sees("部门看不到你是谁")


async def fills_in(anna: Someone) -> None:
    await anna.sends("/menu")
    await anna.presses("投诉维权")
    await anna.presses("乱扣款、罚款")
    if "重新填一份" in anna.labels():
        await anna.presses("重新填一份")
    await anna.presses("平台甲")
    await anna.sends("昨天")
    if "对" in anna.labels():
        await anna.presses("对")
    await anna.sends("50")
    await anna.presses("跳过")
    await anna.sends("超时")
    await anna.presses("还没有")
    await anna.presses("没有")
    anna.sees("看一下")


async def test_a_department_without_anybody_is_told_to_who_files_and_to_the_lead_one(chat: Chat) -> None:
    zhou, anna = await a_colleague(chat, "周姐", "social_work"), await chat.person("anna", agreed=True)
    await anna.presses("随手拍")
    await anna.presses("路面坏了")
    await anna.shares(32.6151, 115.1651)
    await anna.presses("坑、裂缝")
    await anna.presses("小心能过")
    await anna.presses("没有")
    await anna.presses("实名提交")
    anna.sees("城管局会看到你的聊天账号")
    await anna.presses("实名提交")
    anna.sees("在这里还没有人，先由社会工作部接")
    await told_of(chat, zhou, "还没有人加入，先由你们接")
    await zhou.sends("待办")
    zhou.sees("还没有人加入的部门")
    await zhou.presses("没人接 1")
    await zhou.presses("1")
    await zhou.presses("接收")
    zhou.sees("归你办")
    await zhou.presses("更多")
    await zhou.presses("请别的部门协办")
    assert not any("市场监管局" in label for label in zhou.labels())


async def test_a_helping_department_sees_what_was_filled_in(chat: Chat) -> None:
    wang, qian = await a_colleague(chat, "王芳"), await a_colleague(chat, "钱工", "transport")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna, deduction_reason="头盔没戴好")
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("更多")
    await wang.presses("请别的部门协办")
    await wang.presses("交通运输局")
    await wang.sends("查一下站点备案")
    await wang.presses("11 月 30 日")
    wang.sees("可以带上填的内容，或者连证据一起")
    await wang.presses("发出，带上填的内容")
    wang.sees("发给那个部门了")
    await told_of(chat, qian, "请你们协办")
    await qian.presses("看协办")
    qian.sees("查一下站点备案", "这件填的", "头盔没戴好")
    await qian.sends(case.number)
    qian.sees("不在你们部门了")


async def test_the_deadlines_of_a_day_come_in_one_message(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(3)]
    chat.wait(days=3, hours=18)  # Monday, nine in the morning: their last day to be taken
    await wang.sends("我的")
    await morning(chat)
    await told_of(chat, wang, "今天要盯 3 件")
    wang.sees("1. 乱扣款", "3. 乱扣款", "11 月 30 日 17:30 前接收")
    await wang.presses("2")
    wang.sees("乱扣款", "接收")
    await morning(chat)
    chat.wait(seconds=5)
    await wang.is_told()
    assert wang.screen == []
    assert len(cases) == 3


async def test_figures_of_a_month_and_of_what_is_overdue(chat: Chat) -> None:
    wang, zhou = await a_colleague(chat, "王芳"), await a_colleague(chat, "周姐", "social_work")
    anna = await chat.person("anna", agreed=True)
    for _ in range(6):
        await files(chat, anna)
    chat.wait(days=10)
    await zhou.sends("待办")
    await zhou.presses("数据")
    await zhou.presses("超期按部门")
    zhou.sees("市场监管局 6 件")
    await zhou.presses("市场监管局")
    zhou.sees("市场监管局超期的", "6. 乱扣款")
    await zhou.presses("1")
    zhou.sees("超期了")
    await zhou.sends("数据")
    await zhou.sends("上个月")
    zhou.sees("全市 2026 年 11 月", "收到 6 件")
    await zhou.presses("换时间")
    zhou.sees("看哪段时间")
    await zhou.sends("厕所")
    zhou.sees("没看懂是哪段时间")
    await zhou.sends("11月")
    zhou.sees("全市 2026 年 11 月", "收到 6 件", "上一段", "2026 年 10 月")
    await zhou.presses("按部门")
    zhou.sees("市场监管局：收 6")
    await zhou.presses("看图")
    await zhou.presses("返回")
    zhou.sees("全市 2026 年 11 月")
    await zhou.presses("表格")
    zhou.sees("数字可以直接加")
    await zhou.presses("返回")
    await zhou.presses("换时间")
    await zhou.presses("今年")
    zhou.sees("2026 年（到昨天）", "还没过完")
    await zhou.presses("换时间")
    await zhou.sends("11月24日到11月28日")
    zhou.sees("不是整周也不是整月", "收到 6 件")
    await wang.sends("/report")
    wang.sees("数据只给负责人看")


async def test_who_settled_hears_that_it_is_not_solved(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.sends(case.number)
    await wang.presses("接收")
    await wang.presses("办结")
    await wang.sends("平台退了")
    await wang.presses("发出")
    await told_of(chat, anna, "解决了吗")
    await anna.presses("没解决")
    await anna.sends("钱没到")
    await told_of(chat, wang, "你们办结的，当事人说没解决：“钱没到”转给社会工作部重办了")
    await wang.presses("待办")
    wang.sees("市场监管局的待办")
