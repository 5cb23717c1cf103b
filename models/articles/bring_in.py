"""Write the articles of the city pack to the database at every start; only those that changed.

Articles that staff wrote or changed in the chat stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import Article, ArticleState, ArticleText, write_revision
from models.city.articles import PackArticle

LIBRARY_LOCK = 0x6E755F6C
"""An arbitrary fixed number for the lock: two processes that start at once must not write the same article."""


@dataclass(slots=True)
class ArticleChanges:
    """Counts of what a start did with the pack's articles. kept: keys of articles that staff changed, which stay."""

    new: int = 0
    changed: int = 0
    ended: int = 0
    kept: tuple[str, ...] = ()


async def put_articles(session: AsyncSession, articles: Sequence[PackArticle], *, now: datetime) -> ArticleChanges:
    """Bring the articles in line with the pack: write new and changed ones, and expire those that the pack no longer
    has. Articles that staff changed stay as they are. Doing it twice changes nothing."""
    changes = ArticleChanges()
    if session.get_bind().dialect.name == "postgresql":  # processes may start together; SQLite has one writer
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(LIBRARY_LOCK)))
    existing = {each.key: each for each in await session.scalars(sa.select(Article).with_for_update())}
    for pack in articles:
        article = existing.pop(pack.key, None)
        if article is None:
            article = Article(key=pack.key, by_staff=False, revision=0, useful_count=0, useless_count=0)
            changes.new += 1
        elif article.pack_sha256 == pack.sha256:
            continue
        elif article.by_staff:
            article.pack_sha256 = pack.sha256
            changes.kept = (*changes.kept, pack.key)
            continue
        else:
            changes.changed += 1
        await _write(session, article, pack, now=now)
    for article in existing.values():
        if article.pack_sha256 is not None and not article.by_staff:
            article.state, article.pack_sha256 = ArticleState.EXPIRED, None
            await write_revision(session, article, staff_id=None, now=now)
            changes.ended += 1
    await session.flush()
    return changes


async def _write(session: AsyncSession, article: Article, pack: PackArticle, *, now: datetime) -> None:
    article.kind, article.state = pack.kind, ArticleState.PUBLISHED
    article.topics = f"|{'|'.join(pack.topics)}|"
    article.effective_from, article.effective_to = pack.effective_from, pack.effective_to
    article.replaced_by, article.source, article.source_date = pack.replaced_by, pack.source, pack.source_date
    article.phone, article.action, article.sample = pack.phone, pack.action, pack.sample
    article.pack_sha256, article.changed_at = pack.sha256, now
    session.add(article)
    await session.flush()
    await session.execute(sa.delete(ArticleText).where(ArticleText.article_id == article.id))
    for locale, text in pack.texts.items():
        session.add(
            ArticleText(
                article_id=article.id,
                locale=locale,
                title=text.title,
                summary=text.summary,
                audience=text.audience,
                body=text.body,
            )
        )
    await write_revision(session, article, staff_id=None, now=now)
