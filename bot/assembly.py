"""Puts the parts of the service together; nothing is started."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from aiogram import Dispatcher

from bot.app import App
from bot.channel.channel import Channel
from bot.configured_channels import configured_channels
from bot.foreign_files import ForeignFiles
from bot.intake.intake import Intake
from bot.intake.middlewares import NoNetworkInside, Talking, Understand
from bot.intake.short_way import ShortWay
from bot.keys import Keys
from bot.picture_reader import PictureReader
from bot.sending.replies import Delivery
from bot.settings import Settings
from bot.understanding import Understanding
from bot.understanding.reading import VECTORS
from handlers.buttons.benefits import CountBenefits
from handlers.buttons.notices import CountTaps
from handlers.front.conversations import conversations
from handlers.front.urgent import NumbersInSight
from handlers.front.yes import TakeYesBack
from handlers.talk.texts import texts
from models.articles.library import Library
from models.city.pack import City
from models.learned.looked_at import LookedAt
from models.learned.vectors import can_encode
from models.storage.database import Database


def build_app(
    settings: Settings,
    keys: Keys,
    database: Database,
    city: City,
    *,
    channels: list[Channel] | None = None,
    understanding: Understanding | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    strict: bool = False,
) -> App:
    """Connects all parts and starts none. channels, understanding: for tests, instead of those that the settings
    name."""
    open_channels = channels if channels is not None else configured_channels(settings, keys, database, city, clock)
    for channel in open_channels:
        channel.bot.session.middleware(NoNetworkInside())
    looked_at = LookedAt(VECTORS if settings.encoder and can_encode() else None)
    understanding = understanding or Understanding(city, looked_at)
    library = Library(looked_at=understanding.looked_at)
    intake = Intake(
        database,
        product_dispatcher(),
        texts().read(),
        things={
            "city": city,
            "understand": understanding.read,
            "is_learning": lambda: understanding.is_learning,
            "library": library,
            "receipt_page": _page(settings, "receipt"),
            "certificate_page": _page(settings, "certificate/"),
            "map_page": _page(settings, "map"),
            "place_page": _page(settings, "place/"),
            "console_page": f"{settings.address}/console",
            "check_in_page": _page(settings, "check-in/"),
            "reads_pictures": settings.ocr,
        },
        strict=strict,
        clock=clock,
        default_locale=settings.default_locale,
        looked_at=understanding.looked_at,
    )
    by_name = {channel.name: channel for channel in open_channels}
    notifying = [channel.name for channel in open_channels if channel.can.notify]
    for channel in open_channels:
        channel.beside = tuple(name for name in notifying if name != channel.name)
    delivery = Delivery(database, by_name, intake, city, clock)
    files = ForeignFiles(PictureReader() if settings.ocr else None)
    return App(
        settings, keys, database, city, by_name, intake, delivery, clock, understanding, library, foreign_files=files
    )


def _page(settings: Settings, path: str) -> str | None:
    """The address of a public page; None if the service has no address on the web."""
    return f"{settings.public_url}/{path}" if settings.public_url else None


@cache
def product_dispatcher() -> Dispatcher:
    """The dispatcher with every conversation. It holds no state, and routers can only be included once."""
    dispatcher = ShortWay(conversations())
    for each in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query, dispatcher.my_chat_member):
        each.outer_middleware(Talking())
    for observer in (dispatcher.message, dispatcher.edited_message):
        observer.outer_middleware(Understand())
    dispatcher.callback_query.outer_middleware(CountTaps())
    dispatcher.callback_query.outer_middleware(CountBenefits())
    for each in (dispatcher.message, dispatcher.callback_query):
        each.outer_middleware(TakeYesBack())
    for each in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        each.outer_middleware(NumbersInSight())
    dispatcher.include_router(conversations())
    return dispatcher
