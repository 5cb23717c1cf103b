"""Something to read that ends in something to do: a policy, a guide, a question, a service, a story.

An article keeps its key for ever. Its present content is on its row and in its texts, one for each language. Every
change, by staff or by the city pack, leaves a revision. An expired article is never shown as valid: it names its
successor.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.articles.errors import ArticleGone
from models.city.articles import ArticleKind
from models.city.table import SOURCE_LOCALE
from models.storage.database import Base, BigId, Json, UtcDateTime, values_of
from models.storage.wakeups import WakeUp, wake

KEEP_VOTES = timedelta(days=1)
"""How long a person's answer to "was this of use?" is kept: a second tap in that time changes the answer and adds none.
"""

_SOURCE_DAY = re.compile(r"(?<![\d-])(\d{4}-\d\d(?:-\d\d)?)(?![\d-])|〔(\d{4})〕")
_OF_RULES = (ArticleKind.POLICY, ArticleKind.FAQ, ArticleKind.GUIDE)
CLAUSE = re.compile(r"《[^《》]+》第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九十])?")


class ArticleState(StrEnum):
    """DRAFT: only its writers see it. EXPIRED: it says that it no longer applies, and what replaces it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    EXPIRED = "expired"


class Article(Base):
    """One article, in all its languages."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ArticleKind] = mapped_column(
        sa.Enum(ArticleKind, native_enum=False, length=16, values_callable=values_of)
    )
    state: Mapped[ArticleState] = mapped_column(
        sa.Enum(ArticleState, native_enum=False, length=16, values_callable=values_of)
    )
    topics: Mapped[str]
    """Keys of the city pack's topics between bars: `|pay|disputes|`; the first is its main topic."""
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    """The last day on which it applies."""
    replaced_by: Mapped[str | None]
    """The key of the article that replaces it."""
    source: Mapped[str]
    source_date: Mapped[date]
    """The date of the source's statement."""
    phone: Mapped[str | None]
    action: Mapped[str | None]
    """In the format of models/city/actions.py."""
    sample: Mapped[bool]
    """The facts about the city are invented, and the article says so."""
    revision: Mapped[int]
    """The number of the newest revision."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pack_sha256: Mapped[str | None]
    """The digest of the city pack's files that it was last compared with; NULL: the pack has no such article."""
    by_staff: Mapped[bool]
    """Staff changed it, so the city pack no longer overwrites it."""
    useful_count: Mapped[int] = mapped_column(default=0)
    useless_count: Mapped[int] = mapped_column(default=0)

    def topic_keys(self) -> tuple[str, ...]:
        return tuple(self.topics.strip("|").split("|"))

    def in_force(self, today: date) -> bool:
        """Whether it may be shown as valid. today: the city's date."""
        return (
            self.state == ArticleState.PUBLISHED
            and (self.effective_from is None or self.effective_from <= today)
            and (self.effective_to is None or today <= self.effective_to)
        )


class ArticleText(Base):
    """An article's text in one language. body: Markdown; empty if there are only a title and a summary."""

    __tablename__ = "article_text"

    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    """The answer in one sentence."""
    audience: Mapped[str]
    """The readers it is for, in a few words."""
    body: Mapped[str]

    def clauses(self) -> tuple[str, ...]:
        """The clauses that it cites, each once: `《劳动争议调解仲裁法》第二十七条`."""
        return tuple(dict.fromkeys(CLAUSE.findall(self.body)))


class ArticleRevision(Base):
    """An article as it was after one change. staff_id: the author of the change; NULL: the city pack."""

    __tablename__ = "article_revision"
    __table_args__ = (sa.UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int | None]
    content: Mapped[Json] = mapped_column(sa.JSON)
    """The columns and texts of that revision."""


class ArticleVote(Base):
    """Whether a person found an article useful. Kept for KEEP_VOTES so that nobody counts twice; the article has the
    counts."""

    __tablename__ = "article_vote"

    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    useful: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True, slots=True)
