"""Riders are understood as well as was promised, measured on sentences that the pack does not contain."""

import time
import tomllib
from collections import Counter
from pathlib import Path

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from bot.understanding.intent_model import IntentModel
from models.city.intents import ACTIONS, case_intent
from models.city.pack import City, load_city
from tests.bench.figures import Figure
from tests.bench.understanding import P99_MS, SENTENCES, measured, sentences
from tests.world.learned import learned

CARDS = tomllib.loads((Path(__file__).parent / "emergency_sentences.toml").read_text(encoding="utf-8"))


def test_every_promise_of_the_measurement_is_kept(city: City) -> None:
    taken: list[float] = []
    figures: list[Figure] = measured(learned(), city, "test", taken)
    missed = [(each.name, each.value) for each in figures if each.reached is False]
    assert missed == []
    assert len([each for each in figures if each.goal]) == 6
    assert sorted(taken)[len(taken) // 2] < P99_MS / 1000 / 4


def test_the_sentences_are_many_of_every_kind_and_none_is_there_twice(city: City) -> None:
    rows = [row for part in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).values() for row in part]
    assert len(rows) >= 400
    assert len({row["text"] for row in rows}) == len(rows)
    kinds = Counter(
        intent for part in ("test", "development") for each in sentences(part, city) for intent in each.meant
    )
    assert set(kinds) == {*ACTIONS, *map(case_intent, city.case_types)}


def test_an_emergency_is_found_whatever_else_was_learned() -> None:
    missed = [row["text"] for row in CARDS["emergency"] if learned().read(row["text"]).alarm is None]
    assert missed == []


def test_a_model_handed_over_guesses_as_it_did() -> None:
    model = learned().model
    assert model is not None
    again = IntentModel.unpacked(model.packed())
    for said in ("超时罚了我钱", "where can i charge", "今天天气不错", "😀", ""):
        assert again.guesses(said) == model.guesses(said)


def test_what_has_nothing_to_do_with_it_is_not_guessed_at() -> None:
    for said in ("咕噜咕噜噜", "xyzzy plugh", "ไม่เข้าใจ", "。。。", "あいうえお"):
        assert learned().read(said).perhaps == (), said


def test_long_texts_take_no_longer_than_a_reply_may() -> None:
    story = "我跑了一天单子平台扣我钱站长骂我车也坏了" * 200
    learned().read(story)
    began = time.process_time()
    learned().read(story[:4096])
    assert time.process_time() - began < 0.5


async def test_it_is_learned_in_a_process_of_its_own_and_used_here(tmp_path: Path) -> None:
    understanding = Understanding(load_city(SAMPLE_CITY))
    assert understanding.read("帮我把驾照到期的日子记下来").intent is None
    await understanding.learn(tmp_path)
    assert understanding.read("帮我把驾照到期的日子记下来").intent == "certificates"
