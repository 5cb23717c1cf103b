"""A sum is said the same in the review of a case, in its facts, and where a subsidy is offered."""

from types import SimpleNamespace

import pytest

from handlers.filing.kinds.every_kind import asked_kind
from handlers.phrases.events import gains_said
from handlers.phrases.facts import facts_said
from handlers.talk.texts import texts
from models.city.pack import City


@pytest.mark.parametrize(("fen", "said"), [(5000, "50 元"), (8550, "85.50 元"), (8505, "85.05 元")])
def test_a_sum_is_said_the_same_everywhere(city: City, fen: int, said: str) -> None:
    words = texts().in_("zh-CN")
    question = city.case_types["deduction"].question("deduction_sum")
    assert question is not None
    assert asked_kind(question).say(SimpleNamespace(words=words), question, fen) == said
    assert facts_said(words, [{"asked": {"zh-CN": "扣了多少"}, "fen": fen}]) == f"扣了多少 {said}"
    assert said.removesuffix(" 元") in (gains_said(words, fen, 0) or "")