class Titled:
    """An article in a list."""

    key: str
    title: str


# --- questions ------------------------------------------------------------------------------------------------------


async def find_article(session: AsyncSession, key: str) -> Article:
    """The article, valid or expired. Raises ArticleGone if there is none, or only a draft."""
    found = (await session.scalars(sa.select(Article).where(Article.key == key))).one_or_none()
    if found is None or found.state == ArticleState.DRAFT:
        raise ArticleGone(key)
    return found


async def texts_of(session: AsyncSession, article: Article) -> dict[str, ArticleText]:
    """The article's texts by locale; the source language is always among them."""
    found = await session.scalars(sa.select(ArticleText).where(ArticleText.article_id == article.id))
    return {each.locale: each for each in found}


async def successor_of(session: AsyncSession, article: Article, today: date) -> Article | None:
    """The valid article at the end of an expired article's chain of replacements; None if there is none."""
    seen = {article.key}
    while article.replaced_by is not None and article.replaced_by not in seen:
        seen.add(article.replaced_by)
        following = (await session.scalars(sa.select(Article).where(Article.key == article.replaced_by))).one_or_none()
        if following is None:
            return None
        if following.in_force(today):
            return following
        article = following
    return None


async def articles_of_topic(
    session: AsyncSession, topic: str, *, locale: str, today: date, first: Sequence[str] = ()
) -> list[Titled]:
    """The articles in force about a topic, titled in the language, or in the source language if that text is missing.
    Keys in `first` come first, then articles whose main topic this is; within each, the most useful first.
    """
    query = (
        sa.select(Article.key, Article.topics, ArticleText.locale, ArticleText.title)
        .join(ArticleText, ArticleText.article_id == Article.id)
        .where(_in_force(today), Article.topics.contains(f"|{topic}|", autoescape=True))
        .where(ArticleText.locale.in_({locale, SOURCE_LOCALE}))
        .order_by(Article.useful_count.desc(), Article.id)
    )
    titles: dict[str, str] = {}
    places: dict[str, tuple[int, bool]] = {}
    for key, topics, found, title in await session.execute(query):
        if key not in titles or found == locale:
            titles[key] = title
        place = first.index(key) if key in first else len(first)
        places[key] = (place, not topics.startswith(f"|{topic}|"))
    return [Titled(key, titles[key]) for key in sorted(titles, key=lambda key: places[key])]


async def newest_articles(session: AsyncSession, *, locale: str, today: date, limit: int) -> list[tuple[Titled, str]]:
    """The articles in force about dated rules, with the day of the rule, the newest rule first. A day is written
    2026-03-01, or 2026-03 or 2026 where the source says no more.
    """
    found = []
    for article, texts in await articles_in_force(session, today):
        day = _day_of_rule(article)
        if day is not None:
            title = (texts.get(locale) or next(iter(texts.values()))).title
            found.append((Titled(article.key, title), day))
    return sorted(found, key=lambda each: each[1], reverse=True)[:limit]


def _day_of_rule(article: Article) -> str | None:
    """The day from which the article applies, else the last that its source names; None if it is about no rule."""
    if article.kind not in _OF_RULES:
        return None
    if article.effective_from is not None:
        return article.effective_from.isoformat()
    return max((day or year for day, year in _SOURCE_DAY.findall(article.source)), default=None)


async def topics_in_use(session: AsyncSession, today: date) -> set[str]:
    """The topics of all articles in force."""
    rows = await session.scalars(sa.select(Article.topics).where(_in_force(today)).distinct())
    return {topic for topics in rows for topic in topics.strip("|").split("|")}


