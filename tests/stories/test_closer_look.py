"""A sentence that its words leave unsure is looked at closely, and answered once; without the encoder it is asked
back."""

from collections.abc import Callable

import pytest

from bot.intake.unit import current_unit
from bot.understanding.intent_model import IntentModel
from models.learned.looked_at import LookedAt
from models.learned.vectors import Vectors, can_encode, vector_of
from tests.world.chat import Chat
from tests.world.learned import learned_closer

pytestmark = pytest.mark.skipif(not can_encode(), reason="no encoder for this machine")
UNSURE, SURE = "房子到期没处落脚", "超时罚了我50块"


@pytest.fixture
def looked(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was looked at, in a service that has learned with vectors."""
    texts: list[str] = []
    look: Callable[[LookedAt, str], object] = LookedAt.look

    async def looks(self: LookedAt, text: str) -> None:
        assert current_unit.get() is None
        if chat.app.database.is_sqlite:
            async with chat.app.database.transaction():
                texts.append(text)
        else:
            texts.append(text)
        await look(self, text)  # type: ignore[misc]

    assert chat.app.understanding is not None
    chat.app.understanding.model = learned_closer().model
    chat.app.understanding.looked_at.wanted = True
    monkeypatch.setattr(LookedAt, "look", looks)
    return texts


async def test_an_unsure_sentence_is_looked_at_outside_of_a_transaction(chat: Chat, looked: list[str]) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(UNSURE)
    assert "住房" in anna.labels()[0]
    assert len(anna.screen) == 1
    assert looked == [UNSURE]
    await anna.sends(UNSURE)
    assert looked == [UNSURE]


async def test_what_is_sure_needs_no_second_look(chat: Chat, looked: list[str]) -> None:
    anna = await chat.person("anna", agreed=True)
    for said, seen in ((SURE, "乱扣款"), ("厕所", "位置"), ("首页", "要什么"), ("我被车撞了", "120")):
        await anna.sends(said)
        anna.sees(seen)
    assert looked == []


async def test_an_answer_in_a_form_is_never_looked_at(chat: Chat, looked: list[str]) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(SURE)
    await anna.presses("接着填")
    await anna.sends(UNSURE)
    assert looked == []


async def test_with_a_failing_encoder_everything_is_answered(
    chat: Chat, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(normal: str) -> Vectors:
        raise OSError

    monkeypatch.setattr("models.learned.looked_at.vector_of", fails)
    anna = await chat.person("anna", agreed=True)
    await anna.sends(UNSURE)
    anna.sees("要办哪件事")


def test_a_vector_makes_a_guess_surer() -> None:
    model = learned_closer().model
    assert model is not None
    (by_words, *_), (closer, *_) = model.guesses(UNSURE), model.guesses(UNSURE, vector_of(UNSURE))
    assert closer.intent == "case:housing"
    assert (by_words.intent, by_words.probability) < (closer.intent, closer.probability)
    again = IntentModel.unpacked(model.packed())
    assert again.guesses(UNSURE, vector_of(UNSURE))[0] == closer
    assert again.guesses(UNSURE)[0] == by_words
