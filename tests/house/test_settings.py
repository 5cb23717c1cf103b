"""Settings that are wrong, misspelt or do not fit together are told at once, by name, with the mend."""

import socket
from pathlib import Path

import pytest

from bot.commands.listening import listening_faults
from bot.commands.operator_lines import lines_of
from bot.misspelt_settings import lines_unread, misspelt_settings
from bot.settings import BadSettings, Settings, load_settings
from handlers.talk.texts import texts
from tests.world.processes.serving import free_port


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without .env, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def told(monkeypatch: pytest.MonkeyPatch, locale: str = "zh-CN", **given: str) -> dict[str, str]:
    """Name of a setting -> what is said of it; each in one line."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as caught:
        load_settings(lambda settings: [*settings.folder_faults(), *listening_faults(settings)])
    said = list(lines_of(caught.value, texts().in_(locale)))
    assert not any(value in line for value in given.values() if len(value) > 4 for line in said if "SECRET" in line)
    return dict(line.split("：" if locale == "zh-CN" else ": ", 1) for line in said)


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "DATABASE_URL": "mysql://x",
        "HTTP_PORT": "seventy",
        "HTTP_HOST": "not a host",
        "PUBLIC_URL": "https://nuanxin.example.org/path",
        "TELEGRAM_TOKEN": "secret-secret",
        "TELEGRAM_RATE": "fast",
        "LOG_LEVEL": "LOUD",
        "WEBCHAT": "perhaps",
        "CITY_DIR": "/nowhere",
        "SECRET_KEY": "short-secret",
        "TRUSTED_PROXIES": "proxy",
        "DATA_DIR": "/proc/nowhere",
        "WECHAT_DEVICE_DATUM": "bd09",
    }
    said = told(monkeypatch, **wrong)
    assert said.keys() == wrong.keys()
    assert not any(word in line for line in said.values() for word in ("should be", "Input", "valid"))
    assert told(monkeypatch, "en", **wrong).keys() == wrong.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql+asyncpg://me:pass@127.0.0.1:99999/x"),
        ("DATABASE_URL", "postgresql+asyncpg://me:pass@127.0.0.1:none/x"),
        ("HTTP_PORT", "0"),
        ("HTTP_PORT", "http"),
        ("PUBLIC_URL", "nuanxin.example.org"),
        ("TELEGRAM_TOKEN", "secret"),
        ("TELEGRAM_API", "localhost"),
        ("ENCRYPTION_KEYS", "too-short"),
        ("SECRET_KEY", "short"),
        ("CITY_DIR", "/nowhere"),
        ("DEFAULT_LOCALE", "fr"),
        ("LOG_LEVEL", "LOUD"),
        ("WEBCHAT", "perhaps"),
    ],
)
def test_a_wrong_setting_is_told_by_its_name_and_no_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    said = told(monkeypatch, **{name: value})
    assert said.keys() == {name}
    if name in ("TELEGRAM_TOKEN", "ENCRYPTION_KEYS", "SECRET_KEY", "DATABASE_URL"):
        assert value not in said[name]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"TELEGRAM_WEBHOOK_SECRET": "hook"}, {"PUBLIC_URL", "TELEGRAM_TOKEN"}),
        ({"WECHAT_TOKEN": "abc"}, {"WECHAT_APP_ID", "WECHAT_APP_SECRET", "PUBLIC_URL"}),
        ({"WECHAT_APP_ID": "wx1", "PUBLIC_URL": "a b"}, {"WECHAT_APP_SECRET", "WECHAT_TOKEN", "PUBLIC_URL"}),
    ],
)
def test_what_another_setting_needs_is_told_beside_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: set[str]
) -> None:
    assert told(monkeypatch, **given, LOG_LEVEL="LOUD").keys() == missing | {"LOG_LEVEL"}


@pytest.mark.parametrize(
    ("given", "processes", "named"),
    [
        ({"RUN_ROLE": "web"}, None, {"RUN_ROLE"}),
        ({"RUN_ROLE": "worker"}, None, {"RUN_ROLE"}),
        ({}, 2, {"--processes"}),
        ({}, 1, set()),
        ({"DATABASE_URL": "postgresql+asyncpg://me@db/x", "RUN_ROLE": "worker"}, 2, {"--processes"}),
        ({"DATABASE_URL": "postgresql+asyncpg://me@db/x", "RUN_ROLE": "web"}, 2, set()),
    ],
)
def test_roles_and_processes_that_cannot_be_are_told(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], processes: int | None, named: set[str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    faults = load_settings().role_faults(processes)
    assert {each.name for each in faults} == named
    if faults:
        assert all(
            "PostgreSQL" in line or "worker" in line for line in lines_of(BadSettings(faults), texts().in_("en"))
        )


@pytest.mark.parametrize(
    "url",
    [f"https://{each}" for each in ("a.example/path", "a.example/?x=1", "a.example/#x", "u@a.example", "", "a b")],
)
def test_a_public_address_with_more_or_less_than_a_host_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert told(monkeypatch, PUBLIC_URL=url).keys() == {"PUBLIC_URL"}


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://a.example/", "https://a.example:8443", "http://[::1]:80"]
)
def test_a_public_address_is_a_host_with_or_without_a_port(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PUBLIC_URL", url)
    assert load_settings().public_url == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("?sslmode=require", "ssl=require"),
        ("", "库名"),
        ("?host=a,b", "host=甲,乙"),
        ("?host=a:1&host=b:2", "host=甲,乙"),
        ("?host=a,b&port=1,x", "host=甲,乙"),
    ],
)
def test_an_address_of_a_database_that_its_driver_does_not_take_is_explained(
    monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    address = f"postgresql+asyncpg://me:pass@localhost/{'x' if url else ''}{url}"
    assert said in told(monkeypatch, DATABASE_URL=address)["DATABASE_URL"]


def test_a_port_in_use_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert str(port) in told(monkeypatch, HTTP_PORT=str(port))["HTTP_PORT"]
    monkeypatch.setenv("HTTP_PORT", str(free_port()))
    assert listening_faults(load_settings()) == []


def test_a_data_folder_that_is_a_file_is_told_by_name(monkeypatch: pytest.MonkeyPatch, alone: Path) -> None:
    (alone / "file").touch()
    (alone / "other").touch()
    database = f"sqlite+aiosqlite:///{alone}/other/x.db"
    said = told(monkeypatch, DATA_DIR=str(alone / "file"), DATABASE_URL=database, HTTP_PORT=str(free_port()))
    assert str(alone / "file") in said["DATA_DIR"]
    assert str(alone / "other") in said["DATABASE_URL"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("TELEGRAM_TOKN", "TELEGRAM_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"),
        ("telegram_tokens", "TELEGRAM_TOKEN"),
        ("DATABSE_URL", "DATABASE_URL"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("ENCRYPTION_KEY", "ENCRYPTION_KEYS"),
        ("HTTPPORT", "HTTP_PORT"),
        ("PUBLIC-URL", "PUBLIC_URL"),
        ("WEB_CHAT", "WEBCHAT"),
        ("WECHAT_SECRET", None),
        ("LOG_LEVL", "LOG_LEVEL"),
        ("CITYDIR", "CITY_DIR"),
    ],
)
def test_a_misspelt_name_is_told_wherever_it_stands(alone: Path, name: str, near: str | None) -> None:
    (alone / ".env").write_text(f"{name}=1\n", encoding="utf-8")
    for found in (misspelt_settings({name: "1"}, alone / "none"), misspelt_settings({}, alone / ".env")):
        (each,) = found
        assert each.name == name.upper()
        assert near is None or each.near == near


OTHERS = "HTTP_PROXY https_proxy PATH HOME TEST_DATABASE_URL XDG_DATA_DIRS LOGNAME SECRET_KEY_BASE POSTGRES_USER LANG"


@pytest.mark.parametrize("name", [*OTHERS.split(), "telegram_token"])
def test_names_of_others_are_left_alone(alone: Path, name: str) -> None:
    assert misspelt_settings({name: "1"}, alone / "none") == []


def test_a_line_of_the_file_that_is_none_is_told(alone: Path) -> None:
    (alone / ".env").write_text("# note\nLOG_LEVEL=INFO\nTELEGRAM_TOKEN: 1:x\n\nWEBCHAT\n", encoding="utf-8")
    assert lines_unread(alone / ".env") == [3, 5]


def test_a_file_that_is_not_utf8_is_told(monkeypatch: pytest.MonkeyPatch, alone: Path) -> None:
    (alone / ".env").write_bytes("LOG_LEVEL=INFO # 中文".encode("gb18030"))
    assert "UTF-8" in told(monkeypatch)[".env"]