async def articles_in_force(session: AsyncSession, today: date) -> list[tuple[Article, Mapping[str, ArticleText]]]:
    """All articles in force, each with its texts by locale."""
    articles = (await session.scalars(sa.select(Article).where(_in_force(today)).order_by(Article.id))).all()
    texts: dict[int, dict[str, ArticleText]] = {each.id: {} for each in articles}
    for text in await session.scalars(sa.select(ArticleText)):
        if text.article_id in texts:
            texts[text.article_id][text.locale] = text
    return [(each, texts[each.id]) for each in articles]


async def library_version(session: AsyncSession) -> int:
    """A number that changes with every revision of any article. Articles also come into force and expire at midnight,
    without one."""
    return (await session.scalars(sa.select(sa.func.coalesce(sa.func.max(ArticleRevision.id), 0)))).one()


async def history_of(session: AsyncSession, article: Article, *, limit: int = 20) -> Sequence[ArticleRevision]:
    """The article's revisions, the newest first."""
    query = sa.select(ArticleRevision).where(ArticleRevision.article_id == article.id)
    return (await session.scalars(query.order_by(ArticleRevision.number.desc()).limit(limit))).all()


async def votes_of(session: AsyncSession, person_id: int) -> Sequence[ArticleVote]:
    """The person's votes that are not deleted yet (KEEP_VOTES)."""
    query = sa.select(ArticleVote).where(ArticleVote.person_id == person_id)
    return (await session.scalars(query.order_by(ArticleVote.article_id))).all()


def _in_force(today: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        Article.state == ArticleState.PUBLISHED,
        sa.or_(Article.effective_from.is_(None), Article.effective_from <= today),
        sa.or_(Article.effective_to.is_(None), Article.effective_to >= today),
    )


# --- operations -----------------------------------------------------------------------------------------------------


async def lock_article(session: AsyncSession, key: str) -> Article | None:
    """The article, drafts included, locked for a change; None if there is none."""
    query = sa.select(Article).where(Article.key == key).with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(query)).one_or_none()


async def write_revision(session: AsyncSession, article: Article, *, staff_id: int | None, now: datetime) -> None:
    """Keeps the article and its texts as they are now as the newest revision."""
    article.revision += 1
    article.changed_at = now
    await session.flush()
    texts = await texts_of(session, article)
    content = {
        **{name: _plain(getattr(article, name)) for name in _KEPT},
        "texts": {locale: {name: getattr(text, name) for name in _SAID} for locale, text in sorted(texts.items())},
    }
    session.add(
        ArticleRevision(article_id=article.id, number=article.revision, at=now, staff_id=staff_id, content=content)
    )
    wake(session, WakeUp.LIBRARY)
    await session.flush()


_KEPT = (
    "kind", "state", "topics", "effective_from", "effective_to", "replaced_by", "source", "source_date", "phone",
    "action",
)  # fmt: skip
_SAID = ("title", "summary", "audience", "body")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


async def say_useful(session: AsyncSession, key: str, *, person_id: int, useful: bool, now: datetime) -> Article:
    """Counts the person's answer to "was this of use?"; a second answer within KEEP_VOTES replaces the first.

    Raises ArticleGone.
    """
    article = await lock_article(session, key)
    if article is None or article.state == ArticleState.DRAFT:
        raise ArticleGone(key)
    vote = await session.get(ArticleVote, (article.id, person_id))
    if vote is not None and vote.useful == useful:
        return article
    if vote is not None:
        _count(article, useful=vote.useful, by=-1)
        vote.useful = useful
    else:
        session.add(ArticleVote(article_id=article.id, person_id=person_id, useful=useful, at=now))
    _count(article, useful=useful, by=1)
    await session.flush()
    return article


def _count(article: Article, *, useful: bool, by: int) -> None:
    if useful:
        article.useful_count += by
    else:
        article.useless_count += by


async def forget_votes(session: AsyncSession, *, now: datetime) -> None:
    """Deletes old votes, so that nobody knows any more who voted; the counts stay."""
    await session.execute(sa.delete(ArticleVote).where(ArticleVote.at < now - KEEP_VOTES))
