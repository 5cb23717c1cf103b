"""What in a picture says who somebody is, and where it stands."""

import pytest

from models.pictures.page import Page
from models.pictures.traces import Trace, kinds_of, traces_on
from tests.models.pictures.pages import read_as


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("骑手姓名", "李四"), Trace.NAME),
        ("张*师傅", Trace.NAME),
        ("电话：138****1234", Trace.PHONE),
        ("尾号 13800001234 的用户", Trace.PHONE),
        (("订单编号", "WM202611227788"), Trace.ORDER),
        ("2026112277881234", Trace.ORDER),
        ("身份证号：41010119900101123X", Trace.IDENTITY),
        ("豫A·D12345", Trace.PLATE),
        ("收货地址：青石路 8 号 3 单元", Trace.ADDRESS),
    ],
)
def test_a_trace_is_found(row: str | tuple[str, str], kind: Trace) -> None:
    found = traces_on(Page.of(read_as("扣款通知", row, ("扣款金额", "-50.00"))))
    assert kinds_of(found) == [kind]


def test_a_page_without_any_has_none() -> None:
    page = Page.of(read_as("扣款通知", ("扣款金额", "-50.00"), ("扣款时间", "2026-11-22 18:42:10"), "超时送达"))
    assert traces_on(page) == []


def test_the_box_holds_the_value_and_not_its_label() -> None:
    (found,) = traces_on(Page.of(read_as("姓名：李四四四四四四四")))
    left, top, right, bottom = found.box
    assert 20 / 540 < left < 0.2
    assert right == pytest.approx((20 + 22 * 11) / 540)
    assert (top, bottom) == pytest.approx((40 / 1200, 64 / 1200))
    (beside,) = {each.box for each in traces_on(Page.of(read_as(("姓名", "李四"))))}
    assert beside[0] == pytest.approx((520 - 44) / 540)
