"""Every kind of answer has all its parts on both floors: what is forgotten is said by the kind's name."""

from types import SimpleNamespace
from typing import cast

import pytest

from handlers.filing.answers import Read
from handlers.filing.kinds.every_kind import ASKED_KINDS
from handlers.phrases.facts import facts_said
from handlers.talk.talk import Talk
from handlers.talk.texts import texts
from models.city.pack import City
from models.questions.every_kind import EVERY_KIND
from models.questions.question import Question
from tests.world.filing import NOW, SOME_ANSWERS


def test_no_kind_of_answer_lacks_a_part() -> None:
    asked = {type(kind): ASKED_KINDS.get(type(kind)) for kind in EVERY_KIND.values()}
    lacking = {
        key: [
            *([] if hasattr(kind, "stays") else ["stays in models/questions"]),
            *([] if asked[type(kind)] else ["a kind in handlers/filing/kinds"]),
            *([] if hasattr(asked[type(kind)], "awaits_number") else ["awaits_number in handlers/filing/kinds"]),
            *([] if key in SOME_ANSWERS else ["some answer in tests/world/filing.py"]),
        ]
        for key, kind in EVERY_KIND.items()
    }
    assert {key: parts for key, parts in lacking.items() if parts} == {}
    assert set(ASKED_KINDS) == set(asked), "asked, and never in a pack"


@pytest.mark.parametrize("key", EVERY_KIND)
def test_an_answer_of_every_kind_is_kept_and_said(key: str, city: City) -> None:
    """To who gave it, and to staff; a pressed one is kept as a typed one is."""
    question = _question(key, city)
    kind, asked = question.kind, ASKED_KINDS[type(question.kind)]
    today = NOW.astimezone(city.zone).date()
    kept = question.checked(SOME_ANSWERS[key].kept(question), today=today)
    talk = cast(Talk, SimpleNamespace(words=texts().in_("zh-CN"), city=city, today=today))
    assert question.checked(kept, today=today) == kept
    assert asked.say(talk, question, kept)
    assert asked.say(talk, question, None)
    fact = kind.fact(question, kept)
    said = facts_said(talk.words, [{"asked": {"zh-CN": "什么"}, **fact}]).removeprefix("什么").strip() if fact else "-"
    assert said
    if not kind.takes_files and not asked.takes_position:
        assert asked.pressed(str(kept)) == kept
        assert asked.read(question, talk.words("filing-button-skip"), city, today) == Read(None)


def _question(key: str, city: City) -> Question:
    """One of the sample city's."""
    asked = (each for case_type in city.case_types.values() for each in case_type.questions if each.kind.key == key)
    found = next(asked, None)
    assert found is not None, f"no question of the sample city is of the kind {key}"
    return found
