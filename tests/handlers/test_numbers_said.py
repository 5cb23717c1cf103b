"""Numbers as they are read out: of an order in groups or by its end, of a telephone in words."""

from datetime import date

import pytest

from bot.settings import SAMPLE_CITY
from handlers.filing.answers import Read, read_answer
from models.city.case_types import Question, QuestionKind
from models.city.pack import load_city

CITY = load_city(SAMPLE_CITY)


@pytest.mark.parametrize(
    ("kind", "said", "number"),
    [
        (QuestionKind.ORDER_NUMBER, "订单号是3829 1029 4455", "382910294455"),
        (QuestionKind.ORDER_NUMBER, "3829 1029 4455 6677", "3829102944556677"),
        (QuestionKind.ORDER_NUMBER, "尾号8827", "8827"),
        (QuestionKind.ORDER_NUMBER, "订单 A382910294455", "A382910294455"),
        (QuestionKind.PHONE, "一三八一二三四五六七八", "13812345678"),
        (QuestionKind.PHONE, "我的是幺三八 一二三四 五六七八", "138 1234 5678"),
        (QuestionKind.PHONE, "电话13812345678", "13812345678"),
    ],
)
def test_a_number_is_read_however_it_is_said(kind: QuestionKind, said: str, number: str) -> None:
    question = Question(key="number", kind=kind, titles={"zh-CN": "号码？"}, required=True)
    assert read_answer(question, said, CITY, date(2026, 11, 29)) == Read(number)
