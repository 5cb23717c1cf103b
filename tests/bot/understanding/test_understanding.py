"""Understanding: every emergency is found, ordinary grumbling is none, and needs are read in the order said."""

import random
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from handlers.talk.meaning import Told
from models.city.pack import City, load_city
from tests.world.emergency_numbers import has_numbers
from tests.world.learned import learned

SENTENCES = tomllib.loads(Path(__file__).with_name("emergency_sentences.toml").read_text(encoding="utf-8"))
WORDS = {
    "toilet": ("厕所", "卫生间", "上厕所", "toilet"),
    "hot_water": ("热水", "hot water"),
    "drinking_water": ("喝水", "water"),
    "charging": ("手机充电", "充电", "没电了", "charger"),
    "ev_charging": ("电动车充电", "车没电了", "e-bike charging"),
    "battery_swap": ("换电", "车没电了", "battery swap"),
    "rest": ("歇脚", "躲雨"),
    "air_conditioning": ("空调", "ac"),
}

EMERGENCIES = [
    ("下雨路滑连人带车摔出去好远", "injury"),
    ("我老乡送货被大货车卷进去了", "traffic"),
    ("小腿骨头都露出来了", "injury"),
    ("电梯突然掉下来我被困里面了腿疼", "injury"),
    ("有个老太太躺斑马线上不动弹了", "injury"),
    ("刚才闯红灯那车把我怼了", "traffic"),
    ("膝盖磕得血呼啦的", "injury"),
    ("我牙磕掉两颗满嘴血", "injury"),
    ("右手小拇指被卷帘门夹断了", "injury"),
    ("车里的小孩锁着闷得不行没反应了", "injury"),
    ("胸口像压了块石头喘不上气", "injury"),
    ("突然半边身子没劲说不出话", "injury"),
    ("眼前发黑快站不住了", "injury"),
    ("吃了顾客给的饮料一直吐手发抖", "injury"),
    ("被马蜂蛰了脸全肿了喘气费劲", "injury"),
    ("我同伴喝多了叫不醒吐了一身", "injury"),
    ("对面楼有人扔花盆砸我头上了", "violence"),
    ("电动车在电梯里炸了", "fire"),
    ("楼道里好大的烟出不去了", "fire"),
    ("换电柜冒火花了", "fire"),
    ("隔壁烧烤摊煤气罐漏了味好大", "fire"),
    ("我租的房子烧起来了孩子还在里面", "fire"),
    ("三个人围着我打", "violence"),
    ("顾客抄起酒瓶子朝我扔", "violence"),
    ("出租车司机下车就给我一拳", "violence"),
    ("有个男的从三站地跟我跟到小区", "violence"),
    ("他们把我摁在地上踢", "violence"),
    ("门卫拽我头发往墙上撞", "violence"),
    ("客人把我拉进屋锁门不让我出来", "violence"),
    ("醉鬼掐我脖子", "violence"),
    ("活着太累了我想走了", "suicide"),
    ("跟你们说声再见吧我不想熬了", "suicide"),
    ("站在江边不知道跳下去会不会有人记得", "suicide"),
    ("我欠了二十万不如一死", "suicide"),
    ("手腕划了好几刀", "suicide"),
    ("i was knocked off my bike by a van", "traffic"),
    ("theres blood all over my face", "injury"),
    ("my coworker got electrocuted at the charging cabinet", "injury"),
    ("two guys are beating up a rider here", "violence"),
    ("i don't see any point in living", "suicide"),
]

