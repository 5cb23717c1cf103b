"""The job that puts questions which nothing answers into groups; they are compared in a thread of their own."""

import asyncio

from models.articles.question_groups import grouped, keep_groups, ungrouped
from models.storage.database import Database


async def group_questions(database: Database) -> None:
    """Every new question gets its group, some at a time."""
    while True:
        async with database.reading() as session:
            texts = await ungrouped(session)
        if not texts.new:
            return
        groups = await asyncio.to_thread(grouped, texts)
        async with database.transaction() as session:
            await keep_groups(session, groups)
