"""`python -m bot check` says what an operator has to know before it matters."""

import shutil
from pathlib import Path

import time_machine

from bot.check import check_all
from bot.settings import SAMPLE_CITY, Settings
from handlers.texts import texts
from tests.conftest import THURSDAY_AFTERNOON


async def _said(folder: Path, city: Path) -> str:
    said: list[str] = []
    settings = Settings(data_dir=folder, city_dir=city, webchat=True, database_url=f"sqlite+aiosqlite:///{folder}/n.db")
    with time_machine.travel(THURSDAY_AFTERNOON, tick=True):
        await check_all(settings, texts().in_("zh-CN"), said.append)
    return "\n".join(said)


async def test_the_year_whose_moved_weekends_are_not_known_yet_is_named_until_the_pack_says_them(
    tmp_path: Path,
) -> None:
    """In November 2026 deadlines reach into 2027, whose calendar is not out."""
    assert "2027 年的调休还不知道" in await _said(tmp_path, SAMPLE_CITY)
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLE_CITY, pack)
    (pack / "calendar.toml").write_text("workdays = [2027-02-07]\n", encoding="utf-8")
    said = await _said(tmp_path, pack)
    assert said
    assert "2027" not in said
