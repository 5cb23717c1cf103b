"""The same conversation the usual way: what most bots on aiogram and SQLAlchemy look like, here to compare with.

Handlers that await their replies, a storage for states that commits each call, a middleware that loads or creates the
user and gives each update a session. No mark against redeliveries, no stored reply, nothing encrypted: it does less.

Why the comparison is fair. It has the same durability settings (SQLite: WAL, synchronous=NORMAL, busy_timeout;
PostgreSQL: the server's own, a pool of the same size), the same statements for the domain (search, record of the
search, card), the same texts and buttons, the same outgoing methods, and the same event loop. It never holds one
connection while it waits for another, so that neither a pool nor SQLite's lock stops it. On SQLite it has SQLITE_POOL
connections, which is the fastest of those tried (1, 5 and 16 connections) that never says "database is locked". A
state is written by one upsert instead of the more usual SELECT and UPDATE.
"""

from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from aiogram import BaseMiddleware, Bot, Dispatcher, F, Router
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import CallbackQuery, Message, Update, User
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.channels.telegram.channel import TelegramChannel
from handlers.buttons.places import ChooseNeed, FindPlaces, ShowList, ShowPlace
from handlers.front.onboarding import welcome_screen
from handlers.places.card import card_screen
from handlers.places.finding import NEEDS, Finding, first_needs_screen, needs_of, where_screen
from handlers.places.found import LINES, SEARCH, SHOWN, Search, found_before, just_found, list_screen
from handlers.talk.consent import Agree
from handlers.talk.menu_screen import menu_screen
from handlers.talk.screens import Home, Screen, show
from handlers.talk.texts import Words, locale_for, texts
from models.city.pack import City
from models.places.place import find_place
from models.places.search import search_places
from models.places.search_key import Searcher
from models.storage.database import POOL_SIZE, SQLITE_BUSY_MS
from models.storage.encryption import Cipher
from models.values.position import Position
from tests.bench.riders import Side, Steps, TakesAtOnce

SQLITE_POOL = 5


ONE_KEY = "A" * 43 + "="
"""Of the records of searches, in every process."""


class RivalBase(DeclarativeBase):
    pass


class BotUser(RivalBase):
    __tablename__ = "rival_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    locale: Mapped[str]
    agreed: Mapped[bool] = mapped_column(default=False)
    last_needs: Mapped[str] = mapped_column(default="")
    last_place_id: Mapped[int | None]


class BotState(RivalBase):
    __tablename__ = "rival_state"

    chat_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)


class SqlStorage(BaseStorage):
    """States and data in a table; each call is a transaction of its own."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], dialect: str) -> None:
        self._sessions = sessions
        self._insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect]

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._put(key, {"state": state.state if isinstance(state, State) else state})

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._get(key, BotState.state)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._put(key, {"data": dict(data)})

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return await self._get(key, BotState.data) or {}

    async def _put(self, key: StorageKey, values: dict[str, Any]) -> None:
        row = {"chat_id": key.chat_id, "user_id": key.user_id, "data": {}, **values}
        upsert = self._insert(BotState).values(row)
        async with self._sessions.begin() as session:
            await session.execute(
                upsert.on_conflict_do_update(index_elements=["chat_id", "user_id"], set_=values),
            )

    async def _get(self, key: StorageKey, column: Any) -> Any:
        async with self._sessions() as session:
            return await session.scalar(
                sa.select(column).where(BotState.chat_id == key.chat_id, BotState.user_id == key.user_id)
            )

    async def close(self) -> None:
        """The engine belongs to the caller."""


class SessionAndUser(BaseMiddleware):
    """A session for each update; the user is loaded, or created, and committed; what the handler did is committed."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def __call__(self, handler: Any, event: Update, data: dict[str, Any]) -> Any:
        async with self._sessions() as session:
            user = await _user(session, data["event_from_user"])
            await session.commit()
            data.update(session=session, user=user, words=texts().in_(user.locale), now=datetime.now(UTC))
            result = await handler(event, data)
            await session.commit()
            return result


async def _user(session: AsyncSession, sender: User) -> BotUser:
    user = await session.scalar(sa.select(BotUser).where(BotUser.telegram_id == sender.id))
    if user is None:
        user = BotUser(telegram_id=sender.id, locale=locale_for(sender.language_code))
        session.add(user)
    return user


def rival_router() -> Router:
    router = Router()
    router.message(CommandStart())(start)
    router.callback_query(Agree.filter())(agreed)
    router.callback_query(Home.filter())(home)
    router.callback_query(FindPlaces.filter())(ask_need)
    router.callback_query(ChooseNeed.filter())(choose_need)
    router.message(F.location)(near_position)
    router.callback_query(ShowPlace.filter())(show_place)
    router.callback_query(ShowList.filter())(show_list)
    return router


async def start(message: Message, bot: Bot, state: FSMContext, user: BotUser, city: City, words: Words) -> None:
    await state.clear()
    await _say(bot, message, menu_screen(words) if user.agreed else welcome_screen(words, city))


