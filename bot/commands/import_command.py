"""`python -m bot import places`: the import with a progress bar, and its report in the operator's language."""

from datetime import datetime
from pathlib import Path

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.import_report import report_lines
from bot.commands.place_file import import_places
from bot.commands.ready_database import bring_up_to_date
from bot.keys import open_keys
from bot.settings import Settings
from handlers.talk.texts import Words
from models.city.pack import load_city
from models.events.programme import fill_programme
from models.storage.database import open_database
from models.values.position import Datum


async def import_file(
    settings: Settings,
    words: Words,
    file: Path,
    *,
    datum: Datum,
    dry_run: bool,
    replace: bool,
    accept_outside: bool,
    now: datetime,
) -> bool:
    """Import the file and print the report; return whether it went well. Raises BadSettings, BadCityPack, Unready."""
    settings.make_folders()
    keys = open_keys(settings)
    city = load_city(settings.city_dir)
    database = open_database(settings.database_url, keys.cipher)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), transient=True)
    try:
        await bring_up_to_date(database, settings, words)
        with bar:
            task = bar.add_task(file.name, total=None)
            report = await import_places(
                database,
                city,
                file,
                datum=datum,
                dry_run=dry_run,
                replace=replace,
                accept_outside=accept_outside,
                now=now,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        if report.ok and not dry_run:
            async with database.transaction() as session:
                await fill_programme(session, city, now=now)  # events whose place was missing get their dates now
    finally:
        await database.close()
    for line in report_lines(report, words):
        typer.echo(line)
    return report.ok
