"""`python -m bot demo`: fills an empty database with invented people and cases, once, and says how to look at it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from bot.commands.ready_database import Unready, trouble_of
from bot.demo.aside import Aside, office_hours
from bot.demo.cast import Cast, cast_of
from bot.demo.entry import entry_lines
from bot.demo.filling import SEED, Filling, sent_until
from bot.demo.plots import PLOTS, Plot
from bot.keys import open_keys
from bot.settings import SAMPLE_CITY, Settings
from bot.start import prepared, start
from handlers.talk.texts import Words
from models.city.pack import City
from models.storage.database import Database, open_database
from models.upkeep.demonstration import begin_demonstration, demonstration_of, end_filling, need_nothing_real
from models.upkeep.errors import HoldsSomethingReal

Say = Callable[[str], None]
EMPTY = "operator-check-database-empty"
ALONE = {
    "run_role": "all",
    "telegram_token": None,
    "wechat_app_id": None,
    "webchat": True,
    "weather_warnings": None,
}
"""Settings of a demonstration: an operator's own channels would bring real people in."""
TOLD_EVERY = 50
"""Cases between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """What was made, or found again."""

    city: City
    cast: Cast


async def demonstrate(
    settings: Settings, words: Words, say: Say, *, now: datetime, plots: Sequence[Plot] = PLOTS
) -> Demonstrated:
    """Fill the database of the settings, unless it is a demonstration already. It is not touched if it holds anything
    real. Raises Unready, BadSettings, BadCityPack."""
    if settings.city_dir.resolve() != SAMPLE_CITY.resolve():
        raise Unready(words("operator-demo-city"))
    await need_demonstration(settings, words)
    async with prepared(settings, words) as (_, database, pack):
        async with database.transaction() as session:
            mark = await demonstration_of(session)
            if mark is not None and mark.filled_at is None:
                raise Unready(words("operator-demo-half", where=str(settings.data_dir)))
            if mark is not None:
                say(words("operator-demo-known"))
                return Demonstrated(pack.city, await cast_of(session, pack.city))
            await begin_demonstration(session, now=now)
        return Demonstrated(pack.city, await fill(database, pack.city, words, say, now=now, plots=plots))


async def serve_demonstration(settings: Settings, words: Words, say: Say, *, now: datetime) -> None:
    """Fill the database, serve it until stopped, and say the links that sign in. Nobody is reached outside of the web
    page. Raises Unready, BadSettings, BadCityPack, OSError."""
    alone = settings.model_copy(update=ALONE)
    made = await demonstrate(alone, words, say, now=now)
    await start(alone, words, say, also=await entry_lines(alone, made.city, made.cast, words, now=datetime.now(UTC)))


async def need_demonstration(settings: Settings, words: Words) -> None:
    """Looks into the database before anything changes it. Raises Unready if it may hold something real."""
    settings.make_folders()
    database = open_database(settings.database_url, open_keys(settings).cipher)
    try:
        trouble = await trouble_of(database, settings)
        if trouble is not None and trouble[0] == EMPTY:
            return
        if trouble is not None:
            key, arguments = trouble
            old = key == "operator-check-database-old"
            raise Unready(words("operator-demo-other") if old else words(key, **arguments))
        async with database.reading() as session:
            if await demonstration_of(session) is None:
                await need_nothing_real(session)
    except HoldsSomethingReal as error:
        raise Unready(words("operator-demo-real", table=error.table)) from error
    finally:
        await database.close()


async def fill(
    database: Database, city: City, words: Words, say: Say, *, now: datetime, plots: Sequence[Plot] = PLOTS
) -> Cast:
    """Fill a database that has the city's places, articles and events. Returns the people in it."""
    told = 0

    def tell(done: int, of: int) -> None:
        nonlocal told
        if done >= told + TOLD_EVERY or (done == of and told < of):
            told = done
            say(words("operator-demo-filling", done=str(done), of=str(of)))

    now = now.astimezone(UTC)
    cast = await Filling(city, now, tell, plots).run(database)
    async with database.transaction() as session:
        await Aside(session, city, cast, Random(SEED), office_hours(city, now)).run()
        await sent_until(session, now)
        await end_filling(session, now=now)
    return cast
