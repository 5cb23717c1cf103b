"""Cases: riders who answer six questions and file, all through intake."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from handlers.buttons.cases import StartCase
from handlers.talk.texts import texts
from models.cases.case import Case
from models.city.pack import City
from models.questions.question import Question
from models.storage.database import Json, open_database
from tests.bench.beside_echo import QUICK, USUAL, Effort, beside_echo
from tests.bench.conversation import open_ours
from tests.bench.databases import postgresql_pair, sqlite_pair
from tests.bench.part import NO_SERVER, Ground, Part
from tests.bench.riders import TakesAtOnce, press
from tests.world.clients.telegram import telegram_update

TYPE = "account_closed"
"""Of the sample city: a platform, two choices, a date, a text, evidence."""
PRESSED = {"date": "filing-button-yesterday", "evidence": "filing-button-nothing"}
"""Kind of answer -> the button that gives it."""
FIRST_CHAT = 700_000
RIDERS = 3000
"""Nobody is to have half-filled forms of before, or to write too fast."""


async def bench_filing(ground: Ground, effort: Effort) -> None:
    """On SQLite, and on PostgreSQL where there is a server."""
    url, _ = await sqlite_pair(ground.folder, ground.city, ground.cipher)
    await _on("SQLite", url, ground, effort)
    async with postgresql_pair(ground.city, ground.cipher) as pair:
        if pair is None:
            ground.not_measured("filing, PostgreSQL", NO_SERVER)
        else:
            await _on("PostgreSQL", pair[0], ground, effort)


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


async def _on(name: str, url: str, ground: Ground, effort: Effort) -> None:
    ground.say(name)
    riders = range(FIRST_CHAT, FIRST_CHAT + RIDERS)
    async with open_ours(url, ground.city, ground.cipher, riders, TakesAtOnce()) as side:
        side.begins(FilingSteps(ground.city).updates, riders)
        figures = await beside_echo(f"{name}, filing a case of six questions through intake", side, effort)
    database = open_database(url, ground.cipher)
    try:
        async with database.reading() as session:
            filed = (await session.scalars(sa.select(sa.func.count()).select_from(Case))).one()
    finally:
        await database.close()
    assert filed > 0, "nothing was filed"
    ground.add(*figures)


PART = Part("filing", "riders answer six questions and file", bench_filing, USUAL, QUICK)