async def agreed(event: CallbackQuery, bot: Bot, session: AsyncSession, user: BotUser, words: Words) -> None:
    user.agreed = True
    await session.commit()
    await _say(bot, event, menu_screen(words, words("onboarding-agreed")))


async def home(event: CallbackQuery, bot: Bot, state: FSMContext, words: Words) -> None:
    await state.clear()
    await _say(bot, event, menu_screen(words))


async def ask_need(
    event: CallbackQuery, bot: Bot, session: AsyncSession, state: FSMContext, user: BotUser, city: City, words: Words
) -> None:
    await state.clear()
    last = await find_place(session, user.last_place_id) if user.last_place_id is not None else None
    await session.commit()
    needs = needs_of(user, city)  # type: ignore[arg-type]
    await _say(bot, event, first_needs_screen(words, city, needs, last, None))


async def choose_need(
    event: CallbackQuery, callback_data: ChooseNeed, bot: Bot, state: FSMContext, city: City, words: Words
) -> None:
    needs = [callback_data.need]
    await state.set_state(Finding.where)
    await state.set_data({NEEDS: needs})
    await _say(bot, event, where_screen(words, city, needs, TelegramChannel.can))


async def near_position(
    message: Message,
    bot: Bot,
    session: AsyncSession,
    state: FSMContext,
    user: BotUser,
    city: City,
    words: Words,
    now: datetime,
) -> None:
    assert message.location is not None
    here = Position.wgs84(message.location.latitude, message.location.longitude)
    needs = (await state.get_data()).get(NEEDS, [])
    found = await search_places(session, here, needs=needs, by=Searcher.in_chat(user.id), city=city, now=now)
    user.last_needs = "|".join(needs)
    await session.commit()
    search = Search.of(found, needs, None)
    shown = ShowList(open_only=bool(search.open_now))
    await state.set_state(None)
    await state.set_data({SEARCH: search.as_data(), SHOWN: [shown.page, shown.open_only]})
    await _say(bot, message, list_screen(words, city, search, just_found(search, found), shown, now))


async def show_place(
    event: CallbackQuery,
    callback_data: ShowPlace,
    bot: Bot,
    session: AsyncSession,
    state: FSMContext,
    user: BotUser,
    city: City,
    words: Words,
    now: datetime,
) -> None:
    data = await state.get_data()
    place = await find_place(session, callback_data.place_id)
    user.last_place_id = place.id
    await session.commit()
    await _say(bot, event, card_screen(words, city, place, data, now))


async def show_list(
    event: CallbackQuery,
    callback_data: ShowList,
    bot: Bot,
    session: AsyncSession,
    state: FSMContext,
    city: City,
    words: Words,
    now: datetime,
) -> None:
    asked = callback_data
    search = Search.in_data(await state.get_data())
    assert search is not None
    await state.update_data({SHOWN: [asked.page, asked.open_only]})
    hits = search.hits(open_only=asked.open_only)[asked.page * LINES : (asked.page + 1) * LINES]
    listed = await found_before(session, hits)
    await session.commit()
    await _say(bot, event, list_screen(words, city, search, listed, asked, now))


async def _say(bot: Bot, event: Message | CallbackQuery, screen: Screen) -> None:
    await bot(show(event, screen))
    if isinstance(event, CallbackQuery):
        await event.answer()


def rival_engine(url: str) -> AsyncEngine:
    engine = _rival_engine(url)
    engine.dialect.nuanxin_cipher = Cipher([ONE_KEY])  # type: ignore[attr-defined] - the search keeps its record sealed
    return engine


def _rival_engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_async_engine(url, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=60)
    engine = create_async_engine(url, pool_size=SQLITE_POOL, max_overflow=0, pool_timeout=60)

    @sa.event.listens_for(engine.sync_engine, "connect")
    def settings(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={SQLITE_BUSY_MS}", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


async def add_riders(engine: AsyncEngine, riders: range) -> None:
    """Its tables, and riders who agreed."""
    async with engine.begin() as connection:
        await connection.run_sync(RivalBase.metadata.create_all)
        rows = [{"telegram_id": chat_id, "locale": "zh-CN", "agreed": True, "last_needs": ""} for chat_id in riders]
        await connection.execute(sa.insert(BotUser), rows)


def rival_dispatcher(engine: AsyncEngine, city: City) -> Dispatcher:
    """Ready for updates."""
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    dispatcher = Dispatcher(storage=SqlStorage(sessions, engine.dialect.name), city=city)
    dispatcher.update.outer_middleware(SessionAndUser(sessions))
    dispatcher.include_router(rival_router())
    return dispatcher


async def open_rival(engine: AsyncEngine, city: City, riders: range, session: TakesAtOnce) -> Side:
    """With these riders."""
    await add_riders(engine, riders)
    dispatcher, bot = rival_dispatcher(engine, city), Bot("42:TEST", session=session)

    async def deliver(update: dict[str, Any]) -> None:
        await dispatcher.feed_raw_update(bot, update)

    return Side("the usual way", deliver, session, Steps(city).updates, deque(riders))
