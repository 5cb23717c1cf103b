"""What staff do with articles: write, change, publish, end, and take a change back. Each step leaves a revision.

Anybody of a department writes and changes drafts; what riders read already is changed, published and ended by a lead or
an admin. A change names the revision that it was made from, so that nobody overwrites what they have not seen.
"""

import secrets
import string
from collections.abc import Sequence
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
"""Before the letters of a key that no file of a pack has."""
KEY_LETTERS = 10
MANY = 500


class Part(StrEnum):
    """What of an article can be changed."""

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
"""Characters."""
_OF_TEXT = (Part.TITLE, Part.SUMMARY, Part.AUDIENCE, Part.BODY)
_NEEDED = (Part.TITLE, Part.SUMMARY, Part.AUDIENCE, Part.BODY, Part.SOURCE)


# --- questions ------------------------------------------------------------------------------------------------------


async def article_for_staff(session: AsyncSession, key: str, person: Person) -> Article:
    """The article as its writers see it, drafts too. Raises NotStaff, ArticleGone."""
    await need_staff(session, person)
    found = (await session.scalars(sa.select(Article).where(Article.key == key))).one_or_none()
    if found is None:
        raise ArticleGone(key)
    return found


async def drafts(session: AsyncSession, person: Person) -> list[Titled]:
    """What is being written, the last changed first. Raises NotStaff."""
    await need_staff(session, person)
    query = (
        sa.select(Article.key, ArticleText.title)
        .join(ArticleText, ArticleText.article_id == Article.id)
        .where(Article.state == ArticleState.DRAFT, ArticleText.locale == SOURCE_LOCALE)
        .order_by(Article.changed_at.desc(), Article.id.desc())
        .limit(MANY)
    )
    return [Titled(key, title) for key, title in await session.execute(query)]


async def revision_of(session: AsyncSession, article: Article, number: int) -> ArticleRevision:
    """Raises ArticleGone where it has no such revision."""
    query = sa.select(ArticleRevision).where(ArticleRevision.article_id == article.id, ArticleRevision.number == number)
    found = (await session.scalars(query)).one_or_none()
    if found is None:
        raise ArticleGone(article.key)
    return found


def missing_parts(article: Article, text: ArticleText) -> Sequence[Part]:
    """What has to be written before it can be published."""
    return [part for part in _NEEDED if not getattr(text if part in _OF_TEXT else article, part.value).strip()]


# --- operations -----------------------------------------------------------------------------------------------------


async def create_article(
    session: AsyncSession, person: Person, *, title: str, topic: str, today: date, now: datetime, body: str = ""
) -> Article:
    """A draft about a topic. today: the city's date, as of when its source holds. Raises NotStaff, AnswerTooLong."""
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
    """Writes one part anew, in one language. revision: the one that the writer saw. A new source is as of today.

    Raises NotStaff, ArticleGone, ArticleMovedOn, AnswerTooLong.
    """
    text = _fits(part, text)
    article, staff_id = await _to_change(session, key, person, revision)
    if part is Part.SOURCE:
        article.source, article.source_date = text, today
    elif part is Part.PHONE:
        article.phone = text or None
    else:
        setattr(await _text_in(session, article, locale), part.value, text)
    return await _changed(session, article, staff_id, now)


async def publish_article(session: AsyncSession, key: str, person: Person, *, revision: int, now: datetime) -> Article:
    """From now on riders read it. Raises NotStaff (a lead or admin does it), ArticleGone, ArticleMovedOn,
    ArticleUnfinished."""
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
    """It is over from now on, and names what took its place; whatever was changed meanwhile, and again changes nothing.

    Raises NotStaff (a lead or admin does it), ArticleGone (also of the successor).
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
    """What it said in an earlier revision it says again; whether it is published stays as it is.

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
    """The article, locked, and the post of whoever changes it. revision: None where it does not matter which."""
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
    """Its text in a language; a new one begins with the source language's head, and without a body."""
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
