"""What was learned is kept beside the data: the next start understands at once, unless anything has changed."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding, start
from models.city.pack import load_city
from models.learned import kept
from models.learned.kept import Lesson, keep_learned
from tests.world.learned import learned


async def test_the_next_start_has_what_the_last_one_learned(tmp_path: Path) -> None:
    understanding = Understanding(load_city(SAMPLE_CITY))
    assert not await understanding.remember(tmp_path)
    (tmp_path / "understanding-old.npz").write_bytes(b"of another pack")
    model = learned().model
    assert model is not None
    file = understanding.lesson(tmp_path).file
    keep_learned(file, model.packed())
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    assert await understanding.remember(tmp_path)
    assert understanding.model is not None
    assert understanding.model.guesses("什么时候能退押金") == model.guesses("什么时候能退押金")


async def test_a_broken_file_is_learned_again(tmp_path: Path) -> None:
    understanding = Understanding(load_city(SAMPLE_CITY))
    understanding.lesson(tmp_path).file.write_bytes(b"half a file")
    assert not await understanding.remember(tmp_path)
    assert understanding.model is None


async def test_of_processes_that_start_together_one_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, learned_by = learned().model, []
    assert model is not None

    async def learns(module: str, source: bytes) -> bytes:
        learned_by.append(module)
        await asyncio.sleep(0.05)
        return model.packed()

    monkeypatch.setattr(kept, "learn_apart", learns)
    monkeypatch.setattr(start, "LEARN_AFTER", 0.0)
    together = [Understanding(load_city(SAMPLE_CITY)) for _ in range(3)]
    await asyncio.gather(*(start._learn(each, tmp_path) for each in together))
    assert len(learned_by) == 1
    assert all(each.model is not None for each in together)
    (file,) = tmp_path.glob("understanding-*")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("at", [0.02, 0.5, 0.98])
async def test_a_file_with_a_wrong_byte_is_learned_again(tmp_path: Path, at: float) -> None:
    understanding = Understanding(load_city(SAMPLE_CITY))
    model = learned().model
    assert model is not None
    packed = bytearray(model.packed())
    packed[int(at * len(packed))] ^= 0xFF
    understanding.lesson(tmp_path).file.write_bytes(packed)
    assert not await understanding.remember(tmp_path)


def test_what_is_learned_from_something_else_has_another_file(tmp_path: Path) -> None:
    one, two = (Lesson(tmp_path, "understanding", "bot.understanding.learning", each, ()) for each in (b"one", b"two"))
    other_code = replace(one, code=(Path(__file__),))
    assert len({one.file, two.file, other_code.file}) == 3


def test_where_it_cannot_be_kept_nothing_breaks(tmp_path: Path) -> None:
    keep_learned(tmp_path / "nowhere" / "understanding-1.npz", b"learned")
