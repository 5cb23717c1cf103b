"""What is taken as an answer to a question of a case: by name, in one way, and nothing else."""

from typing import Any

import pytest

from models.cases.draft import answer_question, start_draft
from models.city.pack import City
from models.errors import AnswerMissing, AnswerTooLong, ChoiceUnknown, DomainError
from models.questions import errors
from models.storage.database import Database
from tests.world.filing import NOW, a_draft, a_person

WRONG: list[tuple[str, str, Any, type[DomainError]]] = [
    ("deduction", "platform", "zz", ChoiceUnknown),
    ("deduction", "platform", None, AnswerMissing),
    ("deduction", "appealed", "maybe", ChoiceUnknown),
    ("deduction", "deduction_sum", 0, errors.SumOutOfRange),
    ("deduction", "deduction_sum", 10**12, errors.SumOutOfRange),
    ("deduction", "deduction_sum", 50.5, errors.SumOutOfRange),
    ("deduction", "deduction_day", "2026-11-24", errors.DayToCome),
    ("deduction", "deduction_day", "1980-01-01", errors.DateTooEarly),
    ("deduction", "deduction_reason", " \u200b ", AnswerMissing),
    ("deduction", "deduction_reason", "长" * 2001, AnswerTooLong),
    ("deduction", "order_number", "不知道", errors.OrderNumberUnreadable),
    ("injury_report", "phone_needed", "打我电话", errors.PhoneUnreadable),
    ("injury_report", "phone_needed", None, AnswerMissing),
    ("gate_parking", "spot", {"name": ""}, errors.PlaceUnreadable),
    ("gate_parking", "spot", {"latitude": 132, "longitude": 15}, errors.PlaceUnreadable),
    ("gate_parking", "spot", "青石路", errors.PlaceUnreadable),
    ("gate_parking", "no_such", "x", ChoiceUnknown),
]


@pytest.mark.parametrize(("type_key", "question", "value", "error"), WRONG)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_bad_answer_is_refused_by_name_and_loses_nothing(
    database: Database, city: City, type_key: str, question: str, value: Any, error: type[DomainError]
) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city, type_key)
        before = dict(draft.answers)
        with pytest.raises(error):
            await answer_question(session, draft.id, person, question, value, city=city, now=NOW)
        assert draft.answers == before


GOOD = [
    ("phone_needed", "138 0000 1234", "13800001234"),
    ("phone_needed", "０１０-６５５５ 0000", "01065550000"),
    ("phone_needed", "+86 13800001234", "+8613800001234"),
    ("order_number", "WM 2026 1122", "WM20261122"),
    ("injury_state", "手\u202e断了\n在市医院", "手断了\n在市医院"),
    ("injury_place", {"name": "青石路"}, {"name": "青石路"}),
    ("order_number", None, None),
]


@pytest.mark.parametrize(("question", "value", "kept"), GOOD)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_an_answer_is_kept_in_one_way(
    database: Database, city: City, question: str, value: Any, kept: Any
) -> None:
    async with database.transaction() as session:
        person = await a_person(session)
        draft = await a_draft(session, person, city, "injury_report")
        draft = (
            await answer_question(session, draft.id, person, question, value, city=city, now=NOW)
            if (city.case_types["injury_report"].question(question))
            else await start_draft(session, person, "accident_help", city=city, now=NOW, answers={question: value})
        )
    assert draft.answers[question] == kept
