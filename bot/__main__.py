"""The command line: `python -m bot …`. Each command imports what it needs itself, so that help is fast."""

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Fault, Settings
    from handlers.talk.texts import Words

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, help="暖新 nuanxin: the city's chat service for its riders."
)
import_cli = typer.Typer(no_args_is_help=True, help="Bring data in from a file.")
db_cli = typer.Typer(no_args_is_help=True, help="Look after the database.")
cli.add_typer(import_cli, name="import")
cli.add_typer(db_cli, name="db")
wechat_cli = typer.Typer(no_args_is_help=True, help="Look after the WeChat account.")
cli.add_typer(wechat_cli, name="wechat")
staff_cli = typer.Typer(no_args_is_help=True, help="Who answers for a department, and who looks after a place.")
cli.add_typer(staff_cli, name="staff")


class Datum(StrEnum):
    """The datum of the coordinates in a file."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Role(StrEnum):
    """The role of a process: the values of RUN_ROLE."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


class Post(StrEnum):
    """The rights of a member of staff: the values of `models.staff.post.StaffRole`, which takes too long to import for
    help."""

    STAFF = "staff"
    LEAD = "lead"
    ADMIN = "admin"
    LEADER = "leader"
    HOST = "host"


@cli.callback()
def begin() -> None:
    """Only the owner may read the files that a command writes: the database and its log, backups, keys."""
    os.umask(0o077)


