"""The facts that a sentence brings along: a sum, a day, a platform, a paper, the number of a case."""

from datetime import date

import pytest

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from handlers.talk.meaning import Facts
from models.cases.number import number_of
from models.city.pack import load_city

NUMBER = number_of(date(2026, 11, 23), 472)


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(load_city(SAMPLE_CITY))


SUMS = {
    "罚款200元起": None,
    "罚200块以上": None,
    "五 十 块": 5000,
    "超时罚了我50块，根本不是我的问题": 5000,
    "扣了５０元": 5000,
    "被罚了一百二": 12000,
    "欠我三千五百块钱没给": 350000,
    "老板欠我1.2万": 1200000,
    "押金¥299不退": 29900,
    "少给三块五": 350,
    "罰我兩百塊": 20000,
    "they took 50 yuan off me": 5000,
    "i was fined 120": 12000,
    "the deposit was ¥1,500": 150000,
    "扣我120没说法": 12000,
    "迟到10分钟扣了我3次": None,
    "扣了50块又扣80块": None,
    "跑了300单没结": None,
    "扣我12分": None,
    "罚款": None,
    "一天十四个小时": None,
    "扣了我一千零五十": 105000,
    "罚了两千零八块": 200800,
    "扣我5毛": 50,
    "押金1万2不退": 1200000,
    "罚款伍佰": 50000,
    "罚了壹仟贰佰元整": 120000,
    "一个月四千八没发": 480000,
    "五块一单太低了": 500,
    "订单扣了30元2小时没到账": 3000,
    "扣了我1,200": 120000,
    "50~60块一天": None,
    "2026-11-3扣了50块": 5000,
    "扣了几十块": None,
    "扣了我十几块": None,
    "大概扣了800多": None,
    "扣了800左右": None,
    "我们一块送餐的": None,
    "扣了三分之一": None,
    "扣了我50块3分": None,
}


@pytest.mark.parametrize(("said", "fen"), SUMS.items())
def test_a_sum_is_read_as_fen_however_it_is_written(understanding: Understanding, said: str, fen: int | None) -> None:
    assert understanding.read(said).facts.money == fen


DAYS = {
    "昨天平台扣了我钱": "昨天",
    "11月3号到今天没发": None,
    "11月3号扣的": "11月3号",
    "上周五就封了": "上周五",
    "昨晚罚的": "昨天",
    "15号该发工资的": "15号",
    "they fined me yesterday": "yesterday",
    "住在3号楼": None,
    "扣了我钱": None,
    "我在3号门取餐晚了，平台甲罚了我50块": None,
    "昨天在3号店取餐": "昨天",
    "3号电梯坏了": None,
    "9号格口打不开": None,
    "95号汽油": None,
    "我住5号": None,
    "18号客服不理我": None,
    "3号到店晚了被扣": None,
    "3号我被扣了50": "3号",
    "5号的单扣了我20": "5号",
    "11月3号门口摔了": "11月3号",
    "2号桩坏了": None,
    "工号3号": None,
    "中山路15号被罚": None,
    "昨儿扣的": "昨儿",
    "前儿个就封了": "前儿个",
    "三天前扣的": "三天前",
    "两三天前扣的": None,
    "好几天前扣的": None,
    "三号那天没给": "三号",
    "十五六号扣的": None,
    "3号和5号都扣了": None,
    "上月二十三号扣的": "上月二十三号",
    "11/3扣了50": "11/3",
    "10.28号扣的": "10.28号",
    "涨了10.5": None,
    "完成了11/12单": None,
    "扣了1/3": None,
    "2026-11-3罚的": "2026-11-3",
    "国庆那天加班": "国庆那天",
    "除夕加班没给": "除夕",
    "大年初一还在送": "大年初一",
    "农历八月初三摔的": "农历八月初三",
    "on nov 3 they fined me": "nov 3",
    "每月15号发工资": None,
    "这周一直没发": None,
    "一周五天": None,
    "七日无理由": None,
    "3月2000块": None,
}


@pytest.mark.parametrize(("said", "day"), DAYS.items())
def test_a_day_is_kept_as_it_was_said_if_there_is_only_one(
    understanding: Understanding, said: str, day: str | None
) -> None:
    assert understanding.read(said).facts.day == day


NUMBERS = {
    "撞我的是豫AD12345": {"plate": "豫AD12345"},
    "车牌 沪a·6789b 的货车": {"plate": "沪A6789B"},
    "绿牌粤BF00012堵着": {"plate": "粤BF00012"},
    "京东订单一直没到": {},
    "川菜馆12345桌": {},
    "打一三八零零一三八零零零": {"phone": "13800138000"},
    "我号幺五零 幺二三四五六七八": {"phone": "15012345678"},
    "手机139 1234 5678": {"phone": "13912345678"},
    "打13800138000或者13900139000": {},
    "扣了一千三百八十块": {},
    "订单号3829 1029 4455没送": {"order": "382910294455"},
    "运单sf1234567890丢了": {"order": "SF1234567890"},
    "今天跑了38单": {},
    "11.3号扣的": {},
}


@pytest.mark.parametrize(("said", "numbers"), NUMBERS.items())
def test_a_number_of_a_vehicle_an_order_or_a_telephone_is_read_however_it_is_written(
    understanding: Understanding, said: str, numbers: dict[str, str]
) -> None:
    facts = understanding.read(said).facts
    read = {"phone": facts.phone, "order": facts.order, "plate": facts.plate}
    assert {name: value for name, value in read.items() if value} == numbers


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("平台甲昨天扣我50块", Facts(money=5000, day="昨天", platform="a")),
        ("平台甲和平台乙都扣", Facts()),
        ("我健康证明年3月要过期", Facts(paper="health")),
        (f"{NUMBER} 到哪一步了", Facts(case_number=NUMBER)),
        (f"查一下{NUMBER.lower().replace('-', '')}", Facts(case_number=NUMBER)),
        (f"{NUMBER[:-1]}{(int(NUMBER[-1]) + 1) % 10} 到哪了", Facts()),
    ],
)
def test_platforms_papers_and_numbers_are_named_by_their_keys(
    understanding: Understanding, said: str, facts: Facts
) -> None:
    assert understanding.read(said).facts == facts


def test_who_names_a_case_asks_for_it_be_its_number_mistyped(understanding: Understanding) -> None:
    assert understanding.read("nx-261123-00472-3").intent == "my_cases"


def test_a_sentence_of_the_pack_is_understood_before_anything_was_learned(understanding: Understanding) -> None:
    assert understanding.read("转人工！").intent == "case:talk"
    assert understanding.read("轉人工").intent == "case:talk"
    assert understanding.read("哈哈哈").guesses == ()
