"""Cases: riders who answer six questions and file, all through intake."""

import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from handlers.buttons.cases import StartCase
from handlers.talk.texts import texts
from models.cases.case import Case
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json, open_database
from models.storage.encryption import Cipher
from tests.bench.conversation import Effort, open_ours
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.figures import Figure, share
from tests.bench.riders import Round, TakesAtOnce, press
from tests.world.clients.telegram import telegram_update

UPDATES_A_SECOND = 250.0
TYPE = "account_closed"
"""Of the sample city: a platform, two choices, a date, a text, evidence."""
PRESSED = {"date": "filing-button-yesterday", "evidence": "filing-button-nothing"}
"""Kind of answer -> the button that gives it."""
FIRST_CHAT = 700_000
RIDERS = 3000
"""Nobody is to have half-filled forms of before, or to write too fast."""


async def bench_filing(folder: Path, city: City, cipher: Cipher, effort: Effort) -> list[Figure]:
    """On SQLite, and on PostgreSQL where there is a server."""
    url, _ = await sqlite_pair(folder, city, cipher)
    figures = await _on("SQLite", url, city, cipher, effort)
    async with postgresql_pair(city, cipher) as pair:
        if pair is not None:
            figures += await _on("PostgreSQL", pair[0], city, cipher, effort)
    return figures


@dataclass(frozen=True, slots=True)
class FilingSteps:
    """The beginning, six answers, name and number, and the yes under them."""

    city: City

    def updates(self, chat_id: int, session: TakesAtOnce, _: random.Random) -> Iterable[Json]:
        yield telegram_update(chat_id, {"press": StartCase(type=TYPE).pack(), "message": 1})
        for question in self.city.case_types[TYPE].questions:
            yield self._answer(chat_id, session, question)
        words = texts().in_("zh-CN")
        yield press(chat_id, session, words("filing-button-named"))
        if words("filing-name") in (session.screens[chat_id].text or ""):  # later it is offered again
            yield telegram_update(chat_id, {"text": "李四"})
            yield telegram_update(chat_id, {"text": "13800001234"})
        yield press(chat_id, session, words("filing-button-named-yes"))

    def _answer(self, chat_id: int, session: TakesAtOnce, question: Question) -> Json:
        words = texts().in_("zh-CN")
        if question.choices:
            return press(chat_id, session, words.pick(next(iter(question.choices.values()))))
        if question.kind.key in PRESSED:
            return press(chat_id, session, words(PRESSED[question.kind.key]))
        return telegram_update(chat_id, {"text": "说我刷单，我没有"})


async def _on(name: str, url: str, city: City, cipher: Cipher, effort: Effort) -> list[Figure]:
    riders, done = range(FIRST_CHAT, FIRST_CHAT + RIDERS), Round()
    async with open_ours(url, city, cipher, riders, TakesAtOnce()) as side:
        side.updates, side.chats = FilingSteps(city).updates, deque(riders)
        await side.ride(at_once=effort.at_once, seconds=effort.seconds / 4)
        for _ in range(effort.rounds):
            done = done + await side.ride(at_once=effort.at_once, seconds=effort.seconds)
    database = open_database(url, cipher)
    try:
        async with database.reading() as session:
            filed = (await session.scalars(sa.select(sa.func.count()).select_from(Case))).one()
    finally:
        await database.close()
    assert filed > 0, "nothing was filed"
    note = f"{len(done.latencies_s)} updates, {filed} cases; busy {done.cpu_s / done.wall_s:.0%} of a core"
    what = f"{name}, filing a case of six questions through intake"
    return [
        Figure(f"{what}, {effort.at_once} at once", done.rate, "/s", at_least=UPDATES_A_SECOND, note=note),
        Figure(f"{what}, p99", share(done.latencies_s, 0.99) * 1000, "ms"),
    ]
