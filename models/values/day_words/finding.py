"""Find the days within a sentence: only those that it plainly names, in its own words.

A month or a year does not count, nor does what the reader would have to guess: 几天前, 国庆 without 那天, 11.3.
"""

import re
from collections.abc import Iterator

from models.values.day_words.festivals import EVE, FESTIVAL, ON_IT
from models.values.day_words.numerals import COUNT, NUMERAL, values
from models.values.day_words.spelling import english_of, spelled

_FIGURES = "零一二三四五六七八九十百"
_PART_OF_A_DAY = "早|晚|夜|上午|中午|下午|凌晨|半夜|深夜|清晨|傍晚"
_GOES_ON = (
    rf"$|[,.!?;:、。()~\s-]|{_PART_OF_A_DAY}|大[概约早晚]|那[天次个晚会]|当[天晚]|这[天次]|[我俺咱你他她被扣罚因没至从跑把让说吧了才又还都也该应和跟与]|本该"
    r"|在(?!线)|给(?!水)|就(?![餐诊])|到(?!达|店)|送(?!餐口|货口)|接(?!待|餐口|驳)|开始|自己|申诉|投诉|超时|请假|结[算的账]|提现|发生|发[的了]?工资"
    r"|出(?![口餐站租])|平台|差评|app|上班|下[班雨大暴单]|封[的号了]|停[的了]|退[的款]|的?(?:周|星期|礼拜)[一二三四五六日天]"
    rf"|的(?:{_PART_OF_A_DAY}|那|时候|事|单|订单|扣|罚|投诉|差评|工资|钱)|\d{{1,2}}[点:时]|[一二三四五六七八九十]{{1,3}}点"
)
"""What may follow a bare 3号 that is a day. Before anything else 号 numbers a thing: 3号门, 9号格口, 95号汽油."""
_NAME_OF_A_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
_NOT_BEHIND_WEEKDAY = f"[{_FIGURES[1:]}\\d日天末直般些次起样共个边点千万单块成]"
_YEAR = r"(?:(?:\d{4}|\d\d)年|[去今前]年的?)?"
_NOT_PART_OF_MORE = rf"(?<![\d月年每{_FIGURES}])"


def _of_month(name: str) -> str:
    return rf"(?P<{name}>{NUMERAL})[号日](?![内前后之以])"


_NEAR = (
    r"(?<![天日周年月提目之以])大{0,2}前(?:[天日]|儿个?|晚)"
    r"|昨(?:[天日晚夜]|儿个?)|夜儿个|今(?:[天日早晨晚]|儿个?)|刚[刚才]|[琴寻噚]日"
)
_AGO = rf"(?<![{_FIGURES}几好数多两\d.])(?P<count>{COUNT})天[以之]?前"
_WEEKDAY = (
    rf"(?<![每隔双单{_FIGURES}两几半\d下])(?<!下个)(?<!下一个)(?:上{{1,3}}一?个?|这一?个?|本)?"
    rf"{_NAME_OF_A_WEEKDAY}(?!{_NOT_BEHIND_WEEKDAY})"
)
_IN_FIGURES = (
    r"(?<![\d./-])(?:19|20)\d\d(?P<between>[-./])\d{1,2}(?P=between)\d{1,2}(?![\d./-])",
    r"(?<![\d.])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])[号日]",
    rf"{_NOT_PART_OF_MORE}{_YEAR}\d{{1,2}}月\d{{1,2}}(?![\d号日个块元单次天年月份多.%万千百/-])",
    r"(?<![\d./a-z:])(?!(?:1/[2-9]|2/3|3/[45]|4/5)(?!\d))(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])"
    r"(?![\d/.]|\s*[单个份块元次%a-z分的])",
)
_OF_A_MONTH = (
    rf"{_NOT_PART_OF_MORE}{_YEAR}{NUMERAL}月份?{_of_month('of_month')}",
    rf"(?:上{{1,3}}|这|本|当)一?个?月{_of_month('of_near_month')}",
    rf"(?<![第编工牌位码号#.住路街道巷弄里村区苑镇栋座单桌桩柜店楼门站两几]){_NOT_PART_OF_MORE}(?![^日]{{1,5}}日[游无均常报子记本])"
    rf"{_of_month('day')}(?={_GOES_ON})",
)
_OLD_CALENDAR = (
    rf"{_YEAR}(?:农历|阴历|旧历)闰?(?:[正冬腊]|{NUMERAL})月初?{NUMERAL}",
    rf"{_YEAR}(?:[正冬腊]月|{NUMERAL}月(?=初))初?{NUMERAL}(?![\d个天])",
    rf"{_YEAR}(?:大年初{NUMERAL}|{EVE}|(?:{FESTIVAL}){ON_IT})",
)
_CHINESE = re.compile("|".join((_NEAR, _AGO, _WEEKDAY, *_IN_FIGURES, *_OLD_CALENDAR, *_OF_A_MONTH)))
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?"
    "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|(?:nov|dec)(?:ember)?"
)
_ENGLISH = re.compile(
    r"\b(?:the day before yesterday|yesterday|today|last night|(?:\d{1,2}|one|two|three|four|five|six) days? ago"
    r"|last (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? 20\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH}|may)(?:,? 20\d\d)?)\b(?![:%])"
)
_COUNTS = ("count", "of_month", "of_near_month", "day")
_SAID_SO = {"昨晚": "昨天", "昨夜": "昨天", "前晚": "前天"} | dict.fromkeys(
    ["今早", "今晨", "今晚", "刚才", "刚刚"], "今天"
)


def days_in(text: str) -> list[str]:
    """The days, each once, in the words of the sentence; an empty text for a choice of days: 两三天前."""
    found = [*_chinese_in(spelled(text)), *(each[0] for each in _ENGLISH.finditer(english_of(text)))]
    return list({_sort(each): each for each in reversed(found)}.values())


def _chinese_in(text: str) -> Iterator[str]:
    for match in _CHINESE.finditer(text):
        counts = [each for name in _COUNTS if (each := match[name])]
        yield "" if any(_is_choice(each) for each in counts) else _SAID_SO.get(match[0], match[0])


def _is_choice(count: str) -> bool:
    try:
        return len(values(count)) > 1
    except ValueError:
        return True


def _sort(said: str) -> str:
    """A key that is the same for words of the same day: 昨天, 昨日, 昨儿."""
    return said[0] if said[:1] in ("今", "昨") or said[:2] in ("前天", "前日", "前儿") else said
