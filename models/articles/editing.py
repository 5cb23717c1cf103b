"""Editing of articles by staff: write, change, publish, expire, and restore a revision. Each step leaves a revision.

All staff of a department can write and change drafts. Only a lead or an administrator publishes, and changes or expires
a published article. A change names the revision that it is based on, so that nobody overwrites changes unseen.
"""

import secrets
import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import (
    Article,
    ArticleRevision,
    ArticleState,
    ArticleText,
    Titled,
    lock_article,
    texts_of,
    write_revision,
)
from models.articles.errors import ArticleGone, ArticleMovedOn, ArticleUnfinished
from models.articles.unanswered import tell_askers
from models.city.articles import LONGEST_AUDIENCE, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_TITLE, ArticleKind
from models.city.table import SOURCE_LOCALE
from models.errors import AnswerTooLong
from models.people.person import Person
from models.staff.post import StaffRole, need_staff
from models.values.clean_text import clean_text

OWN_KEY = "own_"
"""The prefix of the key of an article that was made in the chat."""
KEY_LETTERS = 10
MANY = 500


class Part(StrEnum):
    """The parts of an article that can be changed."""

    TITLE = "title"
    SUMMARY = "summary"
    AUDIENCE = "audience"
    BODY = "body"
    SOURCE = "source"
    PHONE = "phone"


LONGEST = {
    Part.TITLE: LONGEST_TITLE,
    Part.SUMMARY: LONGEST_SUMMARY,
    Part.AUDIENCE: LONGEST_AUDIENCE,
    Part.BODY: LONGEST_BODY,
    Part.SOURCE: 200,
    Part.PHONE: 20,
}
"""Characters; a longer text is refused."""
_OF_TEXT = (Part.TITLE, Part.SUMMARY, Part.AUDIENCE, Part.BODY)
_NEEDED = (Part.TITLE, Part.SUMMARY, Part.AUDIENCE, Part.BODY, Part.SOURCE)


# --- questions ------------------------------------------------------------------------------------------------------


async def article_for_staff(session: AsyncSession, key: str, person: Person) -> Article:
    """An article for staff, drafts included. Raises NotStaff, ArticleGone."""
    await need_staff(session, person)
    found = (await session.scalars(sa.select(Article).where(Article.key == key))).one_or_none()
    if found is None:
        raise ArticleGone(key)
    return found


async def drafts(session: AsyncSession, person: Person) -> list[Titled]:
    """The drafts, last changed first. Raises NotStaff."""
    await need_staff(session, person)
    query = (
        sa.select(Article.key, ArticleText.title)
        .join(ArticleText, ArticleText.article_id == Article.id)
        .where(Article.state == ArticleState.DRAFT, ArticleText.locale == SOURCE_LOCALE)
        .order_by(Article.changed_at.desc(), Article.id.desc())
        .limit(MANY)
    )
    return [Titled(key, title) for key, title in await session.execute(query)]


async def articles_listed(
    session: AsyncSession,
    person: Person,
    *,
    state: ArticleState | None = None,
    words: str = "",
    limit: int = 50,
    skip: int = 0,
) -> Sequence[tuple[Article, str]]:
    """Articles with their titles in the source language, the last changed first; words: of the title. Raises
    NotStaff."""
    await need_staff(session, person)
    query = (
        sa.select(Article, ArticleText.title)
        .join(ArticleText, ArticleText.article_id == Article.id)
        .where(ArticleText.locale == SOURCE_LOCALE)
        .order_by(Article.changed_at.desc(), Article.id.desc())
    )
    if state is not None:
        query = query.where(Article.state == state)
    if words:
        query = query.where(ArticleText.title.contains(words, autoescape=True))
    return [(row[0], row[1]) for row in await session.execute(query.limit(limit).offset(skip))]


async def revision_of(session: AsyncSession, article: Article, number: int) -> ArticleRevision:
    """The revision of an article with this number. Raises ArticleGone if there is none."""
    query = sa.select(ArticleRevision).where(ArticleRevision.article_id == article.id, ArticleRevision.number == number)
    found = (await session.scalars(query)).one_or_none()
    if found is None:
        raise ArticleGone(article.key)
    return found


def missing_parts(article: Article, text: ArticleText) -> Sequence[Part]:
    """The parts that must be written before the article can be published."""
    return [part for part in _NEEDED if not getattr(text if part in _OF_TEXT else article, part.value).strip()]


# --- operations -----------------------------------------------------------------------------------------------------


async def create_article(
    session: AsyncSession, person: Person, *, title: str, topic: str, today: date, now: datetime, body: str = ""
) -> Article:
    """Create a draft about a topic. today: the city's date; it becomes the date of the source. Raises NotStaff,
    AnswerTooLong."""
    staff = await need_staff(session, person)
    title, body = _fits(Part.TITLE, title), _fits(Part.BODY, body)
    letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(KEY_LETTERS))
    article = Article(
        key=OWN_KEY + letters,
        kind=ArticleKind.GUIDE,
        state=ArticleState.DRAFT,
        topics=f"|{topic}|",
        source="",
        source_date=today,
        sample=False,
        revision=0,
        changed_at=now,
        by_staff=True,
        useful_count=0,
        useless_count=0,
    )
    session.add(article)
    await session.flush()
    session.add(
        ArticleText(article_id=article.id, locale=SOURCE_LOCALE, title=title, summary="", audience="", body=body)
    )
    await write_revision(session, article, staff_id=staff.id, now=now)
    return article


