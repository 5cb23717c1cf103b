"""The jobs of the service, and how often each runs. A job is a function of this module that takes the running App. One
process runs them, but each may run twice without harm. A job of an hour or a day (a digest on Monday morning) looks at
the wall clock to see whether it is due, and at the database for the rest."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NamedTuple

from bot.app import App
from bot.channel.kept_files import KeptFiles
from bot.jobs import (
    daily_seals,
    evidence,
    incoming,
    notice_progress,
    notices,
    questions,
    reading,
    weather,
)
from handlers.talk.texts import texts
from models.articles.answering import offer_questions as weekly_questions
from models.cases.closing import close_settled
from models.casework.common_problem import tell_common_problems as common_cards
from models.casework.covering import begin_absences, end_absences
from models.casework.deadline import PORTION as WARNED
from models.casework.deadline import break_promises, warn_of_assists, warn_of_deadlines, warn_of_orders
from models.casework.warning import gather_warnings, tell_warnings
from models.events.attendance import keep_drawn, undrawn
from models.events.closing import close_date, dates_to_close
from models.events.errors import EventGone
from models.events.programme import fill_programme
from models.events.waiting_list import idle_dates, pass_on
from models.exchange.origin import tell_returns
from models.figures.digest import send_digests as weekly_digests
from models.leading.orders import warn_of_leader_orders
from models.lists.filling import PORTION as FILLED
from models.lists.filling import fill_words
from models.my_data.nouns import NOUNS
from models.negotiations.gathering import watch_gathering
from models.negotiations.paper import keep_paper, papers_to_draw
from models.places.host import ask_hosts as morning_question
from models.places.host import hide_unanswered as hide_silent_places
from models.storage.personal import PORTION

CERTIFICATES = 5
"""Certificates drawn in one run; each takes a third of a second."""
BETWEEN_PORTIONS_S = 0.01
"""The pause between portions, in which people who chat are answered."""


class Times(NamedTuple):
    """Seconds from the start to the first run of a job, and from one run to the next."""

    first: float
    every: float


JOBS = {
    "poll_outbox": Times(1, 1),
    "deliver_parked": Times(1, 1),
    "record_message_ids": Times(1, 1),
    "checkpoint": Times(2, 2),
    "empty_log": Times(10, 10),
    "fetch_files": Times(1, 2),
    "make_copies": Times(1, 2),
    "read_pictures": Times(1, 1),
    "prepare_notices": Times(2, 2),
    "follow_notices": Times(35, 60),
    "send_mass": Times(20, 10),
    "show_progress": Times(2, 2),
    "raise_weather_warnings": Times(10, 300),
    "renew_search": Times(3, 1),
    "forget": Times(60, 600),
    "close_settled_cases": Times(90, 600),
    "ask_hosts": Times(45, 300),
    "hide_unanswered": Times(25, 30),
    "watch_deadlines": Times(15, 60),
    "tell_common_problems": Times(150, 600),
    "watch_negotiations": Times(180, 600),
    "send_digests": Times(210, 600),
    "offer_questions": Times(240, 3600),
    "group_questions": Times(8, 5),
    "pass_on_seats": Times(5, 15),
    "renew_programme": Times(3600, 6 * 3600),
    "settle_dates": Times(20, 60),
    "draw_certificates": Times(3, 3),
    "draw_papers": Times(4, 5),
    "seal_days": Times(30, 300),
    "write_apart": Times(5, 60),
    "fill_case_words": Times(20, 10),
}
OF_EVERY_PROCESS = frozenset({"record_message_ids", "renew_search"})
"""Jobs about what a process has in its own memory. All others run in the process that holds their lease."""
Work = Callable[[App], Awaitable[object]]
WORK: dict[str, Work] = {}
"""Every job of this file by its name; the schedule runs those that have times in JOBS."""


def _job(work: Work) -> Work:
    WORK[work.__name__] = work
    return work


@_job
async def poll_outbox(app: App) -> None:
    """Sends rows that became due although nothing woke the sender; a safety net."""
    app.sender.poke()


@_job
async def deliver_parked(app: App) -> None:
    """Tries again to deliver replies that a channel refused."""
    await app.delivery.deliver_waiting()


@_job
async def record_message_ids(app: App) -> None:
    """Writes down the ids that the channels gave to sent messages."""
    await app.delivery.record_message_ids()


@_job
async def checkpoint(app: App) -> None:
    """On SQLite: moves committed changes into the file, so that no commit has to wait for the disk."""
    await app.database.checkpoint()


@_job
async def empty_log(app: App) -> None:
    """On SQLite: empties the log, so that it does not keep deleted data."""
    await app.database.empty_log()


@_job
async def prepare_notices(app: App) -> None:
    """Puts a row into the outbox for every person of a notice whose time has come."""
    await notices.prepare_notices(app.database, clock=app.clock)


@_job
async def follow_notices(app: App) -> None:
    """Makes the next one of every series of notices whose last one has gone out."""
    await notices.follow(app.database, app.city, clock=app.clock)


@_job
async def send_mass(app: App) -> None:
    """Sends WeChat mass messages to people who cannot be reached otherwise, if staff chose so."""
    for channel in app.channels.values():
        await channel.send_masses(app.city)


@_job
async def show_progress(app: App) -> None:
    """Updates the messages of staff who watch a notice go out."""
    await notice_progress.show_progress(app)


@_job
async def raise_weather_warnings(app: App) -> None:
    """Turns new weather warnings into notices, if a source is set."""
    if app.settings.weather_warnings is not None:
        source = weather.JsonWarnings(app.settings.weather_warnings)
        await weather.raise_warnings(app.database, app.city, texts(), source, now=app.clock())


@_job
async def renew_search(app: App) -> None:
    """Adds new and changed articles to the search within some seconds, and removes ended ones."""
    await app.library.renew(app.database, app.city, now=app.clock(), kept=app.settings.data_dir)


@_job
async def forget(app: App) -> None:
    """Deletes everything that has been kept long enough, as each noun says. A part that fails does not stop the
    others."""
    troubles: list[Exception] = []
    for old in (each for noun in NOUNS for each in noun.forget_old):
        of_city = {"city": app.city} if old.of_city else {}
        try:
            if old.limit:
                await _in_portions(app, old.work, limit=old.limit, **of_city)
            else:
                async with app.database.transaction() as session:
                    await old.work(session, now=app.clock(), **of_city)
        except Exception as error:
            troubles.append(error)
    if troubles:
        raise troubles[0]


@_job
async def fetch_files(app: App) -> None:
    """Fetches files that people sent from the channels: evidence, pictures of notices, lists of people."""
    download = incoming.download_by(app.channels, KeptFiles(app.database, app.clock))
    await incoming.fetch_files(app.database, download, app.foreign_files, clock=app.clock)


@_job
async def make_copies(app: App) -> None:
    """Makes the copies of evidence that staff see, without traces of the sender."""
    await evidence.make_copies(app.database, app.foreign_files, clock=app.clock)


@_job
async def read_pictures(app: App) -> None:
    """Has the text in pictures read, and tells their senders what it says."""
    reader = app.foreign_files.reader
    if reader is not None:
        await reading.read_pictures(app.database, reader, app.city, clock=app.clock)


@_job
async def group_questions(app: App) -> None:
    """Groups questions that ask the same."""
    await questions.group_questions(app.database)


@_job
async def watch_deadlines(app: App) -> None:
    """Sends staff one message each in the morning about deadlines, broken promises, and help or answers to orders that
    did not come. First marks colleagues as back whose absence is over, and as away whose absence begins."""
    for part in (
        end_absences,
        begin_absences,
        warn_of_deadlines,
        break_promises,
        warn_of_assists,
        warn_of_orders,
        warn_of_leader_orders,
        gather_warnings,
    ):
        await _in_portions(app, part, limit=WARNED, city=app.city)
    await _once(app, tell_warnings)
    await _once(app, tell_returns)


@_job
async def tell_common_problems(app: App) -> None:
    """Tells the colleagues who may speak to a platform about problems that several people reported."""
    await _once(app, common_cards)


@_job
async def watch_negotiations(app: App) -> None:
    """Asks later filers of the same problem to join its negotiation, and tells the union when enough have joined."""
    await _once(app, watch_gathering)


@_job
async def offer_questions(app: App) -> None:
    """Tells leads once a week which questions of riders have no answer."""
    await _once(app, weekly_questions)


@_job
async def send_digests(app: App) -> None:
    """Sends leads the figures of the last week on Monday morning."""
    await _once(app, weekly_digests)


@_job
async def hide_unanswered(app: App) -> None:
    """Hides places that riders reported shut and whose host does not answer."""
    await _once(app, hide_silent_places)


@_job
async def ask_hosts(app: App) -> None:
    """Asks hosts in the morning whether their place opens today."""
    await _once(app, morning_question)


@_job
async def close_settled_cases(app: App) -> None:
    """Closes cases whose worker was asked whether they are solved and did not answer."""
    await _in_portions(app, close_settled)


@_job
async def pass_on_seats(app: App) -> None:
    """Offers seats that were refused or not answered in time, or that are free, to the next people who wait."""
    async with app.database.reading() as session:
        ids = await idle_dates(session, now=app.clock(), limit=PORTION)
    for number in ids:
        with suppress(EventGone):
            async with app.database.transaction() as session:
                await pass_on(session, number, city=app.city, now=app.clock())


@_job
async def settle_dates(app: App) -> None:
    """Settles dates that are over: attendance, points of volunteers, and two questions."""
    async with app.database.reading() as session:
        ids = await dates_to_close(session, now=app.clock(), limit=PORTION)
    for number in ids:
        with suppress(EventGone):
            async with app.database.transaction() as session:
                await close_date(session, number, now=app.clock())


@_job
async def draw_certificates(app: App) -> None:
    """Draws the certificates that people wait for, outside of any transaction, and tells their holders."""
    async with app.database.reading() as session:
        waiting = await undrawn(session, limit=CERTIFICATES)
    if not waiting:
        return
    # imported only when there is a certificate, since it takes half a second
    from bot.jobs.certificate_pdf import certificate_words, draw_certificate

    for issued in waiting:
        pdf = await asyncio.to_thread(draw_certificate, certificate_words(issued, app.city, app.settings.public_url))
        async with app.database.transaction() as session:
            await keep_drawn(session, issued.number, issued.name, pdf, now=app.clock())


@_job
async def draw_papers(app: App) -> None:
    """Draws the agreements of negotiations, outside of any transaction."""
    async with app.database.reading() as session:
        waiting = await papers_to_draw(session, limit=CERTIFICATES)
    if not waiting:
        return
    from bot.jobs.negotiation_pdf import draw_paper, paper_words

    for agreed in waiting:
        pdf = await asyncio.to_thread(draw_paper, *paper_words(agreed, app.city))
        async with app.database.transaction() as session:
            await keep_paper(session, agreed.negotiation.id, pdf)


@_job
async def renew_programme(app: App) -> None:
    """Adds the dates of the city pack's events for the month to come."""
    async with app.database.transaction() as session:
        await fill_programme(session, app.city, now=app.clock())


@_job
async def seal_days(app: App) -> None:
    """Seals the day before over all cases soon after midnight, and the days that were missed."""
    await daily_seals.seal_days(app.database, app.city.zone, clock=app.clock)


@_job
async def fill_case_words(app: App) -> None:
    """Reads cases from before there was an index of words into it; finds nothing to do once all are read."""
    await _in_portions(app, fill_words, limit=FILLED, city=app.city)


@_job
async def write_apart(app: App) -> None:
    """On PostgreSQL: rewrites rows of cases, so that none keeps the transaction of the person who caused it for
    long."""
    await app.apart.once(app.database)


async def _once(app: App, operation: Callable[..., Awaitable[object]]) -> None:
    """Run the operation in one transaction, for the app's city."""
    async with app.database.transaction() as session:
        await operation(session, city=app.city, now=app.clock())


async def _in_portions(
    app: App, operation: Callable[..., Awaitable[int]], *, limit: int = PORTION, **arguments: Any
) -> None:
    """Run one transaction after another until the operation finds less than a whole portion."""
    while True:
        async with app.database.transaction() as session:
            done = await operation(session, now=app.clock(), limit=limit, **arguments)
        if done < limit:
            return
        await asyncio.sleep(BETWEEN_PORTIONS_S)
