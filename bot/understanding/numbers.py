"""The numbers that a sentence brings along: of a telephone, an order, a vehicle; however they are written."""

import re
from collections.abc import Iterable
from typing import TypedDict

from models.questions.errors import PhoneUnreadable
from models.questions.phone import read_phone

_SAID = "零〇幺一二三四五六七八九"
_SAID_DIGITS = re.compile(rf"(?<![{_SAID}])[一幺][三四五六七八九](?:[ -]?[{_SAID}]){{9}}(?![{_SAID}十百千万])")
_FIGURES = str.maketrans(_SAID, "001123456789")
_PHONE = re.compile(r"(?<![\da-z])1[3-9]\d(?:[ -]?\d){8}(?!\d)(?![ -]\d)")
_ORDER = re.compile(
    r"(?:[订运]?单号|订单编?号|快递单|运单|order (?:number|no\.?)|order)[是为:# ]{0,3}"
    r"(?P<number>(?:[a-z]{1,4})?\d{3,}(?:[ -]\d{3,6}){0,7})(?![\d:])"
)
SHORTEST_ORDER, LONGEST_ORDER = 6, 30
"""Figures and letters."""
_PLATE = re.compile(
    r"(?P<place>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z])[·.\- ]?"
    r"(?P<number>(?:[df](?:[a-hj-np-z0-9]\d{4})|\d{5}[df]|[a-hj-np-z0-9]{5}))(?![a-z0-9])"
)


class Numbers(TypedDict):
    phone: str | None
    order: str | None
    plate: str | None


def numbers_in(normal: str) -> Numbers:
    """The numbers that a normalised text gives; of two of a kind neither."""
    figures = _SAID_DIGITS.sub(lambda said: said[0].translate(_FIGURES), normal)
    return {
        "phone": _only(filter(None, map(_phone, _PHONE.findall(figures)))),
        "order": _only(filter(None, (_order(match) for match in _ORDER.finditer(normal)))),
        "plate": _only(filter(None, (_plate(match) for match in _PLATE.finditer(normal)))),
    }


def _phone(said: str) -> str | None:
    try:
        return read_phone(said)
    except PhoneUnreadable:
        return None


def _order(match: re.Match[str]) -> str | None:
    number = re.sub("[ -]", "", match["number"]).upper()
    return number if SHORTEST_ORDER <= len(number) <= LONGEST_ORDER else None


def _plate(match: re.Match[str]) -> str | None:
    """The plate, if its number has a figure and at most three letters."""
    number = match["number"]
    plausible = sum(each.isalpha() for each in number) <= 3 and any(each.isdigit() for each in number)
    return (match["place"] + number).upper() if plausible else None


def _only(found: Iterable[str]) -> str | None:
    each = set(found)
    return each.pop() if len(each) == 1 else None
