"""A clause that a question names by its law and number: it is answered with that one, or not at all."""

import re

_CLAUSE_ASKED = re.compile(
    r"《?([\u4e00-\u9fff]{1,20}?(?:法典?|条例|规定|办法|解释|意见|通知))》?的?第?\s*([0-9]{1,4}|[一二三四五六七八九十百千零〇]{1,9})\s*条"
)


def names_clause(question: str) -> bool:
    """Whether the question names a clause by its law and number."""
    return _CLAUSE_ASKED.search(question) is not None


def clause_named(question: str) -> re.Pattern[str] | None:
    """The pattern by which a passage cites the clause that the question names; None if it names none."""
    asked = _CLAUSE_ASKED.search(question)
    if asked is None:
        return None
    law, number = asked.groups()
    figure = _chinese(int(number)) if number.isdecimal() else number.replace("〇", "零")
    return re.compile(rf"《(?:中华人民共和国)?{re.escape(law)}》第{figure}条")


def _chinese(number: int) -> str:
    """24 -> 二十四, 105 -> 一百零五."""
    figures = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    written = f"{figures[hundreds]}百" if hundreds and hundreds < 10 else ""
    if tens:
        written += f"{figures[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        written += "零"
    return written + (figures[ones] if ones else "")
