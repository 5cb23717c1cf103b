"""The number or letter that a person answers with where there is nothing to press, however they dress it:
选2, 第二个.
"""

import re
import unicodedata

from models.values.day_words.numerals import value
from models.values.normal_text import simplified

_SIGNS = {
    **{ord(first) + more: str(more + 1) for first in "❶➀➊" for more in range(10)},
    **{ord("Ⅰ") + more: str(more + 1) for more in range(12)},
    **{ord(sign): letter for sign, letter in zip("🅰🅱🅐🅑🅒🅓", "ababcd", strict=True)},
    ord("🔟"): "10",
    **dict.fromkeys(map(ord, "\ufe0e\ufe0f\u20e3")),
}
"""Signs that stand for a number or a letter and that Unicode does not normalise, and the marks that make a figure a
key.
"""
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾〇○", "一二三四五六七八九十零零")
_NUMERAL = r"(?P<figures>\d{1,2})|(?P<numeral>[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九])"
_BEFORE = (
    "(?:谢谢|那|就|我|想|要|请|给|帮|还是|应该|选择?|回复?|点击?|按|输入?|填|发|来|打|看|no|答案?|数字?|字母?|序号|编号|选项"
    "|是|第|[#,])*"
)
_BEHIND = "(?:那|这|个|项|号|条|款|种|题|选项|的|吧|呢|啊|哦|呀|嘛|哈|啦|了|呗|喽|噢|就行|就好|可以|谢谢|多谢|谢了|,)*"
_DRESSED = re.compile(rf"{_BEFORE}(?:{_NUMERAL}|(?P<letter>[a-z])){_BEHIND}")
_ROUND = re.compile(r"(?<!\d)[^\w,#]+|[^\w,#]+(?!\d)")
"""Blanks and punctuation. Between two figures they separate two numbers, or make one that is no mark: 1 2, 3.5, 10:30.
"""
_LONGEST = 20


def mark_in(text: str) -> str | None:
    """The number in figures, or the letter in lower case; None if the text says anything else. Never raises."""
    if len(text) > _LONGEST:
        return None
    plain = simplified(unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold()).translate(_FORMAL)
    found = _DRESSED.fullmatch(_ROUND.sub("", plain).strip(","))
    if found is None:
        return None
    return found["letter"] or str(int(found["figures"]) if found["figures"] else value(found["numeral"]))
