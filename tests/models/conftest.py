"""What tests of the models share as fixtures."""

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from handlers.pushed.table import pushed_screen
from handlers.talk.texts import texts
from models.outbox.message import OutboxMessage
from models.storage.database import Database


@pytest.fixture
async def everything_can_be_said(database: Database) -> AsyncIterator[None]:
    """Whatever a test has put into the outbox can be put into words, in every language."""
    yield
    async with database.reading() as session:
        contents = [each.content for each in await session.scalars(sa.select(OutboxMessage))]
    for locale in texts().locales:
        for content in contents:
            screen = pushed_screen(texts().in_(locale), content)
            assert screen.text
            assert screen.markup() is not None
            assert "{" not in screen.text