ORDINARY = [
    "今天爬了三十层楼腿要断了",
    "顾客催得我想骂人",
    "平台又砍我们单价了",
    "电池不耐用跑十公里就趴窝",
    "怎么给电动车买第三者责任险",
    "想报个安全驾驶的课",
    "附近有没有能换轮胎的",
    "刹车片哪里换便宜",
    "雨太大了单子还超时，气死",
    "站长不批假",
    "下个月的班怎么排",
    "骑手节有什么活动",
    "头盔坏了在哪领新的",
    "血压有点高哪里能量",
    "小区不让电动车进",
    "爬楼爬得我上气不接下气才三块五",
    "炸鸡店出餐太慢了",
    "那家火锅店老让我等",
    "我想打听一下入党的事",
    "打印店在哪",
    "有没有免费体检",
    "孩子上学怎么办理",
    "公租房申请条件",
    "换电一次多少钱",
    "你们几点下班",
    "老板说撞单了让我等",
    "我被系统踢下线了",
    "订单被抢得一个不剩",
    "商家骂骂咧咧的态度很差",
    "客户说我偷吃了他的餐",
    "手机掉水里了开不了机",
    "车掉了个螺丝",
    "我要实名举报平台乱收费",
    "昨天跑了十四个小时困死了",
    "夏天防暑用品什么时候发",
    "is there a class on how to treat burns",
    "my rating dropped after the app froze",
    "the restaurant made me wait forty minutes",
    "how much is the fine for running a red light",
    "battery drains too fast in the cold",
    "客户改地址害我多跑五公里",
    "平台把我的等级降了",
    "想换个站点干",
    "这个月流水才四千",
    "头盔扣不上了",
    "外卖箱的拉链坏了",
    "我爸妈在老家身体不好想问医保",
    "保安拦着不让进小区",
    "电梯太慢等了十分钟",
    "顾客说汤洒了要退款",
    "跨区派单太坑了",
    "能帮我看看这条罚款合不合理吗",
    "夜里哪个驿站还开着",
    "路口红绿灯坏了",
    "路上有个大坑",
    "积分怎么兑换",
    "孩子放暑假没人带",
    "党课什么时候开始",
    "can i change my district",
    "the customer refused to pay for the soup",
]


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    needs = {key: SimpleNamespace(key=key, words={"zh-CN": words}) for key, words in WORDS.items()}
    empty = {key: {} for key in ("intents", "platforms", "papers", "case_types")}
    return Understanding(cast(City, SimpleNamespace(needs=needs, **empty)))


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(SENTENCES["emergency"]) >= 60
    assert len(SENTENCES["ordinary"]) >= 60


def test_every_emergency_of_the_list_is_found(understanding: Understanding) -> None:
    texts = [row["text"] for row in SENTENCES["emergency"]]
    assert [text for text in texts if understanding.read(text).alarm is None] == []


def test_the_numbers_for_an_emergency_are_right_nineteen_times_in_twenty(understanding: Understanding) -> None:
    rows = [(row["text"], row["kind"]) for row in SENTENCES["emergency"]]
    wrong = [(text, kind) for text, kind in rows if not has_numbers(understanding.read(text).alarm, [kind])]
    assert len(wrong) <= len(rows) / 20, wrong


def test_at_most_two_ordinary_sentences_raise_an_alarm(understanding: Understanding) -> None:
    alarms = [row["text"] for row in SENTENCES["ordinary"] if understanding.read(row["text"]).alarm]
    assert len(alarms) <= 2, alarms


@pytest.mark.parametrize(("text", "kind"), EMERGENCIES)
def test_somebody_is_in_trouble(understanding: Understanding, text: str, kind: str) -> None:
    assert has_numbers(understanding.read(text).alarm, [kind])


@pytest.mark.parametrize("text", ORDINARY)
def test_nobody_is_in_trouble(understanding: Understanding, text: str) -> None:
    assert understanding.read(text).alarm is None


@pytest.mark.parametrize(
    ("excused", "meant"),
    [
        ("累死了", "累死了，刚刚被车撞了"),
        ("上个月的事故怎么赔偿", "上个月的事故腿还没好，刚刚又摔了"),
        ("急救培训课怎么报名", "急救培训课上有人刚刚晕倒了"),
        ("如果被狗咬了工伤赔吗", "被狗咬了"),
        ("不想活动", "不想活了"),
        ("the app crashed", "my friend crashed his bike"),
        ("差点被车撞了", "被车撞了"),
    ],
)
def test_a_word_is_excused_only_by_its_own_sentence(understanding: Understanding, excused: str, meant: str) -> None:
    assert understanding.read(excused).alarm is None
    assert understanding.read(meant).alarm is not None


@pytest.mark.parametrize(
    "text",
    [
        "我被車撞了",
        "我 被 车 撞 了",
        "我被车撞了😭😭",
        "我被车撞了[流泪]",
        "被撞鸟！！！",
        "I GOT HIT BY A CAR",
        "Ｉ’ｍ ｂｌｅｅｄｉｎｇ",
        "自-杀",
    ],
)
def test_however_it_is_typed(understanding: Understanding, text: str) -> None:
    assert understanding.read(text).alarm is not None


