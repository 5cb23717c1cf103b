"""A tiny product to try the heart on: `/case` files a ticket; other words go wrong in every way there is."""

import asyncio
import contextlib
from typing import Any

import sqlalchemy as sa
from aiogram import Bot, Dispatcher, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.strategy import FSMStrategy
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import App
from bot.channel.channel import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.intake.conversation_storage import ConversationStorage
from bot.intake.intake import Intake
from bot.intake.middlewares import NoNetworkInside
from bot.keys import Keys
from bot.sending.replies import Delivery
from bot.settings import Settings
from handlers.talk.screens import AtOnce
from handlers.talk.texts import texts
from models.places.errors import PlaceGone
from models.storage.database import Database
from models.storage.encryption import Cipher, new_key

metadata = sa.MetaData()
ticket = sa.Table(
    "test_ticket",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("chat", sa.BigInteger),
    sa.Column("text", sa.String),
)


crossings: list[int] = []
"""The chats whose `cross` ran, each time it ran."""


class File(CallbackData, prefix="file"):
    number: int


class Filing(StatesGroup):
    asked = State()


def dispatcher() -> Dispatcher:
    router = Router()

    async def insert(session: AsyncSession, chat: int, text: str) -> None:
        await session.execute(ticket.insert().values(chat=chat, text=text))

    @router.message(Command("case"))
    async def start(message: Message, state: FSMContext) -> Any:
        await state.set_state(Filing.asked)
        button = InlineKeyboardButton(text="file", callback_data=File(number=1).pack())
        return message.answer("sure?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    @router.callback_query(File.filter(), StateFilter(Filing.asked))
    async def file(tap: CallbackQuery, session: AsyncSession, state: FSMContext) -> Any:
        await insert(session, tap.from_user.id, "filed")
        await state.clear()
        assert isinstance(tap.message, Message)
        return tap.message.edit_text("filed")

    @router.callback_query()
    async def stale(tap: CallbackQuery) -> Any:
        return tap.answer("too late")

    @router.message(F.text == "rule")
    async def rule(message: Message, session: AsyncSession, state: FSMContext) -> Any:
        await insert(session, message.chat.id, "never")
        await state.set_state(Filing.asked)
        raise PlaceGone(7)

    @router.message(F.text == "defect")
    async def defect(message: Message, session: AsyncSession) -> Any:
        await insert(session, message.chat.id, "never")
        return {}["secret words"]

    @router.message(F.text == "bad sql")
    async def bad_sql(message: Message, session: AsyncSession) -> Any:
        await session.execute(sa.text("SELECT * FROM no_such_table"))

    @router.message(F.text == "await")
    async def awaits(message: Message, session: AsyncSession, bot: Bot) -> Any:
        await insert(session, message.chat.id, "never")
        with contextlib.suppress(Exception):
            await message.answer("sent from inside")
        return message.answer("hidden")

    @router.message(F.text == "forget")
    async def forgets(message: Message, session: AsyncSession) -> None:
        message.answer("never returned")

    @router.message(F.text == "slow")
    async def slow(message: Message, session: AsyncSession) -> Any:
        await asyncio.sleep(0.2)
        await insert(session, message.chat.id, "slow")
        return message.answer("slow")

    @router.message(F.text == "cross")
    async def cross(message: Message, session: AsyncSession) -> Any:
        """Takes two locks, in the other order for every other chat."""
        crossings.append(message.chat.id)
        for number in (1, 2) if message.chat.id % 2 else (2, 1):
            await session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
            await asyncio.sleep(0.2)
        await insert(session, message.chat.id, "crossed")
        return message.answer("crossed")

    @router.message(F.photo)
    async def photo(message: Message, session: AsyncSession) -> Any:
        assert message.photo
        await insert(session, message.chat.id, message.photo[-1].file_id)
        return message.answer("photos taken")

    @router.message(F.text == "two")
    async def two(message: Message) -> Any:
        return [message.answer("first"), message.answer("second")]

    @router.message(F.text == "help")
    async def help_(message: Message) -> Any:
        return AtOnce([message.answer("at once")])

    @router.message()
    async def say(message: Message, session: AsyncSession) -> Any:
        await insert(session, message.chat.id, message.text or "")
        return message.answer(f"got {message.text}")

    built = Dispatcher(storage=ConversationStorage(), fsm_strategy=FSMStrategy.CHAT)
    built.include_router(router)
    return built


async def no_file(key: str) -> bytes:
    raise LookupError(key)


async def ticket_app(
    database: Database, *, api: str = "https://api.telegram.org", strict: bool = False, settings: Any = None
) -> tuple[App, TelegramChannel]:
    """The service's heart around the tiny product, on Telegram."""
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    channel = TelegramChannel("42:TEST", api, no_file)
    channel.bot.session.middleware(NoNetworkInside())
    intake = Intake(database, dispatcher(), texts(), strict=strict)
    channels: dict[str, Channel] = {"telegram": channel}
    city: Any = None
    delivery = Delivery(database, channels, intake, city)
    settings = settings or Settings(_env_file=None)  # type: ignore[call-arg]
    keys = Keys(signing="s" * 32, cipher=Cipher([new_key()], "s" * 32))
    return App(settings, keys, database, city, channels, intake, delivery, intake.clock), channel


async def tickets(database: Database, chat: int | None = None) -> list[str]:
    """The texts of the tickets in the order filed."""
    query = sa.select(ticket.c.text).order_by(ticket.c.id)
    async with database.reading() as session:
        return list(await session.scalars(query if chat is None else query.where(ticket.c.chat == chat)))
