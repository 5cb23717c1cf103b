"""Numbers as they are read out: of an order in groups or by its end, of a telephone in words."""

from datetime import date

import pytest

from bot.settings import SAMPLE_CITY
from handlers.filing.answers import Read
from handlers.filing.kinds.every_kind import asked_kind
from models.city.pack import load_city
from models.questions.every_kind import EVERY_KIND
from models.questions.question import Question

CITY = load_city(SAMPLE_CITY)


@pytest.mark.parametrize(
    ("kind", "said", "number"),
    [
        ("order_number", "订单号是3829 1029 4455", "382910294455"),
        ("order_number", "3829 1029 4455 6677", "3829102944556677"),
        ("order_number", "尾号8827", "8827"),
        ("order_number", "订单 A382910294455", "A382910294455"),
        ("phone", "一三八一二三四五六七八", "13812345678"),
        ("phone", "我的是幺三八 一二三四 五六七八", "138 1234 5678"),
        ("phone", "电话13812345678", "13812345678"),
    ],
)
def test_a_number_is_read_however_it_is_said(kind: str, said: str, number: str) -> None:
    question = Question(key="number", kind=EVERY_KIND[kind], titles={"zh-CN": "号码？"}, required=True)
    assert asked_kind(question).read(question, said, CITY, date(2026, 11, 29)) == Read(number)
