"""The service as an operator starts it, with WeChat on loopback."""

import asyncio
import shutil
import sys
from pathlib import Path

import aiohttp

from tests.world.processes.product import Product, environment, running_product
from tests.world.wechat.api import (
    AES_KEY,
    APP_ID,
    SECRET,
    TOKEN,
    WeChatServer,
    call,
    message_xml,
    opened,
    serve_wechat_api,
    signed_query,
)


def _settings(server: WeChatServer) -> dict[str, str]:
    return {
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": SECRET,
        "WECHAT_TOKEN": TOKEN,
        "WECHAT_AES_KEY": AES_KEY,
        "WECHAT_API": server.url,
        "PUBLIC_URL": "https://example.org",
    }


async def _says(client: aiohttp.ClientSession, product: Product, text: str) -> str:
    query, body = call(message_xml("anna", "text", Content=text))
    async with client.post(f"{product.url}/wechat/callback", params=query, data=body) as response:
        assert response.status == 200
        return str(opened(await response.read()).content)


async def test_the_service_talks_on_wechat_sets_its_menu_and_keeps_secrets_out_of_the_log(tmp_path: Path) -> None:
    async with (
        serve_wechat_api() as server,
        running_product(tmp_path, **_settings(server)) as product,
        aiohttp.ClientSession() as client,
    ):
        query = {**signed_query(), "echostr": "proof"}
        async with client.get(f"{product.url}/wechat/callback", params=query) as response:
            assert await response.text() == "proof"
        assert "暖新助手" in await _says(client, product, "你好")
        assert "找厕所" in await _says(client, product, "厕所")
        query, body = call("<xml>no message</xml>")
        async with client.post(f"{product.url}/wechat/callback", params=query, data=body) as response:
            assert response.status == 400
        async with asyncio.timeout(20):
            while not server.menus:
                await asyncio.sleep(0.05)
        assert await product.stop() == 0
        told = product.log.read_text()
    assert "https://example.org/wechat/callback" in told
    assert all(secret not in told for secret in (SECRET, TOKEN, AES_KEY, "token-1", "厕所", "anna"))


async def test_the_menu_can_be_set_by_hand(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "nuanxin.db")
    async with serve_wechat_api() as server:
        env = environment(tmp_path, **_settings(server))

        async def runs(*arguments: str) -> tuple[int | None, str]:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *arguments, cwd=tmp_path, env=env, stdout=-1, stderr=-2
            )
            out, _ = await process.communicate()
            return process.returncode, out.decode()

        assert "微信菜单已设好" in (await runs("wechat", "menu"))[1]
        assert "没有变化" in (await runs("wechat", "menu"))[1]
        await runs("wechat", "menu", "--force")
        assert len(server.menus) == 2
