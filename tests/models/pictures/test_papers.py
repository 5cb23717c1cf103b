"""The paper in a picture, and until when it is valid."""

from datetime import date

import pytest

from models.city.pack import City
from models.pictures.page import Page
from models.pictures.papers import PaperShown, paper_on
from tests.models.pictures.pages import read_as


def paper(city: City, *rows: str | tuple[str, str], score: float = 0.99) -> PaperShown | None:
    return paper_on(Page.of(read_as(*rows, score=score)), city)


@pytest.mark.parametrize(
    ("rows", "kind", "day"),
    [
        (("健康证明", "姓名：李四", "体检日期：2026-03-06", "有效期至：2027-03-05"), "health", date(2027, 3, 5)),
        (
            ("道路运输从业人员从业资格证", "初次领证日期 2021年03月06日", "有效期限 2021年03月06日至2027年03月05日"),
            "work_qualification",
            date(2027, 3, 5),
        ),
        (
            ("中华人民共和国机动车行驶证", "发证日期 2020-01-02", "检验有效期至 2027-06-30"),
            "vehicle_inspection",
            date(2027, 6, 30),
        ),
        (
            ("机动车交通事故责任强制保险单", "保险期间自2026年3月6日零时起至2027年3月5日二十四时止"),
            "vehicle_insurance",
            date(2027, 3, 5),
        ),
        (("网络预约出租汽车驾驶员证", ("有效期至", "2028.1.31")), "ride_hailing_driver", date(2028, 1, 31)),
    ],
)
def test_its_kind_and_last_day_are_read(
    city: City, rows: tuple[str | tuple[str, str], ...], kind: str, day: date
) -> None:
    assert paper(city, *rows) == PaperShown(kind, day, sure=True)


def test_a_month_alone_two_days_or_a_bad_line_are_not_sure(city: City) -> None:
    head = "中华人民共和国机动车行驶证"
    assert paper(city, head, "检验有效期至2027年06月") == PaperShown(
        "vehicle_inspection", date(2027, 6, 30), sure=False
    )
    two = paper(city, head, "检验有效期至 2026-06-30", "检验有效期至 2027-06-30")
    assert two is not None
    assert not two.sure
    bad = paper(city, head, "检验有效期至 2027-06-30", score=0.8)
    assert bad is not None
    assert not bad.sure


def test_without_a_day_it_is_a_paper_and_without_a_name_it_is_none(city: City) -> None:
    assert paper(city, "健康证明", "体检日期：2026-03-06") == PaperShown("health", None, sure=False)
    assert paper(city, "扣款金额 50.00", "有效期至 2027-03-05") is None
