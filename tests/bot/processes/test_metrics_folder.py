"""A parent that was killed leaves its folder of metrics until the next one starts."""

import tempfile
from pathlib import Path

import pytest

from bot.processes.metrics_folder import metrics_folder


def test_a_folder_that_nobody_holds_is_deleted_and_another_parents_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "nuanxin-metrics-left"
    left.mkdir()
    (left / "counter_1.db").touch()
    with metrics_folder() as first, metrics_folder() as second:
        assert set(tmp_path.iterdir()) == {first, second}
    assert not list(tmp_path.iterdir())
