"""The sample city's articles in a test's database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot.app import App
from models.articles.article import Article, ArticleState, ArticleText
from models.articles.bring_in import put_articles
from models.articles.search import SearchIndex
from models.city.articles import ArticleKind, PackArticle, load_articles
from models.city.pack import City
from models.storage.database import Database

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def sample_articles(city: City) -> list[PackArticle]:
    """Every article of the city's pack, read once."""
    assert city.articles_folder is not None
    return _read(city.articles_folder, city)


_cities: dict[Path, list[PackArticle]] = {}


def _read(folder: Path, city: City) -> list[PackArticle]:
    if folder not in _cities:
        _cities[folder] = load_articles(folder, topics=city.topics, targets=city.action_targets)
    return _cities[folder]


async def put_sample_articles(database: Database, city: City) -> None:
    async with database.transaction() as session:
        await put_articles(session, sample_articles(city), now=NOW)


async def find_articles(app: App, articles: Sequence[PackArticle]) -> None:
    """Put articles in and let the app find them. The index of the same ones is built once a test run: it takes
    seconds."""
    async with app.database.transaction() as session:
        await put_articles(session, articles, now=NOW)
    known = tuple(each.key for each in articles)
    if known not in _indexes:
        await app.library.renew(app.database, app.city, now=NOW)
        assert app.library.index is not None
        _indexes[known] = app.library.index
    app.library.index = _indexes[known]


_indexes: dict[tuple[str, ...], SearchIndex] = {}


async def put_article(
    database: Database,
    key: str,
    *,
    title: str = "标题",
    body: str = "正文。",
    topics: str = "|pay|",
    effective_from: date | None = None,
    effective_to: date | None = None,
    replaced_by: str | None = None,
    action: str | None = None,
) -> None:
    """One article of a test's own."""
    article = Article(
        key=key,
        kind=ArticleKind.GUIDE,
        state=ArticleState.PUBLISHED,
        topics=topics,
        effective_from=effective_from,
        effective_to=effective_to,
        replaced_by=replaced_by,
        source="《某法》",
        source_date=date(2026, 11, 23),
        phone=None,
        action=action,
        sample=False,
        revision=0,
        changed_at=NOW,
        pack_sha256=None,
        by_staff=False,
    )
    async with database.transaction() as session:
        session.add(article)
        await session.flush()
        session.add(
            ArticleText(
                article_id=article.id, locale="zh-CN", title=title, summary="一句话。", audience="都适用", body=body
            )
        )
