"""What was learned is kept beside the data: the next start understands at once, unless anything has changed."""

from pathlib import Path

from bot.settings import SAMPLE_CITY
from bot.understanding import Understanding
from bot.understanding.reading import _file_in, _keep
from models.city.pack import load_city
from tests.world.learned import learned


async def test_the_next_start_has_what_the_last_one_learned(tmp_path: Path) -> None:
    understanding = Understanding(load_city(SAMPLE_CITY))
    assert not await understanding.remember(tmp_path)
    (tmp_path / "understanding-old.npz").write_bytes(b"of another pack")
    model = learned().model
    assert model is not None
    file = _file_in(tmp_path, understanding.learns_from)
    _keep(file, model.packed())
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    assert await understanding.remember(tmp_path)
    assert understanding.model is not None
    assert understanding.model.guesses("什么时候能退押金") == model.guesses("什么时候能退押金")


async def test_a_broken_file_is_learned_again(tmp_path: Path) -> None:
    understanding = Understanding(load_city(SAMPLE_CITY))
    _file_in(tmp_path, understanding.learns_from).write_bytes(b"half a file")
    assert not await understanding.remember(tmp_path)
    assert understanding.model is None


def test_other_examples_have_another_file(tmp_path: Path) -> None:
    assert _file_in(tmp_path, b"one") != _file_in(tmp_path, b"two")


def test_where_it_cannot_be_kept_nothing_breaks(tmp_path: Path) -> None:
    _keep(tmp_path / "nowhere" / "understanding-1.npz", b"learned")