def test_an_emergency_is_found_deep_in_a_long_text(understanding: Understanding) -> None:
    text = "今天单子不多。" * 300 + "我被车撞了。" + "平台也不管。" * 200
    alarm = understanding.read(text).alarm
    assert alarm is not None
    assert alarm.kinds == ("traffic",)


@pytest.mark.parametrize(
    ("text", "needs", "rest"),
    [
        ("厕所", ("toilet",), ""),
        ("附近哪里有厕所？", ("toilet",), ""),
        ("青石路附近的厕所", ("toilet",), "青石路"),
        ("我在和平路，想上厕所", ("toilet",), "和平路"),
        ("想喝水，顺便充电和歇脚", ("drinking_water", "charging", "rest"), ""),
        ("电动车充电", ("ev_charging",), ""),
        ("车没电了", ("ev_charging", "battery_swap"), ""),
        ("熱水 衛生間", ("hot_water", "toilet"), ""),
        ("Where is the nearest toilet?", ("toilet",), ""),
        ("toilets and hot water near Qingshi Road", ("toilet", "hot_water"), "qingshi road"),
        ("找charger", ("charging",), ""),
        ("please come back", (), "come back"),
        ("coffee machine", (), "coffee machine"),
        ("河湾区青石路", (), "河湾区青石路"),
        ("", (), ""),
    ],
)
def test_needs_are_read_in_the_order_said(
    understanding: Understanding, text: str, needs: tuple[str, ...], rest: str
) -> None:
    read = understanding.read(text)
    assert (read.alarm, read.needs, read.rest) == (None, needs, rest)


@pytest.mark.parametrize(
    "text",
    [
        "昨天在商场充电被保安骂了还扣了我五十块钱",
        "充电被保安骂了",
        "顾客说厕所旁边那家店给他少送了一份米饭然后就投诉我",
        "yesterday the guard at the mall shouted at my colleague because he used the toilet",
    ],
)
def test_a_story_that_names_a_need_is_not_a_search(understanding: Understanding, text: str) -> None:
    assert understanding.read(text).needs == ()


def test_words_of_the_sample_citys_needs_lead_to_their_need() -> None:
    city = load_city(SAMPLE_CITY)
    understanding = Understanding(city)
    said = [(need.key, word) for need in city.needs.values() for words in need.words.values() for word in words]
    assert [(key, word) for key, word in said if key not in understanding.read(word).needs] == []
    # A flat tyre and a last breath are the same words.
    assert {word for _, word in said if understanding.read(word).alarm} <= {"没气了"}


@given(st.text())
@example("\ud800")
@example("İﬃ著[]()*+?\\")
@example("摔" * 500 + "如果")
def test_reading_never_raises(understanding: Understanding, text: str) -> None:
    assert isinstance(understanding.read(text).told, Told)


@pytest.mark.parametrize("make", [lambda c: c * 4096, lambda c: (c + "如果") * 1365, lambda c: c + "啊" * 4095])
@pytest.mark.parametrize("character", ["摔", "我", "被", "血", "拿", "a", "hit "])
def test_no_text_takes_long(understanding: Understanding, make: Callable[[str], str], character: str) -> None:
    began = time.process_time()
    assert understanding.read(make(character)[:4096]).told
    assert time.process_time() - began < 1.5


def test_reading_a_message_is_quick(understanding: Understanding) -> None:
    texts = [row["text"] for rows in SENTENCES.values() for row in rows] * 3
    random.Random(1).shuffle(texts)
    medians: list[float] = []
    while not medians or (min(medians) >= 0.002 and len(medians) < 5):
        took = []
        for text in texts:
            began = time.process_time()
            assert understanding.read(text).told
            took.append(time.process_time() - began)
        medians.append(sorted(took)[len(took) // 2])
    # 0.8 ms, more than half of it for the second look; the median of the calmest round: others share this machine.
    assert min(medians) < 0.002


def test_it_is_built_quickly(understanding: Understanding) -> None:
    city = load_city(SAMPLE_CITY)
    began = time.process_time()
    Understanding(city)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("不是要投诉，就想看看有什么课", "events"),
        ("先不办别的，帮我把健康证到期记一下", "certificates"),
        ("不是欠薪，是押金不退给我", "case:deposit"),
    ],
)
def test_not_this_but_that_means_that(said: str, intent: str) -> None:
    guesses = learned().read(said).guesses
    assert guesses[0].intent == intent
