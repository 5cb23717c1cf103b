"""The job that groups the questions which nothing answers; a thread of its own compares them."""

import asyncio

from models.articles.question_groups import grouped, keep_groups, ungrouped
from models.storage.database import Database


async def group_questions(database: Database) -> None:
    """Put every new question into a group, some at a time."""
    while True:
        async with database.reading() as session:
            texts = await ungrouped(session)
        if not texts.new:
            return
        groups = await asyncio.to_thread(grouped, texts)
        async with database.transaction() as session:
            await keep_groups(session, groups)
