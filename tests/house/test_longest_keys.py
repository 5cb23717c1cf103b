"""The longest keys that a pack may have fit into every button that carries them."""

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers.buttons.articles import ExpireArticle, OpenArticle, RestoreRevision
from handlers.buttons.benefits import of_benefit
from handlers.buttons.cases import StartCase
from handlers.buttons.filing import FileDraft, GiveAnswer
from handlers.buttons.me import SetDistrict
from handlers.buttons.negotiations import NegotiationAbout
from handlers.buttons.papers import PickDate
from handlers.buttons.places import ChooseNeed, PickNeed
from handlers.buttons.staff import PickDepartment
from models.cases.steps import Step
from models.city.case_types import LONGEST_QUESTION_KEY
from models.city.table import LONGEST_KEY, LONGEST_SHARED_KEY

ALONE, SHARED, QUESTION = (each * "k" for each in (LONGEST_KEY, LONGEST_SHARED_KEY, LONGEST_QUESTION_KEY))
DRAFT = "d" * 16
CASES = 9_999_999
LONGEST_STEP = max(Step, key=len)


@pytest.mark.parametrize(
    "button",
    [
        GiveAnswer(draft=DRAFT, question=QUESTION, value=SHARED),
        FileDraft(draft=DRAFT, anonymous=True, department=ALONE),
        PickDepartment(case_id=CASES, step=LONGEST_STEP, key=ALONE),
        PickDate(of=ALONE, year=2027, month=12, day=31),
        NegotiationAbout(type=SHARED, platform=SHARED),
        OpenArticle(key=SHARED, benefit=SHARED),
        ExpireArticle(key=SHARED, successor=SHARED),
        RestoreRevision(key=SHARED, number=9999, revision=9999),
        SetDistrict(key=ALONE),
        PickNeed(need=ALONE, page=99),
    ],
    ids=lambda button: type(button).__name__,
)
def test_a_button_holds_them(button: CallbackData) -> None:
    assert len(button.pack()) <= 64


@pytest.mark.parametrize(
    "button", [ChooseNeed(need=ALONE), StartCase(type=SHARED)], ids=lambda each: type(each).__name__
)
def test_a_button_of_a_benefit_holds_them_behind_its_key(button: CallbackData) -> None:
    assert len(of_benefit(SHARED, button.pack())) <= 64
