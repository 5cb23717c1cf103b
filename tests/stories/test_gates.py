"""小区怎么进: a rider at a gate, in the rain; and the clerk who settled a report of one."""

from datetime import timedelta

from models.staff.post import StaffRole
from tests.world.chat import Chat, Someone
from tests.world.filing import SPOT, known_for_a_while
from tests.world.gates import a_gate
from tests.world.staff_chat import a_colleague, files


async def has_gates(chat: Chat) -> None:
    """An estate with two gates and one with one, near the centre."""
    async with chat.app.database.transaction() as session:
        now, here = chat.app.clock(), chat.city.centre
        says = {"guard": "登记手机号", "vehicles": "电动车推着走", "pass": "https://hewan.example/pass"}
        session.add(a_gate("柳汀新城东门", here, north_m=100, checked_at=now - timedelta(days=3), **says))
        session.add(a_gate("柳汀新城北门", here, north_m=50, checked_at=now - timedelta(days=61), guard="只能走路"))
        session.add(a_gate("听荷花园南门", here, north_m=300, guard="扫码"))


async def test_a_rider_asks_in_one_sentence_and_reads_first_what_the_guard_wants(chat: Chat) -> None:
    await has_gates(chat)
    anna = await chat.person("anna", agreed=True)
    for said in ("怎么进听荷花园", "听荷花园让不让进", "听荷花园电动车能进吗？"):
        await anna.sends(said)
        anna.sees("听荷花园南门\n门岗要什么：扫码", "还没人核实过，进门前问一声")
    await anna.sends("柳汀新城怎么进")
    anna.sees("柳汀新城有 2 个门", "1. 柳汀新城东门　登记手机号", "2. 柳汀新城北门　只能走路　（60 天没人核实了）")
    await anna.presses("1")
    anna.sees("柳汀新城东门\n门岗要什么：登记手机号\n什么车能进：电动车推着走", "核实过")
    assert anna.button("办通行证").url == "https://hewan.example/pass"
    anna.sees_no("几点开不清楚")


async def test_the_menu_leads_there_and_takes_a_name_or_a_position(chat: Chat) -> None:
    await has_gates(chat)
    anna = await chat.person("anna", agreed=True)
    await anna.sends("驿站")
    await anna.presses("小区怎么进")
    anna.sees("哪个小区？")
    await anna.sends("听荷花园")
    anna.sees("听荷花园南门")
    await anna.presses("换个小区")
    await anna.shares_centre()
    anna.sees("附近 1 公里内的门", "1. 柳汀新城东门　100 米　北", "2. 柳汀新城北门　50 米", "3. 听荷花园南门")
    await anna.presses("换个小区")
    await anna.sends("望江雅苑小区")
    anna.sees("还没人说过“望江雅苑小区”怎么进")
    await anna.sends("望江雅苑让不让进")
    anna.sees("还没人说过“望江雅苑”怎么进", "给门岗看接单页")
    await anna.presses("进不去，反映")
    anna.sees("小区进门、停车难")


async def test_nobody_is_led_to_a_gate_to_rest(chat: Chat) -> None:
    await has_gates(chat)
    anna = await chat.person("anna", agreed=True)
    await anna.shares_centre()
    anna.sees("驿站")
    anna.sees_no("东门")
    anna.sees_no("南门")


async def test_riders_say_that_it_is_still_so_or_not(chat: Chat) -> None:
    await has_gates(chat)
    lead = await a_colleague(chat, "孙科", "union", StaffRole.LEAD)
    (anna,) = await known_for_a_while(chat, "anna")
    await anna.sends("听荷花园怎么进")
    await anna.presses("还是这样")
    anna.sees("记下了，谢谢", "核实过")
    await anna.presses("不是这样了")
    anna.sees("和这里写的不一样", "不记你是谁")
    await anna.sends("听荷花园怎么进")
    anna.sees("有人说现在不是这样了，进门前问一声")
    await lead.is_told()
    lead.sees("听荷花园南门", "和写的不一样")
    bert = await chat.person("bert")
    await bert.sends("听荷花园怎么进")
    await bert.presses("还是这样")
    bert.sees("先不算核实")


async def settled(chat: Chat, rider: Someone, **about: object) -> Someone:
    """The clerk of a settled report of a gate by somebody anonymous, at its card."""
    clerk = await a_colleague(chat, "王芳", "subdistrict")
    case = await files(chat, rider, "gate_parking", anonymous=True, **about)
    await clerk.sends(case.number)
    await clerk.presses("接收")
    clerk.sees_no("告诉大家这个小区怎么进")
    await clerk.presses("办结")
    await clerk.sends("和物业说好了")
    await clerk.presses("发出")
    return clerk


async def test_a_clerk_tells_of_a_gate_once_the_report_is_settled(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    clerk = await settled(chat, anna, spot={**SPOT, "name": "锦畔雅苑东门"})
    await clerk.presses("告诉大家这个小区怎么进")
    clerk.sees("锦畔雅苑东门：门岗要什么？", "别写是谁反映的")
    await clerk.sends("登记手机号，电动车推着走")
    clerk.sees("大家会看到", "锦畔雅苑东门", "门岗要什么：登记手机号，电动车推着走")
    await clerk.presses("改名字")
    clerk.sees("现在叫“锦畔雅苑东门”")
    await clerk.sends("锦畔雅苑南门")
    await clerk.presses("发给大家看")
    clerk.sees("锦畔雅苑南门怎么进，大家现在查得到了")
    bert = await chat.person("bert", agreed=True)
    await bert.sends("锦畔雅苑怎么进")
    bert.sees("锦畔雅苑南门\n门岗要什么：登记手机号，电动车推着走", "核实过")
    bert.sees_no("NX-")
    await clerk.presses("告诉大家这个小区怎么进")
    clerk.sees("锦畔雅苑东门：门岗要什么？")


async def test_a_report_without_a_name_is_given_one_and_what_stands_can_stay(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    clerk = await settled(chat, anna, spot={**SPOT, "name": ""})
    await clerk.presses("告诉大家这个小区怎么进")
    clerk.sees("哪个小区、哪个门？")
    await clerk.sends("锦畔雅苑南门")
    clerk.sees("锦畔雅苑南门：门岗要什么？")
    await clerk.sends("刷脸")
    await clerk.presses("发给大家看")
    await clerk.presses("告诉大家这个小区怎么进")
    await clerk.sends("锦畔雅苑南门")
    clerk.sees("大家现在看到的是“刷脸”")
    await clerk.presses("还是这样")
    await clerk.presses("发给大家看")
    clerk.sees("大家现在查得到了")


async def test_in_english_too(chat: Chat) -> None:
    await has_gates(chat)
    anna = await chat.person("anna", language="en", agreed=True)
    await anna.sends("how do i get into 听荷花园")
    anna.sees("What the guard wants: 扫码", "Nobody has checked this yet")
