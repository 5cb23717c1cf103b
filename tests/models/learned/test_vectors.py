"""Vectors of sentences: encoded once, kept, and near each other where the sentences mean the same."""

from pathlib import Path

import numpy as np
import pytest

from models.learned import vectors
from models.learned.looked_at import LookedAt
from models.learned.vectors import can_encode, vector_of, vectors_of

pytestmark = pytest.mark.skipif(not can_encode(), reason="no encoder for this machine")
SAID = ("工资拖着不给", "老板欠薪", "哪里有厕所")


def test_sentences_that_mean_the_same_are_near_each_other() -> None:
    late, owed, toilet = map(vector_of, SAID)
    assert late @ owed > late @ toilet
    assert np.linalg.norm(late) == pytest.approx(1, abs=1e-3)


def test_a_sentence_is_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded: list[str] = []
    monkeypatch.setattr(vectors, "vector_of", lambda sentence: encoded.append(sentence) or vector_of(sentence))
    shipped, folder, later = tmp_path / "shipped.npz", tmp_path / "data", tmp_path / "later"
    folder.mkdir()
    later.mkdir()
    first = vectors_of(SAID[:2], shipped, folder)
    assert first[0] @ vector_of(SAID[0]) > 0.999
    assert (vectors_of(SAID, shipped, folder)[:2] == first).all()
    assert encoded == list(SAID)
    (folder / "vectors-e5.npz").rename(shipped)
    vectors_of(SAID, shipped, later)
    assert encoded == list(SAID)
    shipped.write_bytes(b"half a file")
    vectors_of(SAID[:1], shipped, later)
    assert encoded == [*SAID, SAID[0]]


def test_a_long_text_is_looked_at_as_far_as_a_reply_can_wait() -> None:
    story = "今天送单被扣了钱" * 100
    assert (vector_of(story) == vector_of(story[: vectors.LONGEST])).all()


async def test_the_last_few_texts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.learned.looked_at.REMEMBERED", 1)
    looked_at = LookedAt(Path(), wanted=True)
    for said in SAID[:2]:
        assert looked_at.lacks(said)
        await looked_at.look(said)
        assert not looked_at.lacks(f" {said}")
    assert looked_at.lacks(SAID[0])
    assert not LookedAt().lacks(SAID[0])


async def test_where_the_encoder_fails_words_alone_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(normal: str) -> None:
        raise OSError("no model")

    monkeypatch.setattr("models.learned.looked_at.vector_of", fails)
    looked_at = LookedAt(Path(), wanted=True)
    await looked_at.look(SAID[0])
    assert not looked_at.lacks(SAID[0])
    assert looked_at.vector(SAID[0]) is None
