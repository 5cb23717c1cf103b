"""The form of a text that the rules read: half-width, simplified, plain figures, blanks only between figures."""

import re
import unicodedata
from collections.abc import Iterator

from models.values.normal_text import simplified

_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰〇○", "一二三三四五六七八九十百零零")
_SEVERAL = (
    ("廿", "二十"), ("卅", "三十"), ("元月", "1月"), ("。", "."), ("个把", "1个"),
    ("月尾", "月底"), ("月头", "月初"), ("年尾", "年底"), ("年头", "年初"), ("岁末", "年底"),
)  # fmt: skip
_OTHERWISE = (
    (re.compile("(?<=[月年])的?最后一天"), "底"),
    (re.compile(r"(?<=月[\d一二三四五六七八九十]{1})[好浩]$|(?<=月[\d一二三四五六七八九十]{2})[好浩]$"), "号"),
    (re.compile(r"(?<=\d)o(?=\d)"), "0"),
    (re.compile(r"(?<![\d.])(\d{1,2})\.5个?(?=[年月周])"), r"\1个半"),
)
"""Other ways to write: a month's last day, 号 and 0 as voice recognition and slips give them, a half in figures."""
_DASHES = re.compile("[~〜～–—−―‐‑-]+")
_BLANK = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_ROUND = " \n\t.,!?。、;:…"


def english_of(text: str) -> str:
    """The text in half-width lower case with single blanks, for the rules of English."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split()).strip(_ROUND)


def spelled(text: str) -> str:
    """The text as the rules of Chinese read it: simplified, plain figures, blanks only between figures."""
    plain = simplified(unicodedata.normalize("NFKC", text).lower()).translate(_FORMAL)
    for written, meant in _SEVERAL:
        plain = plain.replace(written, meant)
    plain = " ".join(_BLANK.sub("", _DASHES.sub("-", plain.strip(_ROUND))).split())
    for how, instead in _OTHERWISE:
        plain = how.sub(instead, plain)
    return plain


_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
_PART = (
    "大?清早|一?大早|一早|早上|早晨|清晨|凌晨|上午|中午|正午|晌午|午后|下午|后晌|傍晚|黄昏|晚上|晚间|夜里|夜间|大?半夜|后半夜|深夜|午夜|"
    "[早午晚]高峰|早|晚|夜"
)
_CLOCK = (
    r"t?\d{1,2}:\d{2}(?::\d{2})?|[\d零一二两三四五六七八九十]{1,3}(?:点钟?|时)(?:整|半|[一三]刻|[\d零一二三四五六七八九十]{1,3}分?)?"
    r"(?:\d{1,2}秒)?"
)
_BEFORE = re.compile(
    "我?记得是?|是|在|就|应该是?|好像是?|可能是?|估计是?|大概是?|大约|差不多|嗯|哦|那个|于|自从?|从|[扣罚]的?|"
    "有效期限?|期限|截止日?期?|截至|到期日?期?|至|到|为|日期|时间|发生|[:,.]"
)
_BEHIND = re.compile(
    rf"(?:的?(?:{_PART})| ?(?:{_CLOCK})[过多]?|来钟|过后|的事[情儿]?|[扣罚封发]的|发生的?|左右|前后|上下|"
    rf"开始的?|起|那一?天|当天|这一?天|那会儿?|的?时候|吧|了|的|啊|呀|呢|吗|哈|就?到期|就?过期|失效|截止|为?止|之前|以前|前|有效|(?<=[号日\d])\(?{_WEEKDAY}\)?|[,.、])$"
)
_TIME = re.compile(_CLOCK)
_MOST_STEPS = 6


def says_time(text: str) -> bool:
    return bool(_TIME.search(text))


def less_and_less(text: str) -> Iterator[str]:
    """The text, then shorter and shorter: without words around a day that do not change it (应该是, 左右, 下午三点)."""
    yield text
    for _ in range(_MOST_STEPS):
        if not (match := _BEFORE.match(text)) or match.end() == len(text):
            break
        text = text[match.end() :]
        yield text
    for _ in range(_MOST_STEPS):
        if not (match := _BEHIND.search(text)) or match.start() == 0:
            break
        text = text[: match.start()].rstrip()
        yield text
