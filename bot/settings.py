"""Every setting, from the environment and .env. Each is described in .env.example."""

from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from models.encryption import Cipher

SAMPLE_CITY = Path(__file__).parent / "sample_city"


class BadSettings(Exception):
    """Settings the service cannot start with: a line each, with name, problem and mend."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = list(lines)


class Settings(BaseSettings):
    """The names in capitals are the environment's."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite+aiosqlite:///data/nuanxin.db"
    data_dir: Path = Path("data")
    city_dir: Path = SAMPLE_CITY
    default_locale: Literal["zh-CN", "en"] = "zh-CN"
    http_host: str = "127.0.0.1"
    http_port: int = Field(8080, ge=1, le=65535)
    public_url: str | None = None
    trusted_proxies: Annotated[list[str], NoDecode] = []
    metrics_token: SecretStr | None = None
    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    telegram_webhook_secret: SecretStr | None = None
    telegram_rate: float = Field(27.0, gt=0, le=1000)
    wechat_app_id: str | None = None
    wechat_app_secret: SecretStr | None = None
    wechat_token: SecretStr | None = None
    wechat_aes_key: SecretStr | None = None
    wechat_aes_key_previous: SecretStr | None = None
    wechat_compatible: bool = False
    wechat_api: str = "https://api.weixin.qq.com"
    wechat_msgmenu: bool = False
    wechat_device_datum: Literal["wgs84", "gcj02"] = "wgs84"
    webchat: bool | None = None
    weather_warnings: str | None = None
    secret_key: SecretStr | None = None
    encryption_keys: Annotated[list[SecretStr], NoDecode] = []
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("must begin with sqlite+aiosqlite:// or postgresql+asyncpg://")
        try:
            port = make_url(value).port
        except (ValueError, ArgumentError):
            raise ValueError("cannot be read: postgresql+asyncpg://user:password@host:5432/name") from None
        if port is not None and not 1 <= port <= 65535:
            raise ValueError("its port must be 1 to 65535")
        return value

    @field_validator("public_url", "telegram_api", "wechat_api")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// (or http://)")
        if value is not None and not urlsplit(value).hostname:
            raise ValueError("names no host")
        return value.rstrip("/") if value else value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        head, _, tail = (value.get_secret_value() if value else "1:x").partition(":")
        if not head.isdigit() or not tail or any(c.isspace() for c in tail):
            raise ValueError("must look like 123456:ABC-DEF, as @BotFather gives it")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        secret = value.get_secret_value() if value else "x"
        if len(secret) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
            raise ValueError("1 to 256 characters, only A-Z a-z 0-9 _ -")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _fits_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value() if value else "x" * 16
        if len(token) < 16 or not all("!" <= c <= "~" for c in token):
            raise ValueError("at least 16 letters, digits or signs, without spaces")
        return value

    @field_validator("wechat_app_id")
    @classmethod
    def _app_id(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isalnum()):
            raise ValueError("only letters and digits, as the account's console shows it (wx…)")
        return value

    @field_validator("wechat_token")
    @classmethod
    def _wechat_token(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value() if value else "xxx"
        if not 3 <= len(token) <= 32 or not (token.isascii() and token.isalnum()):
            raise ValueError("3 to 32 letters and digits")
        return value

    @field_validator("wechat_aes_key", "wechat_aes_key_previous")
    @classmethod
    def _aes_key(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value() if value else "x" * 43
        if len(key) != 43 or not (key.isascii() and key.isalnum()):
            raise ValueError("43 letters and digits, as the account's console makes it")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: list[str]) -> list[str]:
        try:
            return [str(ip_network(each)) for each in value]
        except ValueError:
            raise ValueError("addresses or networks, separated by commas: 127.0.0.1,10.0.0.0/8") from None

    @field_validator("encryption_keys", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [key.strip() for key in value.split(",") if key.strip()] if isinstance(value, str) else value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: list[SecretStr]) -> list[SecretStr]:
        if value:
            try:
                Cipher([key.get_secret_value() for key in value])
            except ValueError:
                raise ValueError(
                    "each key is 32 bytes in URL-safe base64 (44 characters); separate with commas"
                ) from None
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise ValueError("at least 32 characters")
        return value

    @field_validator("city_dir")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("no such folder")
        return value

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if self.telegram_webhook_secret is not None and self.public_url is None:
            raise ValueError(
                "TELEGRAM_WEBHOOK_SECRET needs PUBLIC_URL, the https address Telegram reaches this service at"
            )
        wechat = {
            "WECHAT_APP_ID": self.wechat_app_id,
            "WECHAT_APP_SECRET": self.wechat_app_secret,
            "WECHAT_TOKEN": self.wechat_token,
        }
        missing = [name for name, value in wechat.items() if value is None]
        if missing and len(missing) < len(wechat):
            raise ValueError(f"WeChat also needs {', '.join(missing)}")
        if not missing and self.public_url is None:
            raise ValueError("WECHAT_APP_ID needs PUBLIC_URL, the https address WeChat reaches this service at")
        return self

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file; none for PostgreSQL."""
        url = make_url(self.database_url)
        return Path(url.database) if self.on_sqlite and url.database else None

    def make_folders(self) -> None:
        """The folders of the data and of an SQLite file, readable by the owner alone, as the file is from now on if an
        earlier version made it otherwise. Raises OSError."""
        file = self.sqlite_file
        for folder in {self.data_dir, file.parent if file else self.data_dir}:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (file.with_name(file.name + end) for end in ("", "-wal", "-shm")) if file else ():
            if each.is_file() and each.stat().st_mode & 0o077:
                each.chmod(0o600)

    @property
    def serves_webchat(self) -> bool:
        """Asked for, or nothing else is configured."""
        if self.webchat is not None:
            return self.webchat
        return self.telegram_token is None and self.wechat_app_id is None


def load_settings() -> Settings:
    """Raises BadSettings; no value of a setting is repeated in it, since some are secrets."""
    try:
        return Settings()
    except ValidationError as error:
        raise BadSettings([_line(each["loc"], each["msg"]) for each in error.errors(include_input=False)]) from None


def _line(where: tuple[int | str, ...], problem: str) -> str:
    name = str(where[0]).upper() if where else "settings"
    return f"{name}: {problem.removeprefix('Value error, ')}"
