"""All settings, from the environment and .env. Each is described in .env.example."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from handlers.talk.texts import SOURCE_LOCALE
from models.storage.encryption import Cipher

ENV_FILE = ".env"
PROCESSES = "--processes"
"""The roles of `python -m bot run`."""
WECHAT = ("WECHAT_APP_ID", "WECHAT_APP_SECRET", "WECHAT_TOKEN")
"""The settings of a WeChat account, which are only valid together."""
OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
"""The settings of a provider of identities, which are only valid together."""
RANGES = {"http_port": ("1", "65535"), "telegram_rate": ("0.1", "1000")}
SAMPLE_CITY = Path(__file__).parent / "sample_city"


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in a setting. key: of its text in locales/*/setting.ftl, which also says how to mend it, with
    `args`."""

    name: str
    key: str
    args: Mapping[str, str] = field(default_factory=dict)


class BadSettings(Exception):
    """Raised with all mistakes that keep the service from starting. No value is repeated, since some are secrets."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.name}: {each.key}" for each in faults))
        self.faults = tuple(faults)


def wrong(key: str) -> PydanticCustomError:
    """Return the error for an impossible value. key: of its text in locales/*/setting.ftl."""
    return PydanticCustomError(key, key)


def _pairs_hosts_with_ports(url: URL) -> bool:
    """Return whether an address that names several hosts names as many ports, in libpq's form, which pg_dump reads
    too."""
    hosts, ports = (str(url.query.get(name, "")).split(",") for name in ("host", "port"))
    return len(hosts) == 1 or (len(ports) == len(hosts) and all(each.isdigit() for each in ports))


class Settings(BaseSettings):
    """Every setting; its environment variable is its name in capitals."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    database_url: str = "sqlite+aiosqlite:///data/nuanxin.db"
    data_dir: Path = Path("data")
    city_dir: Path = SAMPLE_CITY
    run_role: Literal["all", "web", "worker"] = "all"
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
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    encoder: bool = True
    map_tiles_key: SecretStr | None = None
    weather_warnings: str | None = None
    ocr: bool = True
    secret_key: SecretStr | None = None
    encryption_keys: Annotated[list[SecretStr], NoDecode] = []
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise wrong("setting-database-kind")
        try:
            url = make_url(value)
            port, on_sqlite = url.port, value.startswith("sqlite")
        except (ValueError, ArgumentError):
            several = "," in value.rpartition("@")[2]
            raise wrong("setting-database-hosts" if several else "setting-database-form") from None
        if (libpq := {"sslmode", "sslrootcert", "connect_timeout", "options"} & set(url.query)) and not on_sqlite:
            raise PydanticCustomError("setting-database-option", "of libpq", {"option": ", ".join(sorted(libpq))})
        if not url.database and not on_sqlite:
            raise wrong("setting-database-name")
        if not on_sqlite and not _pairs_hosts_with_ports(url):
            raise wrong("setting-database-hosts")
        if port is not None and not 1 <= port <= 65535:
            raise wrong("setting-database-port")
        return value

    @field_validator("public_url", "telegram_api", "wechat_api", "oidc_issuer")
    @classmethod
    def _address(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        try:
            url = urlsplit(value)
            host, _ = url.hostname, url.port
        except ValueError:
            raise wrong("setting-address") from None
        if url.scheme not in ("http", "https") or not host or any(each.isspace() for each in value):
            raise wrong("setting-address")
        if info.field_name == "public_url" and (url.path.strip("/") or url.query or url.fragment or url.username):
            raise wrong("setting-address-only")
        return value.rstrip("/")

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        head, _, tail = (value.get_secret_value() if value else "1:x").partition(":")
        if not head.isdigit() or not tail or any(c.isspace() for c in tail):
            raise wrong("setting-telegram-token")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        secret = value.get_secret_value() if value else "x"
        if len(secret) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
            raise wrong("setting-webhook-secret")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _fits_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value() if value else "x" * 16
        if len(token) < 16 or not all("!" <= c <= "~" for c in token):
            raise wrong("setting-metrics-token")
        return value

    @field_validator("wechat_app_id")
    @classmethod
    def _app_id(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isalnum()):
            raise wrong("setting-wechat-app-id")
        return value

    @field_validator("wechat_token")
    @classmethod
    def _wechat_token(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value() if value else "xxx"
        if not 3 <= len(token) <= 32 or not (token.isascii() and token.isalnum()):
            raise wrong("setting-wechat-token")
        return value

    @field_validator("wechat_aes_key", "wechat_aes_key_previous")
    @classmethod
    def _aes_key(cls, value: SecretStr | None) -> SecretStr | None:
        key = value.get_secret_value() if value else "x" * 43
        if len(key) != 43 or not (key.isascii() and key.isalnum()):
            raise wrong("setting-aes-key")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: list[str]) -> list[str]:
        try:
            return [str(ip_network(each)) for each in value]
        except ValueError:
            raise wrong("setting-networks") from None

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
                raise wrong("setting-encryption-keys") from None
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 32:
            raise wrong("setting-secret-key")
        return value

    @field_validator("city_dir")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise wrong("setting-no-folder")
        return value

    def faults_together(self, unread: Collection[str] = ()) -> list[Fault]:
        """The mistakes of settings that do not fit together. unread: settings that are set but cannot be read."""
        there = {name.upper() for name in type(self).model_fields if getattr(self, name) is not None} | set(unread)
        faults = []
        if "TELEGRAM_WEBHOOK_SECRET" in there:
            faults += [Fault(name, "setting-webhook-needs") for name in ("PUBLIC_URL", "TELEGRAM_TOKEN")]
        if there & set(WECHAT):
            faults += [Fault(name, "setting-wechat-needs") for name in (*WECHAT, "PUBLIC_URL")]
        if there & set(OIDC):
            faults += [Fault(name, "setting-oidc-needs") for name in (*OIDC, "PUBLIC_URL")]
        missing = {each.name: each for each in faults if each.name not in there}
        return list(missing.values())

    def role_faults(self, processes: int | None) -> list[Fault]:
        """The mistakes of the role and processes asked for. processes: the number of web processes; None: this process
        does everything alone."""
        faults = []
        if self.on_sqlite and self.run_role != "all":
            faults.append(Fault("RUN_ROLE", "setting-role-sqlite"))
        if self.on_sqlite and (processes or 1) > 1:
            faults.append(Fault(PROCESSES, "setting-processes-sqlite"))
        if processes is not None and not self.takes_in:
            faults.append(Fault(PROCESSES, "setting-processes-worker"))
        return faults

    @property
    def takes_in(self) -> bool:
        """Whether this process takes people's messages and serves pages."""
        return self.run_role != "worker"

    @property
    def works(self) -> bool:
        """Whether this process sends due messages and runs the jobs."""
        return self.run_role != "web"

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database; None for PostgreSQL."""
        url = make_url(self.database_url)
        return Path(url.database) if self.on_sqlite and url.database else None

    def make_folders(self) -> None:
        """Make the folders of the data and of an SQLite file, readable by the owner alone. Makes existing SQLite files
        so too, if an earlier version did not. Raises BadSettings."""
        if faults := self.folder_faults():
            raise BadSettings(faults)
        file = self.sqlite_file
        for each in (file.with_name(file.name + end) for end in ("", "-wal", "-shm")) if file else ():
            if each.is_file() and each.stat().st_mode & 0o077:
                with suppress(PermissionError):  # another user's file, such as a backup that was copied here
                    each.chmod(0o600)

    def folder_faults(self) -> list[Fault]:
        """Make the folders and try to write in each; return what fails."""
        folders = {"DATA_DIR": self.data_dir}
        if self.sqlite_file is not None and self.sqlite_file.parent != self.data_dir:
            folders["DATABASE_URL"] = self.sqlite_file.parent
        faults = []
        for name, folder in folders.items():
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                with TemporaryFile(dir=folder):
                    pass
            except OSError as error:
                said = {"folder": str(folder.absolute()), "reason": error.strerror or str(error)}
                faults.append(Fault(name, "setting-folder-closed", said))
        if self.sqlite_file is not None and self.sqlite_file.is_dir():
            faults.append(Fault("DATABASE_URL", "setting-database-folder", {"folder": str(self.sqlite_file)}))
        return faults

    @property
    def address(self) -> str:
        """The public address of the service; without one, the address it listens at."""
        return self.public_url or f"http://{self.http_host}:{self.http_port}"

    @property
    def serves_webchat(self) -> bool:
        """Whether the web chat is asked for, or nothing else is configured."""
        if self.webchat is not None:
            return self.webchat
        return self.telegram_token is None and self.wechat_app_id is None


class _Language(BaseSettings):
    """Reads the language alone, whatever else is wrong."""

    model_config = Settings.model_config

    default_locale: str = SOURCE_LOCALE


def locale_asked_for() -> str:
    """The operator's language; the source language if the setting cannot be read."""
    logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # misspelt_settings reports the unreadable lines
    try:
        return _Language().default_locale
    except (ValidationError, UnicodeDecodeError, OSError):
        return SOURCE_LOCALE


def load_settings(also: Callable[[Settings], list[Fault]] = lambda settings: []) -> Settings:
    """Raises BadSettings with all mistakes. also: a further check of the settings that can be read."""
    faults: list[Fault] = []
    given: dict[str, Any] = {}
    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors(include_input=False):
            name = str(each["loc"][0])
            faults.append(_fault(name, each))
            given[name] = Settings.model_fields[name].get_default()
        settings = Settings(**given)
    except (UnicodeDecodeError, OSError) as error:
        raise BadSettings([Fault(ENV_FILE, "setting-file-unread", {"reason": type(error).__name__})]) from None
    unread = [name.upper() for name in given]
    faults += settings.faults_together(unread)
    faults += [each for each in also(settings) if each.name not in unread]
    if faults:
        raise BadSettings(faults)
    return settings


def _fault(name: str, error: Any) -> Fault:
    kind, limits = str(error["type"]), error.get("ctx", {})
    if kind.startswith("setting-"):
        return Fault(name.upper(), kind, {key: str(value) for key, value in limits.items()})
    if kind == "literal_error":
        known = get_args(Settings.model_fields[name].annotation)
        return Fault(name.upper(), "setting-one-of", {"known": ", ".join(known)})
    if name in RANGES:
        least, most = RANGES[name]
        return Fault(name.upper(), "setting-number", {"least": least, "most": most})
    if kind.startswith("bool"):
        return Fault(name.upper(), "setting-flag")
    return Fault(name.upper(), "setting-wrong", {"reason": kind})
