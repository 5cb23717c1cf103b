"""A browser is signed in to the console from the chat, on every channel, and signed out again."""

import re

import pytest

from bot.web.console.door import COOKIE
from bot.web.console.signing_in import COOKIE as WAITING
from models.staff.post import StaffRole
from tests.world.chat import Chat
from tests.world.console.desk_client import site_client, text_of
from tests.world.staff_chat import a_colleague


def code_of(page: str) -> str:
    found = re.search(r'class="code">([0-9A-Z ]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def number_of(page: str) -> str | None:
    found = re.search(r'class="number">(\d\d)<', page)
    return found[1] if found else None


async def test_the_number_on_the_screen_signs_in_and_the_chat_signs_out(chat: Chat) -> None:
    wang = await a_colleague(chat, "王经办")
    async with site_client(chat.app) as browser:
        page = await browser.get("/console/sign-in")
        state = await browser.get("/console/sign-in/state", headers={"HX-Request": "true"})
        assert number_of(state.text) is None, "a code that nobody opened shows no number"
        await wang.sends(code_of(page.text).lower())
        assert "要用你的账号登录办公台" in wang.text
        assert "127.0.0.1" in wang.text
        state = await browser.get("/console/sign-in/state", headers={"HX-Request": "true"})
        number = number_of(state.text)
        assert number is not None
        await wang.sends(number)
        assert "登录好了" in wang.text
        entered = await browser.get("/console/sign-in/state", headers={"HX-Request": "true"})
        assert entered.headers["HX-Redirect"] == "/console"
        assert browser.cookies.get(WAITING) is None
        devices = await browser.get("/console/devices")
        assert "王经办" in text_of(devices)
        await wang.sends("我的设备")
        await wang.presses("退出第 1 台")
        assert "退出了" in wang.text
        gone = await browser.get("/console/devices")
        assert gone.status_code == 303


@pytest.mark.parametrize("answer", ["another number", "不是我"])
async def test_another_number_or_not_me_refuses_for_good(chat: Chat, answer: str) -> None:
    wang = await a_colleague(chat, "王经办")
    async with site_client(chat.app) as browser:
        page = await browser.get("/console/sign-in")
        await wang.sends(f"/start con_{code_of(page.text)}")
        state = await browser.get("/console/sign-in/state", headers={"HX-Request": "true"})
        right = number_of(state.text)
        shown = " ".join([wang.text, *wang.labels()])
        wrong = next(each for each in re.findall(r"(?<!\d)\d\d(?!\d)", shown) if each != right)
        await (wang.sends(wrong) if answer == "another number" else wang.presses(answer))
        assert "没有登录" in wang.text
        state = await browser.get("/console/sign-in/state", headers={"HX-Request": "true"})
        assert "没有登录" in text_of(state)
        assert browser.cookies.get(COOKIE) is None


async def test_only_staff_open_a_code_and_only_once(chat: Chat) -> None:
    wang, lead = await a_colleague(chat, "王经办"), await a_colleague(chat, "李主任", role=StaffRole.LEAD)
    worker = await chat.person("w", agreed=True)
    async with site_client(chat.app) as browser:
        code = code_of((await browser.get("/console/sign-in")).text)
        await worker.sends(f"/start con_{code}")
        assert "要用你的账号登录" not in worker.text
        await wang.sends(code)
        await lead.sends(f"/start con_{code}")
        assert "用不了了" in lead.text
