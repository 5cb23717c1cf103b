"""What stands beside a label on a page, wherever the page puts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.pictures.page import Page
from tests.models.pictures.pages import read_as

ROWS = (("扣款金额", "-50.00"), ("扣款原因", "超时送达"), ("订单编号", "WM202611227788"))
LABELS = {"扣款金额", "扣款原因", "订单编号"}


def beside(page: Page, label: str, **how: bool) -> tuple[str, bool] | None:
    shown = page.beside([label], others=LABELS, **how)
    return (shown.text, shown.sure) if shown is not None else None


@pytest.mark.parametrize("turned", [0.0, 6.0, -6.0])
def test_a_value_stands_to_the_right_of_its_label(turned: float) -> None:
    page = Page.of(read_as(*ROWS, turned=turned))
    assert [beside(page, label) for label, _ in ROWS] == [(value, True) for _, value in ROWS]
    assert page.text.splitlines()[0] == "扣款金额\u3000-50.00"


@pytest.mark.parametrize("line", ["扣款原因：超时送达", "扣款原因: 超时送达", "扣款原因 超时送达"])
def test_it_stands_behind_its_label_in_one_line(line: str) -> None:
    assert beside(Page.of(read_as(line)), "扣款原因") == ("超时送达", True)


def test_it_stands_below_its_label() -> None:
    page = Page.of(read_as(("扣款金额", "订单编号"), ("-50.00", "WM202611227788")))
    assert beside(page, "扣款金额") == ("-50.00", True)
    assert beside(page, "订单编号") == ("WM202611227788", True)


def close(*rows: str) -> Page:
    """Lines as close as those of one text are."""
    lines = read_as(*rows)
    for number, line in enumerate(lines["lines"]):
        for corner in line[2]:
            corner[1] -= 18 * number
    return Page.of(lines)


def test_words_go_on_below_a_full_line_until_the_next_label() -> None:
    page = close("扣款原因：骑行途中没有按照规定", "佩戴头盔", "订单编号：WM202611227")
    assert beside(page, "扣款原因", more=True) == ("骑行途中没有按照规定佩戴头盔", True)
    assert beside(page, "扣款原因") == ("骑行途中没有按照规定", True)


def test_the_text_below_a_short_line_is_another() -> None:
    page = close("扣款原因：超时送达", "如有异议，请在二十四小时内处理", "订单编号：WM202611227788")
    assert beside(page, "扣款原因", more=True) == ("超时送达", True)


def test_a_sentence_to_the_reader_is_no_part_of_a_value() -> None:
    page = close("扣款原因：骑行途中没有按照规定", "如有异议，请申诉")
    assert beside(page, "扣款原因", more=True) == ("骑行途中没有按照规定", True)


def test_words_that_are_cut_off_at_the_edge_are_doubtful() -> None:
    page = close("扣款原因：骑行途中没有按照规定")
    assert beside(page, "扣款原因", more=True) == ("骑行途中没有按照规定", False)


def test_what_is_read_badly_or_said_twice_is_doubtful() -> None:
    assert beside(Page.of(read_as(*ROWS, score=0.7)), "扣款金额") == ("-50.00", False)
    assert beside(Page.of(read_as(*ROWS, ("扣款金额", "-80.00"))), "扣款金额") == ("-50.00", False)
    assert beside(Page.of(read_as(*ROWS, ("扣款金额", "-50.00"))), "扣款金额") == ("-50.00", True)


def test_a_label_alone_or_in_a_sentence_has_no_value() -> None:
    assert beside(Page.of(read_as("扣款金额", "扣款原因")), "扣款金额") is None
    assert Page.of(read_as("平台将于三日内核实")).beside(["平台"]) is None


corner = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
line = st.tuples(
    st.text(max_size=40) | st.sampled_from(["扣款金额", "扣款金额：50", "订单编号 A1"]),
    st.floats(0, 1),
    st.tuples(corner, corner, corner, corner),
)


@given(st.lists(line, max_size=12))
def test_whatever_is_read_makes_a_page(lines: list[object]) -> None:
    page = Page.of({"size": [100, 100], "lines": lines})
    assert len(page.lines) == len(lines)
    assert isinstance(page.text, str)
    beside(page, "扣款金额", more=True)
