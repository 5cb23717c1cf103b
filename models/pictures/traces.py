"""What in a picture says who somebody is: names, telephones, order numbers, papers, plates, faces, avatars.

Not everything is found, such as what stands in the background, and whoever is told of traces is told that too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.foreign_files.box import Box
from models.pictures.page import Line, Page, normal


class Trace(StrEnum):
    """The kinds of traces, in the order in which they are told."""

    NAME = "name"
    PHONE = "phone"
    ORDER = "order"
    IDENTITY = "identity"
    PLATE = "plate"
    ADDRESS = "address"
    FACE = "face"
    AVATAR = "avatar"
    """A small picture beside a line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trace, and the part of the picture that it stands in."""

    kind: Trace
    box: Box


LABELS = {
    Trace.NAME: (
        "姓名", "骑手", "骑手姓名", "配送员", "配送骑手", "快递员", "司机", "司机姓名", "收货人", "收件人", "寄件人",
        "联系人", "顾客", "顾客姓名", "客户", "乘客", "驾驶员", "持证人", "被保险人", "投保人", "所有人", "账号",
        "昵称", "当事人", "申诉人", "用户名", "name", "rider", "courier",
    ),
    Trace.PHONE: ("电话", "手机", "手机号", "手机号码", "联系电话", "骑手电话", "phone"),
    Trace.ORDER: (
        "订单号", "订单编号", "单号", "运单号", "快递单号", "配送单号", "关联订单", "订单", "流水号", "交易单号",
        "骑手编号", "骑手id", "工号", "站点", "order number", "order no.", "rider id",
    ),
    Trace.IDENTITY: (
        "身份证号", "身份证号码", "公民身份号码", "证件号码", "证号", "编号", "档案编号", "保单号", "保险单号",
    ),
    Trace.PLATE: ("车牌", "车牌号", "车牌号码", "号牌号码", "车辆号牌", "plate"),
    Trace.ADDRESS: ("地址", "住址", "收货地址", "取货地址", "送达地址", "配送地址", "家庭住址", "address"),
}  # fmt: skip
"""What stands before such a thing on a screen or a paper."""
_PATTERNS = {
    Trace.IDENTITY: re.compile(r"(?<![0-9a-z])\d{6}[\d*]{11}[\dx*](?![0-9a-z])|\d{3,6}\*{6,}(?:\d{2,4}|\d{3}x)(?!\d)"),
    Trace.PHONE: re.compile(r"(?<!\d)1[3-9]\d[ -]?(?:\d{4}|\*{4})[ -]?\d{4}(?!\d)"),
    Trace.PLATE: re.compile(
        "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z]"
        "[·.•\\- ]?[0-9a-hj-np-z*]{5,6}(?![0-9a-z])"
    ),
    Trace.ORDER: re.compile(r"(?<![0-9a-z])(?=[a-z0-9]*\d{6})[a-z0-9]{10,40}(?![0-9a-z])"),
    Trace.NAME: re.compile(r"^[一-龥][*＊某][*＊某一-龥]?(?:师傅|先生|女士|骑手)?$"),
}

_NO_ORDER = (Trace.PHONE, Trace.IDENTITY)
"""Numbers that look like an order's."""


def traces_on(page: Page) -> Sequence[Found]:
    """All traces, those of one kind together, in the order of Trace."""
    written = (each for kind in Trace for each in _of_kind(page, kind))
    seen = [(Trace.FACE, page.faces), (Trace.AVATAR, page.avatars)]
    drawn = (Found(kind, box) for kind, boxes in seen for box in boxes)
    return list(dict.fromkeys((*written, *drawn)))


def kinds_of(found: Sequence[Found]) -> list[Trace]:
    """The kinds, each once, in the order of Trace."""
    return [kind for kind in Trace if any(each.kind is kind for each in found)]


def _of_kind(page: Page, kind: Trace) -> Iterator[Found]:
    labels, others = LABELS.get(kind, ()), [each for some in LABELS.values() for each in some]
    for label in labels:
        for shown in page.all_beside([label], others=others, more=kind is Trace.ADDRESS):
            yield from (Found(kind, _without(each, label)) for each in shown.lines)
    if kind in _PATTERNS:
        for line in page.lines:
            if _is_in(line, kind) and not (kind is Trace.ORDER and any(_is_in(line, each) for each in _NO_ORDER)):
                yield Found(kind, line.box)


def _is_in(line: Line, kind: Trace) -> bool:
    return bool(_PATTERNS[kind].search(normal(line.text)))


def _without(line: Line, label: str) -> Box:
    """The part of the line behind the label, if the label is in it; with some to spare, as letters differ in width."""
    if not re.sub(r"\s", "", line.text).startswith(label):
        return line.box
    left, top, right, bottom = line.box
    share = max(0.0, len(label) / max(len(line.text), 1) - 0.05)
    return (left + (right - left) * share, top, right, bottom)
