"""Numbers as they are written with days: 3, 三, 十五, 二十三, 一百二; and those that leave a choice: 两三, 十七八."""

import re

_VALUES = {each: number for number, each in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3}
_ONES = "一二三四五六七八九"
NUMERAL = rf"(?:\d{{1,3}}|[{_ONES}两零十]{{1,5}})"
COUNT = rf"(?:\d{{1,4}}|\d{{1,2}}[-、,]\d{{1,2}}|[{_ONES}两俩仨零十百]{{1,6}})"
DIGITS = f"[{_ONES}零]"
_WITH_TENS = re.compile(rf"(?:(?P<hundreds>[{_ONES}两])百零?)?(?P<tens>[{_ONES}]{{0,2}})十(?P<ones>[{_ONES}]{{0,2}})")
_HUNDREDS = re.compile(rf"(?P<hundreds>[{_ONES}两])百(?:零(?P<ones>[{_ONES}])|(?P<tens>[{_ONES}]))?")
_PAIRS = {(first, first + 1) for first in range(1, 9)} | {(3, 5)}


def values(text: str) -> tuple[int, ...]:
    """The number of a numeral; two numbers if it leaves a choice. Raises ValueError if the text is no numeral."""
    if text.isdecimal():
        return (int(text),)
    if found := re.fullmatch(r"(\d+)[-、,](\d+)", text):
        return _rising(int(found[1]), int(found[2]))
    if found := _WITH_TENS.fullmatch(text):
        return _tens(found)
    if found := _HUNDREDS.fullmatch(text):
        return (_VALUES[found["hundreds"]] * 100 + _VALUES.get(found["tens"], 0) * 10 + _VALUES.get(found["ones"], 0),)
    if len(text) == 2 and "零" not in text:
        return _choice(*(_VALUES[each] for each in text if each in _VALUES))
    if (len(text) == 1 and text in _VALUES) or "零" in text:
        return (int(digits(text)),)
    raise ValueError(text)


def value(text: str) -> int:
    """The number of a numeral that leaves no choice. Raises ValueError."""
    (only,) = values(text)
    return only


def digits(text: str) -> str:
    """Numerals that are read one by one, in figures: 2027 for 二零二七. Raises ValueError."""
    return text if text.isdecimal() else "".join(str(_VALUES.get(each, "no figure")) for each in text)


def _tens(found: re.Match[str]) -> tuple[int, ...]:
    hundreds = _VALUES.get(found["hundreds"] or "", 0) * 100
    tens, ones = found["tens"], found["ones"]
    if len(tens) == 2 and not ones:
        return tuple(hundreds + 10 * each for each in _choice(_VALUES[tens[0]], _VALUES[tens[1]]))
    if len(tens) == 2:
        raise ValueError(found[0])
    first = hundreds + 10 * (_VALUES[tens] if tens else 1)
    if len(ones) == 2:
        return tuple(first + each for each in _choice(_VALUES[ones[0]], _VALUES[ones[1]]))
    return (first + (_VALUES[ones] if ones else 0),)


def _choice(*of: int) -> tuple[int, ...]:
    """Two figures side by side, which are a choice if they are consecutive (两三) or 三五. Raises ValueError."""
    if of not in _PAIRS:
        raise ValueError(of)
    return of


def _rising(first: int, second: int) -> tuple[int, ...]:
    if first >= second:
        raise ValueError(first, second)
    return first, second