@cli.command()
def run(
    role: Annotated[Role | None, typer.Option(help="web: chats and pages; worker: sending and jobs. RUN_ROLE.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, max=64, help="Web processes, and a worker.")] = None,
) -> None:
    """Serve every channel that is configured, until SIGTERM or Ctrl-C."""
    if role is not None:
        os.environ["RUN_ROLE"] = role.value
    settings, words = _settings(lambda settings: [*settings.role_faults(processes), *_faults_of_serving(settings)])
    _say_misspelt(words)
    from bot.logs import configure_logs
    from bot.processes.parent import watch
    from bot.start import start

    alone = processes is None or settings.on_sqlite
    configure_logs(settings.log_level, settings.run_role if alone else "parent")
    try:
        if alone:
            _run_in_loop(start(settings, words, typer.echo))
        else:
            _run_in_loop(watch(settings, words, typer.echo, processes or 1))
    except _expected() as error:
        _stop(error, words)


@cli.command()
def demo() -> None:
    """Serve a city of invented people and cases, in a folder of its own, and print links that sign in."""
    folder = os.environ.setdefault("DATA_DIR", "data/demo")
    os.environ.setdefault("DATABASE_URL", f"sqlite+aiosqlite:///{folder}/nuanxin.db")
    settings, words = _settings(_faults_of_serving)
    from bot.demo.command import serve_demonstration
    from bot.logs import configure_logs

    configure_logs(settings.log_level, settings.run_role)
    try:
        _run_in_loop(serve_demonstration(settings, words, typer.echo, now=datetime.now(UTC)))
    except _expected() as error:
        _stop(error, words)


@import_cli.command("places")
def import_places(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or GeoJSON.")],
    datum: Annotated[Datum, typer.Option(help="What the file's degrees are measured in.")],
    dry_run: Annotated[bool, typer.Option(help="Only say what would change.")] = False,
    replace: Annotated[bool, typer.Option(help="Close the places that are not in the file.")] = False,
    accept_outside: Annotated[bool, typer.Option(help="Take places more than 200 km from the centre too.")] = False,
) -> None:
    """Add and change places by their code, after checking the whole file."""
    settings, words = _settings()
    from bot.commands.import_command import import_file

    try:
        good = asyncio.run(
            import_file(
                settings,
                words,
                file,
                datum=datum.value,
                dry_run=dry_run,
                replace=replace,
                accept_outside=accept_outside,
                now=datetime.now(UTC),
            )
        )
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@db_cli.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the tables this version needs, and its rows along."""
    settings, words = _settings()
    from bot.commands.ready_database import upgrade_database

    try:
        asyncio.run(upgrade_database(settings, words))
    except _expected() as error:
        _stop(error, words)
    typer.echo(words("operator-upgraded"))


@cli.command()
def check() -> None:
    """Say what is configured, reachable and missing; exit with 1 on a problem."""
    settings, words = _settings()
    from bot.commands.check import check_all

    try:
        good = asyncio.run(check_all(settings, words, typer.echo))
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@cli.command()
def outbox(retry: Annotated[bool, typer.Option(help="Send what failed once more.")] = False) -> None:
    """Show what waits to be sent, and what failed and why."""
    settings, words = _settings()
    from bot.commands.outbox_command import show_outbox

    try:
        asyncio.run(show_outbox(settings, words, typer.echo, retry=retry, now=datetime.now(UTC)))
    except _expected() as error:
        _stop(error, words)


@wechat_cli.command("menu")
def wechat_menu(force: Annotated[bool, typer.Option(help="Also where nothing changed.")] = False) -> None:
    """Set the menu below the chat, where its words changed."""
    settings, words = _settings()
    from bot.commands.wechat_command import push_menu

    try:
        good = asyncio.run(push_menu(settings, words, typer.echo, force=force))
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@cli.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write it; must not exist.")]) -> None:
    """Write a consistent copy of the database, also while the service runs."""
    settings, words = _settings()
    from bot.commands.backup import BackupFailed, note_backup, write_backup

    try:
        write_backup(settings.database_url, file)
        note_backup(settings.data_dir, file, datetime.now(UTC))
    except BackupFailed as error:
        typer.echo(words(error.key, **error.arguments), err=True)
        raise typer.Exit(1) from None
    typer.echo(words("operator-backed-up", file=str(file)))


@staff_cli.command("add")
def staff_add(
    name: Annotated[str, typer.Option(help="As workers are told it, such as 王老师.")],
    department: Annotated[str | None, typer.Option(help="The key of a department of the city pack.")] = None,
    place: Annotated[str | None, typer.Option(help="The code of a place, for its host.")] = None,
    role: Annotated[Post | None, typer.Option(help="staff where nothing is said; of a place: host.")] = None,
) -> None:
    """Add somebody, and print the one-time code and the links they join with."""
    settings, words = _settings()
    from bot.commands.staff_command import add
    from models.staff.post import StaffRole

    given = StaffRole(role.value) if role is not None else None
    try:
        good = asyncio.run(
            add(
                settings,
                words,
                typer.echo,
                department=department,
                place=place,
                name=name,
                role=given,
                now=datetime.now(UTC),
            )
        )
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@staff_cli.command("list")
def staff_list() -> None:
    """Show every post, and whether somebody has it."""
    settings, words = _settings()
    from bot.commands.staff_command import list_staff

    try:
        asyncio.run(list_staff(settings, words, typer.echo))
    except _expected() as error:
        _stop(error, words)


@staff_cli.command("remove")
def staff_remove(number: Annotated[int, typer.Argument(help="As `staff list` shows it.")]) -> None:
    """Take a post away at once."""
    settings, words = _settings()
    from bot.commands.staff_command import remove

    try:
        good = asyncio.run(remove(settings, words, typer.echo, number, now=datetime.now(UTC)))
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@cli.command()
def cases() -> None:
    """List what was filed, by department."""
    settings, words = _settings()
    from bot.commands.case_commands import list_cases

    try:
        asyncio.run(list_cases(settings, words, typer.echo))
    except _expected() as error:
        _stop(error, words)


@cli.command()
def audit() -> None:
    """Check the record of every case and every file; exit with 1 at the first that does not hold."""
    settings, words = _settings()
    from bot.commands.case_commands import audit_cases

    try:
        good = asyncio.run(audit_cases(settings, words, typer.echo))
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@cli.command("verify-receipt")
def verify_receipt(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The receipt, as it was sent.")],
    key: Annotated[str | None, typer.Option(help="The public key of another service, base64.")] = None,
) -> None:
    """Say whether a receipt is genuine and unchanged; exit with 1 where it is not."""
    settings, words = _settings()
    from bot.commands.case_commands import check_receipt

    try:
        good = asyncio.run(check_receipt(settings, words, typer.echo, file, file.read_bytes(), key))
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


@cli.command("rotate-keys")
def rotate_keys() -> None:
    """Encrypt everything anew with the first of ENCRYPTION_KEYS; the others can go afterwards."""
    settings, words = _settings()
    from bot.commands.case_commands import renew_keys

    try:
        good = asyncio.run(renew_keys(settings, words, typer.echo))
    except _expected() as error:
        _stop(error, words)
    raise typer.Exit(0 if good else 1)


def _settings(also: "Callable[[Settings], list[Fault]]" = lambda settings: []) -> "tuple[Settings, Words]":
    """Return the settings and the operator's words; end the command if a setting is wrong. also: a further check of the
    settings, for this command."""
    from bot.settings import BadSettings, load_settings, locale_asked_for
    from handlers.talk.texts import texts

    words = texts().in_(locale_asked_for())
    try:
        return load_settings(also), words
    except BadSettings as error:
        _say_misspelt(words)
        _stop(error, words)


def _faults_of_serving(settings: "Settings") -> "list[Fault]":
    """The faults of settings that only the service needs: its keys, folders and address."""
    from bot.commands.listening import listening_faults
    from bot.keys import missing_keys

    return [*missing_keys(settings), *settings.folder_faults(), *listening_faults(settings)]


def _say_misspelt(words: "Words") -> None:
    from bot.commands.operator_lines import misspelt_lines

    for line in misspelt_lines(words):
        typer.echo(line, err=True)


def _expected() -> tuple[type[Exception], ...]:
    """The errors that an operator can mend, which are shown without a traceback."""
    import asyncpg
    import sqlalchemy as sa

    from bot.commands.ready_database import Unready
    from bot.settings import BadSettings
    from models.city.pack import BadCityPack

    return BadSettings, BadCityPack, Unready, ExceptionGroup, OSError, sa.exc.DBAPIError, asyncpg.PostgresError


def _stop(error: Exception, words: "Words") -> NoReturn:
    from bot.commands.operator_lines import lines_of

    for line in lines_of(error, words):
        typer.echo(line, err=True)
    raise typer.Exit(2)


def _run_in_loop(main: "asyncio.Coroutine[None, None, None]") -> None:  # type: ignore[name-defined]
    if sys.platform == "win32":
        asyncio.run(main)
        return
    import uvloop

    uvloop.run(main)


if __name__ == "__main__":
    cli()
