"""A case on its way through a department and back to its worker, in the chat, by people who read no documentation."""

from models.staff import StaffRole
from tests.chat import Chat
from tests.staff_chat import a_colleague, case_now, files


async def test_a_clerk_settles_a_first_case_and_the_worker_hears_each_step(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    await wang.is_told()
    wang.sees(
        f"新诉求 {case.number}　乱扣款", "实名", "平台甲", "50 元", "最晚 11 月 30 日 17:30 前接收（还有 2 个工作日）"
    )
    await wang.presses("接收")
    wang.sees("归你办", "下一步", "答复")
    await anna.is_told()
    anna.sees(f"{case.number}：市场监管局接收了，经办人王芳")
    await wang.presses("问当事人")
    wang.sees("问当事人什么")
    await wang.sends("哪个站点？")
    wang.sees("发给当事人", "哪个站点？")
    await wang.presses("发出")
    wang.sees("问了", "等当事人回答")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("市场监管局问你：“哪个站点？”")
    await anna.presses("回答")
    await anna.sends("青石站")
    await anna.presses("发完了")
    await wang.is_told()
    wang.sees("当事人回答了：“青石站”")
    await wang.presses("打开这件")
    await wang.presses("办结")
    wang.sees("结果是什么", "平台已经把扣的钱退给你了")
    await wang.presses("1")
    await wang.presses("发出")
    wang.sees("办结了", "问当事人解决没有")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("办完了", "退给你了", "解决了吗")
    await anna.presses("解决了")
    anna.sees("满意吗")
    await anna.presses("满意")
    anna.sees("记下了")
    after = await case_now(chat, case)
    assert (after.state, after.solved, after.satisfied) == ("closed", True, "yes")


async def test_two_press_at_once_and_the_other_is_told_who(chat: Chat) -> None:
    wang, zhao = await a_colleague(chat, "王芳"), await a_colleague(chat, "赵明")
    lead = await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    anna = await chat.person("anna", agreed=True)
    case = await files(chat, anna)
    for each in (wang, zhao, lead):
        await each.sends(case.number)
    await wang.presses("接收")
    chat.wait(minutes=2)
    await zhao.presses("接收")
    zhao.sees("王芳 2 分钟前接了")
    await zhao.sends(case.number)
    zhao.sees("王芳在办", "负责人")
    await lead.sends(case.number)
    await lead.presses("接过来办")
    lead.sees("接过来了")
    await wang.sends(case.number)
    wang.sees("孙科在办")
