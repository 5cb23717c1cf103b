"""Sums as riders write them: read right, or asked back before they are kept; what is no sum is not made one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.values.written_sum import WrittenSum, read_sum, sums_in

SURE = {
    "兩百塊": 20000,
    "五十塊錢": 5000,
    "廿五": 2500,
    "仨块": 300,
    "五 十 块": 5000,
    "一二〇〇": 120000,
    "45。6": 4560,
    "45点6": 4560,
    "80元": 8000,
    "80 块钱": 8000,
    "８０元": 8000,
    "￥80": 8000,
    "1,200": 120000,
    "50.5": 5050,
    "50块5毛": 5050,
    "120元3角": 12030,
    "八百": 80000,
    "一百零五": 10500,
    "一千零二": 100200,
    "一万二千": 1200000,
    "俩百": 20000,
    "五毛": 50,
    "五毛钱": 50,
    "一毛五": 15,
    "1毛5分": 15,
    "三块五毛": 350,
    "一块半": 150,
    "五百元整": 50000,
    "五百整": 50000,
    "贰佰元整": 20000,
    "300 yuan": 30000,
    "300 kuai": 30000,
    "一千零五十": 105000,
    "两千零八块": 200800,
    "5毛": 50,
    "伍佰": 50000,
    "壹仟贰佰元整": 120000,
    "5分钱": 5,
    "一块二毛五": 125,
    "3块零5分": 305,
    "500元人民币": 50000,
}
ASKED = {
    "1.2万": 1200000,
    "1.2万元": 1200000,
    "3w": 3000000,
    "2.5k": 250000,
    "1万2": 1200000,
    "1千五": 150000,
    "三千五": 350000,
    "一万二": 1200000,
    "二百五": 25000,
    "三千五百八": 358000,
    "85块5": 8550,
    "八十五块五": 8550,
    "大概八百": 80000,
    "800多": 80000,
    "八百来块": 80000,
    "一千不到": 100000,
    "就八百": 80000,
    "应该是八百": 80000,
    "八百，记不清了": 80000,
    "扣了我一百二": 12000,
    "总共1200块": 120000,
    "每单3元": 300,
    "人民币80元": 8000,
    "五块一单": 500,
    "50块3次": 5000,
    "30元2小时": 3000,
    "3块5公里": 300,
    "8块5一单": 850,
    "1分": 1,
    "12分": 12,
    "1千2": 120000,
    "5块05": 505,
    "5块50": 550,
    "5块50单": 500,
    "罚我五十": 5000,
    "半块钱": 50,
    "百二": 12000,
    "千五百": 150000,
    "50元起": 5000,
    "一个月四千八": 480000,
    "块八毛": 180,
    "万把块": 1000000,
    "千把块": 100000,
    "扣了我一千零五十": 105000,
}
NONE = (
    "", "不知道", "好多", "500-600", "五六百", "扣50块又扣80块", "50美元", "$50", "一个月", "万一扣钱呢",
    "百分之三十", "一百好几", "万儿八千", "五张一百的", "扣我五十一次", "10点30扣的",
    "几十块", "十几块", "好几百", "上百块", "五六十块", "三四块", "百八十", "50~60块", "50～60", "50到60块", "50、60块",
    "我们一块去", "罚了一整天", "1" * 150, "一" * 150,
)  # fmt: skip


@pytest.mark.parametrize(("said", "fen"), SURE.items())
def test_a_plain_sum_is_read_and_not_asked_back(said: str, fen: int) -> None:
    found = read_sum(said)
    assert found is not None
    assert (found.fen, found.sure) == (fen, True)


@pytest.mark.parametrize(("said", "fen"), ASKED.items())
def test_what_could_be_misread_is_asked_back(said: str, fen: int) -> None:
    found = read_sum(said)
    assert found is not None
    assert (found.fen, found.sure) == (fen, False)


@given(st.text("零〇一二两俩三五九十百千万亿0123.,块元毛角分半整多来几把点¥~-到 rmbkw", max_size=9))
@example("两八十零")
@example("7千2027")
@settings(deadline=None)  # the first sum loads the library
def test_whatever_is_typed_of_a_sum_is_answered(said: str) -> None:
    assert read_sum(said) is None or isinstance(read_sum(said), WrittenSum)
    assert all(fen is None or fen >= 0 for fen in sums_in(said))


@pytest.mark.parametrize("said", NONE)
def test_what_says_no_sum_or_several_or_other_money_is_none(said: str) -> None:
    assert read_sum(said) is None
