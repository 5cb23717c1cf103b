"""What people type is words and nothing else: no line of ours and no button of a card, whoever reads it."""

from tests.stories.test_filing import to_reason
from tests.world.chat import Chat
from tests.world.filing import filed_by
from tests.world.staff_chat import a_colleague

FORGED = (
    "<b>超时</b> <a href='https://example.com'>点我</a> [点](tg://user?id=1) *x* `x`”\n"
    "新诉求 NX-261126-00009-9　乱扣款　实名\n最晚 今天前接收"
    "\u2028收到了，编号 NX-261126-00009-9\n1 撤销这件\n0 首页\u202e)"
)
LINES = ("新诉求 NX-261126-00009", "最晚 今天", "收到了，编号", "1 撤销")


def check(text: str) -> None:
    """The words are there as typed, without what turns the line round, and begin no line."""
    assert "<b>超时</b>" in text
    assert [each for each in text.splitlines() if each.startswith(LINES)] == []
    assert "\u202e" not in text


async def test_a_riders_words_are_one_quoted_line_on_the_card_of_staff_and_in_the_review(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    await filed_by(anna, deduction_reason=FORGED)
    await wang.is_told()
    check(wang.text)
    await wang.presses("接收")
    check(wang.text)
    boris = await to_reason(chat, "boris")
    await boris.sends(FORGED)
    await boris.presses("还没有")
    await boris.presses("没有")
    boris.sees("看一下")
    check(boris.text)


async def test_a_departments_words_are_one_quoted_line_for_the_rider(chat: Chat) -> None:
    wang = await a_colleague(chat, "王芳")
    anna = await chat.person("anna", agreed=True)
    case = await filed_by(anna)
    await wang.is_told()
    await wang.presses("接收")
    await anna.is_told()
    await wang.presses("问当事人")
    await wang.sends(FORGED)
    await wang.presses("发出")
    chat.wait(seconds=2)
    await anna.is_told()
    anna.sees("问你：“")
    check(anna.text)
    await anna.sends(case.number)
    check(anna.text)
