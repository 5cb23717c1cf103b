"""Those who lead look at the figures of their department, in the chat."""

import io
import zipfile
from datetime import UTC, datetime

from models.file import read_file
from models.staff import StaffRole
from tests.chat import Chat, Someone
from tests.staff_chat import a_colleague, files


async def test_a_lead_sees_the_figures_as_text_picture_and_sheet(chat: Chat) -> None:
    wang, sun = await a_colleague(chat, "王芳"), await a_colleague(chat, "孙科", role=StaffRole.LEAD)
    zhou = await a_colleague(chat, "周姐", "social_work")
    anna = await chat.person("anna", agreed=True)
    cases = [await files(chat, anna) for _ in range(6)]
    await wang.sends(cases[0].number)
    await wang.presses("接收")
    await wang.sends("/report")
    wang.sees("你的权限做不了")
    wang.sees_no("收到 6 件")
    await sun.sends("待办")
    await sun.presses("数据")
    sun.sees("市场监管局本周", "收到 6 件，办结 0 件", "按时接收 100%（1/1）", "上周", "收到 0 件")
    assert not any("按部门" in label for label in sun.labels())
    await sun.presses("按类型")
    sun.sees("按类型", "乱扣款、罚款：收 6", "按时接收 100%（1/1）")
    await sun.presses("上周")
    sun.sees("不够 5 件")
    await sun.presses("本周")
    await sun.presses("看图")
    assert any("全部数据" in label for label in sun.labels())
    await sun.presses("全部数据")
    await sun.presses("表格")
    sun.sees("每周一页")
    await _is_a_sheet(chat, sun)
    await zhou.sends("报表")
    zhou.sees("全市本周", "收到 6 件")
    await zhou.presses("按部门")
    zhou.sees("市场监管局：收 6")


async def _is_a_sheet(chat: Chat, someone: Someone) -> None:
    """Where the channel's client shows what it was given."""
    key = next((seen.document for seen in someone.screen if seen.document), None)
    if key is None:
        return
    async with chat.app.database.reading() as session:
        file = await read_file(session, key, contact_id=None, now=datetime.now(UTC))
    assert file is not None
    assert zipfile.ZipFile(io.BytesIO(file.content)).testzip() is None
