"""`python -m bot check` says what an operator has to know before it matters."""

import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.channel.finding import clock_findings
from bot.channels.telegram.check import telegram_findings
from bot.commands.backup import note_backup
from bot.commands.check import MARKS, check_all
from bot.commands.ready_database import upgrade_database
from bot.keys import open_keys
from bot.settings import SAMPLE_CITY, Settings
from handlers.talk.texts import texts
from models.storage.database import open_database
from tests.conftest import THURSDAY_AFTERNOON
from tests.world.colleagues import a_clerk


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


async def test_a_map_without_its_key_is_told_and_rings_need_none(tmp_path: Path) -> None:
    assert "只画距离圈，不用审图" in await _said(tmp_path, SAMPLE_CITY)
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLE_CITY, pack)
    with (pack / "city.toml").open("a", encoding="utf-8") as city:
        city.write('\n[map]\nbase = "tianditu"\nattribution = "天地图"\n')
    assert "地图的底图是 tianditu，要密钥：在 .env 里写 MAP_TILES_KEY" in await _said(tmp_path, pack)


async def _findings_of_telegram(info: dict[str, object], **given: Any) -> str:
    """What is said of Telegram where its API answers so about the webhook."""

    async def answer(request: web.Request) -> web.Response:
        result = info if request.path.endswith("getWebhookInfo") else {"username": "nuanxin_bot"}
        return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_get("/{token}/{method}", answer)
    async with TestServer(app) as server:
        settings = Settings(
            _env_file=None, telegram_token=SecretStr("42:TEST"), telegram_api=str(server.make_url("")), **given
        )  # type: ignore[call-arg]
        words = texts().in_("zh-CN")
        return "\n".join(
            [
                words(MARKS[each.good], text=words(each.key, **each.arguments))
                async for each in telegram_findings(settings)
            ]
        )


async def test_what_telegram_says_of_the_webhook_is_told() -> None:
    hook = {"public_url": "https://a.example", "telegram_webhook_secret": SecretStr("hook")}
    there = {"url": "https://a.example/telegram/webhook", "pending_update_count": 3}
    assert "✓ Telegram 的 webhook 设好了" in await _findings_of_telegram(there, **hook)
    failed = {**there, "last_error_date": int(time.time()) - 60, "last_error_message": "SSL error"}
    said = await _findings_of_telegram(failed, **hook)
    assert "✗ Telegram 上次（" in said
    assert "SSL error" in said
    assert "! Telegram 的 webhook 现在指到 https://b.example" in await _findings_of_telegram(
        {"url": "https://b.example"}, **hook
    )
    assert "! Telegram 的 webhook 还没设" in await _findings_of_telegram({"url": ""}, **hook)
    assert "! Telegram 的 webhook 设好了" in await _findings_of_telegram({**there, "pending_update_count": 500}, **hook)
    assert "✓ Telegram 用轮询，3 条在等着取。" in await _findings_of_telegram({"url": "", "pending_update_count": 3})
    assert "! Telegram 用轮询" in await _findings_of_telegram({"url": "https://b.example"})


@pytest.mark.parametrize(("seconds", "said"), [(0, "对得上"), (90, "快了 90 秒"), (-90, "慢了 90 秒")])
def test_a_clock_that_is_off_is_told(seconds: int, said: str) -> None:
    now = datetime.now(UTC)
    (finding,) = clock_findings(now, now + timedelta(seconds=seconds), "Telegram")
    assert said in texts().in_("zh-CN")(finding.key, **finding.arguments)
    assert finding.good is (seconds == 0)


async def test_what_is_missed_is_told_beside_what_works(tmp_path: Path) -> None:
    """Departments without anybody, no backup, no warnings: none of them stops the service, none is passed over."""
    settings = Settings(data_dir=tmp_path, webchat=True, database_url=f"sqlite+aiosqlite:///{tmp_path}/n.db")
    words = texts().in_("zh-CN")
    await upgrade_database(settings, words)
    said = await _said(tmp_path, SAMPLE_CITY)
    assert "! 17 个部门里有 17 个还没有人加入" in said
    assert "人社局 human_resources" in said
    assert "! 没有用 backup 备份过" in said
    assert "! 没有设置 WEATHER_WARNINGS" in said
    database = open_database(settings.database_url, open_keys(settings).cipher)
    async with database.transaction() as session:
        await a_clerk(session, "王", "human_resources")
    await database.close()
    note_backup(tmp_path, tmp_path / "copy", datetime.now(UTC))
    said = await _said(tmp_path, SAMPLE_CITY)
    assert "! 17 个部门里有 16 个还没有人加入" in said
    assert "人社局 human_resources" not in said
    assert "上次备份是" in said
