"""What is taken for a name and a number."""

import pytest

from models import errors
from models.cases.identity import Named, named_as


@pytest.mark.parametrize("text", ["", "13800001234", "——", "名" * 41])
def test_what_is_no_name_is_asked_again(text: str) -> None:
    with pytest.raises((errors.AnswerMissing, errors.AnswerTooLong)):
        named_as(text, "13800001234")


def test_a_name_is_kept_in_one_line() -> None:
    assert named_as(" 李  四\n", "138 0000 1234") == Named("李 四", "13800001234")
