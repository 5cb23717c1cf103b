"""A database that does not let us in is told in a line that says what to mend, and never the password."""

import socket

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError

from bot.commands.database_trouble import said_of
from handlers.talk.texts import texts
from models.storage.postgresql import NoFittingHost

URL = "postgresql+asyncpg://clerk:open-sesame@db.example:5433/city"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (asyncpg.InvalidCatalogNameError("x"), "createdb city"),
        (asyncpg.InvalidPasswordError("x"), "用户 clerk 的密码"),
        (asyncpg.InvalidAuthorizationSpecificationError("x"), "createuser clerk"),
        (asyncpg.InsufficientPrivilegeError("x"), "权限不够"),
        (asyncpg.TooManyConnectionsError("x"), "max_connections"),
        (asyncpg.CannotConnectNowError("x"), "正在启动"),
        (ConnectionRefusedError(111, "x"), "db.example 的端口 5433 上没有数据库"),
        (OSError("Multiple exceptions: [Errno 111] Connect call failed"), "db.example 的端口 5433 上没有数据库"),
        (socket.gaierror(-2, "x"), "找不到数据库的主机 db.example"),
        (TimeoutError(), "没有回应"),
        (NoFittingHost(), "db.example 里没有一台能写入"),
        (asyncpg.InterfaceError("x"), "连不上数据库（InterfaceError）"),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_each_trouble_is_told_with_its_mend(error: BaseException, said: str, wrapped: bool) -> None:
    raised = DBAPIError("select", {}, error) if wrapped else error
    key, arguments = said_of(raised, URL)
    for locale in ("zh-CN", "en"):
        assert "open-sesame" not in texts().in_(locale)(key, **arguments)
    assert said in texts().in_("zh-CN")(key, **arguments)
