"""A leader orders something of a department in the chat; the department accepts and answers; figures without cases."""

from models.staff.post import StaffRole
from tests.world.chat import Chat
from tests.world.staff_chat import a_colleague, case_now, files, told_of


async def test_a_leader_gives_an_order_and_closes_it(chat: Chat) -> None:
    luo = await a_colleague(chat, "罗市长", "social_work", StaffRole.LEADER)
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    await luo.sends("督办")
    luo.sees("现在没有领导督办")
    await luo.presses("下督办")
    luo.sees("督办哪个部门")
    await luo.presses("市场监管局")
    luo.sees("要市场监管局做什么")
    await luo.sends("把乱扣款的站点排查一遍")
    luo.sees("哪天前办到")
    await luo.sends("不知道")
    luo.sees("没看懂", "哪天前办到")
    await luo.sends("12月4日")
    luo.sees("督办市场监管局，12 月 4 日（周五）前", "“把乱扣款的站点排查一遍”", "发出吗")
    await luo.presses("发出")
    luo.sees("督办下了", "还没接收")
    await told_of(chat, sun, "罗市长督办你们部门，12 月 4 日（周五）前")
    await sun.presses("看督办")
    await sun.presses("接收")
    sun.sees("接收了", "在办")
    await told_of(chat, luo, "市场监管局接收了督办")
    await sun.presses("回复")
    sun.sees("办得怎么样了")
    await sun.sends("查了五家，退了三笔")
    sun.sees("已回复", "“查了五家，退了三笔”")
    await told_of(chat, luo, "查了五家，退了三笔")
    await luo.presses("看督办")
    await luo.presses("退回再办")
    await luo.sends("还有两家没查")
    luo.sees("退回了", "在办")
    await told_of(chat, sun, "还有两家没查")
    await sun.presses("看督办")
    await sun.presses("回复")
    await sun.sends("七家都查了")
    sun.sees("回了，下督办的人会收到")
    await told_of(chat, luo, "七家都查了")
    await luo.presses("看督办")
    await luo.presses("办结")
    luo.sees("办结了，部门会收到")
    await told_of(chat, sun, "罗市长办结了督办")
    await luo.presses("全部督办")
    await luo.presses("办结的")
    luo.sees("办结的领导督办", "“把乱扣款的站点排查一遍”")


async def test_a_leader_takes_an_order_back_only_after_a_second_yes(chat: Chat) -> None:
    luo = await a_colleague(chat, "罗市长", "social_work", StaffRole.LEADER)
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    await luo.sends("督办")
    await luo.presses("下督办")
    await luo.presses("市场监管局")
    await luo.sends("报一页纸")
    await luo.sends("12月4日")
    await luo.presses("发出")
    await luo.presses("不用办了")
    luo.sees("部门还没回。不用办了？")
    await luo.presses("不用办了")
    luo.sees("撤了", "办结了")
    await told_of(chat, sun, "办结了督办")


async def test_a_leader_has_figures_and_no_cases(chat: Chat) -> None:
    luo = await a_colleague(chat, "罗市长", "social_work", StaffRole.LEADER)
    luo.sees("社会工作部领导")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await luo.sends("/desk")
    luo.sees("工作台", "督办", "数据")
    assert not {"待办", "同事", "协办", "发通知"} & set(luo.labels())
    await luo.sends("数据")
    luo.sees("上周")
    await luo.presses("超期按部门")
    luo.sees("现在没有超期的")
    await luo.sends("待办")
    luo.sees_no(case.number)
    await luo.sends(case.number)
    luo.sees_no("接收", "乱扣款")
    assert (await case_now(chat, case)).handler_id is None


async def test_a_clerk_plans_an_absence_ahead(chat: Chat) -> None:
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    await wang.sends("请假")
    await wang.sends("12月7日到12月9日")
    wang.sees("王芳 12 月 7 日（周一） 到 12 月 9 日（周三） 休假", "谁来代办")
    await wang.presses("赵明")
    wang.sees("到那天手上的先由赵明办", "记上吗")
    await wang.presses("对，记上")
    wang.sees("记上了，到那天自动开始")
    await told_of(chat, zhao, "这几天由赵明代办")


async def test_a_department_finds_the_leaders_orders_beside_those_of_cases(chat: Chat) -> None:
    sun = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    await sun.sends("督办")
    sun.sees("没有等着回的督办")
    await sun.presses("领导督办")
    sun.sees("现在没有领导督办")
    assert "下督办" not in sun.labels()