async def change_article(
    session: AsyncSession,
    key: str,
    person: Person,
    *,
    part: Part,
    text: str,
    locale: str,
    revision: int,
    today: date,
    now: datetime,
) -> Article:
    """Replace one part in one language; as `change_parts`."""
    about = {"locale": locale, "revision": revision, "today": today, "now": now}
    return await change_parts(session, key, person, {part: text}, **about)  # type: ignore[arg-type]


async def change_parts(
    session: AsyncSession,
    key: str,
    person: Person,
    parts: Mapping[Part, str],
    *,
    locale: str,
    revision: int,
    today: date,
    now: datetime,
) -> Article:
    """Replace parts in one language, in one revision. revision: the one that the writer saw. A new source gets the date
    of today.

    Raises NotStaff, ArticleGone, ArticleMovedOn, AnswerTooLong.
    """
    fitting = {part: _fits(part, text) for part, text in parts.items()}
    article, staff_id = await _to_change(session, key, person, revision)
    for part, text in fitting.items():
        if part is Part.SOURCE:
            article.source, article.source_date = text, today
        elif part is Part.PHONE:
            article.phone = text or None
        else:
            setattr(await _text_in(session, article, locale), part.value, text)
    return await _changed(session, article, staff_id, now)


def part_of(article: Article, text: ArticleText | None, part: Part) -> str:
    """The text of a part as it is; empty if it is not written."""
    if part in _OF_TEXT:
        return getattr(text, part.value) if text is not None else ""
    return getattr(article, part.value) or ""


async def publish_article(session: AsyncSession, key: str, person: Person, *, revision: int, now: datetime) -> Article:
    """Publish an article, and tell the people who asked for it. Raises NotStaff (only a lead or administrator may),
    ArticleGone, ArticleMovedOn, ArticleUnfinished."""
    await need_staff(session, person, StaffRole.LEAD, StaffRole.ADMIN)
    article, staff_id = await _to_change(session, key, person, revision)
    missing = missing_parts(article, (await texts_of(session, article))[SOURCE_LOCALE])
    if missing:
        raise ArticleUnfinished(missing[0].value)
    article.state, article.effective_to, article.replaced_by = ArticleState.PUBLISHED, None, None
    titles = {locale: text.title for locale, text in (await texts_of(session, article)).items()}
    await tell_askers(session, key, titles, now=now)
    return await _changed(session, article, staff_id, now)


async def expire_article(
    session: AsyncSession, key: str, person: Person, *, successor: str | None, now: datetime
) -> Article:
    """Expire an article, whatever its revision, and name its successor if there is one. Expiring it again changes
    nothing.

    Raises NotStaff (only a lead or administrator may), ArticleGone (also if the successor does not exist).
    """
    await need_staff(session, person, StaffRole.LEAD, StaffRole.ADMIN)
    article, staff_id = await _to_change(session, key, person, None)
    if successor is not None and successor != key:
        await article_for_staff(session, successor, person)
        article.replaced_by = successor
    elif article.state == ArticleState.EXPIRED:
        return article
    article.state = ArticleState.EXPIRED
    return await _changed(session, article, staff_id, now)


async def restore_revision(
    session: AsyncSession, key: str, person: Person, *, number: int, revision: int, now: datetime
) -> Article:
    """Restore the content of an earlier revision. Whether the article is published does not change.

    Raises NotStaff, ArticleGone, ArticleMovedOn.
    """
    article, staff_id = await _to_change(session, key, person, revision)
    content: dict[str, Any] = (await revision_of(session, article, number)).content
    article.source, article.phone = content["source"], content["phone"]
    article.source_date = date.fromisoformat(content["source_date"])
    for locale, said in content["texts"].items():
        text = await _text_in(session, article, locale)
        for part in _OF_TEXT:
            setattr(text, part.value, said[part.value])
    return await _changed(session, article, staff_id, now)


async def _to_change(session: AsyncSession, key: str, person: Person, revision: int | None) -> tuple[Article, int]:
    """The locked article, and the post of the person who changes it. revision: None to accept any. Raises NotStaff,
    ArticleGone, ArticleMovedOn."""
    staff = await need_staff(session, person)
    article = await lock_article(session, key)
    if article is None:
        raise ArticleGone(key)
    if article.state == ArticleState.PUBLISHED:
        staff = await need_staff(session, person, StaffRole.LEAD, StaffRole.ADMIN)
    if revision is not None and article.revision != revision:
        raise ArticleMovedOn(key)
    return article, staff.id


async def _changed(session: AsyncSession, article: Article, staff_id: int, now: datetime) -> Article:
    article.by_staff = True
    await write_revision(session, article, staff_id=staff_id, now=now)
    return article


async def _text_in(session: AsyncSession, article: Article, locale: str) -> ArticleText:
    """The article's text in a language; a new one starts with title, summary and audience of the source language."""
    texts = await texts_of(session, article)
    if locale not in texts:
        source = texts[SOURCE_LOCALE]
        texts[locale] = ArticleText(
            article_id=article.id,
            locale=locale,
            title=source.title,
            summary=source.summary,
            audience=source.audience,
            body="",
        )
        session.add(texts[locale])
    return texts[locale]


def _fits(part: Part, text: str) -> str:
    text = clean_text(text)
    if len(text) > LONGEST[part]:
        raise AnswerTooLong(LONGEST[part])
    return text
