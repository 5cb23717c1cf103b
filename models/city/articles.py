"""The articles of a city pack: `articles/KEY.md` in the source language, `articles/KEY.en.md` beside it where there is
one, each with what it is about between two lines of `---` at its head.

They are brought in at every start, changed files only. What staff wrote in the chat stays as they wrote it.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import frontmatter
import sqlalchemy as sa
import yaml  # type: ignore[import-untyped]
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import SOURCE_LOCALE, Article, ArticleKind, ArticleState, ArticleText, write_revision
from models.city.actions import ActionTargets, action_of
from models.city.table import LOCALES, LONGEST_SHARED_KEY, Complaint, Complaints, PackTable, complaining, read_pack_file

HEAD = "---"
LIBRARY_LOCK = 0x6E755F6C
"""Any fixed number: two processes that start at once must not both write the same article."""
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_AUDIENCE, LONGEST_BODY = 40, 120, 80, 4000
"""Characters, in the source language; another may take three times as many."""
_HEAD_LINE = re.compile(r"^([a-z_]+)\s*:", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter(PackTable):
    """The head of an article's file."""

    def _line(self, path: str) -> int | None:
        found = next((each for each in _HEAD_LINE.finditer(self.text_read) if each[1] == path), None)
        return self.text_read[: found.start()].count("\n") + 1 if found else 1

    def day(self, key: str) -> date:
        value = self._get(key, "2026-11-23")
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.unusable(key, "pack-no-date", said=value)
        return date(2000, 1, 1)

    def short(self, key: str, most: int) -> str:
        """A text of at most so many characters."""
        text = self.text(key).strip()
        if len(text) > most:
            self.bad(key, "pack-too-long", length=len(text), most=most)
        return text

    def phone(self, key: str) -> str:
        value = self._get(key, '"12348"')
        return str(value) if isinstance(value, int) else self.text(key)


@dataclass(frozen=True)
class PackText:
    title: str
    summary: str
    audience: str
    body: str


@dataclass(frozen=True)
class PackArticle:
    """An article as the pack has it. sha256: of its files, in hexadecimal."""

    key: str
    kind: ArticleKind
    topics: tuple[str, ...]
    effective_from: date | None
    effective_to: date | None
    replaced_by: str | None
    source: str
    source_date: date
    phone: str | None
    action: str | None
    sample: bool
    """What it says of the city is invented."""
    texts: Mapping[str, PackText]
    sha256: str
    file: Path


def article_keys(folder: Path, complaints: Complaints | None = None) -> list[str]:
    """The keys of the articles in a folder, by the names of the files. Raises BadCityPack as `complaining` says."""
    keys = []
    with complaining(complaints) as found:
        for file in sorted(folder.glob("*.md")):
            key, *locale = file.name.removesuffix(".md").split(".")
            if not re.fullmatch(f"[a-z0-9_]{{1,{LONGEST_SHARED_KEY}}}", key):
                found.add(Complaint(file, "pack-bad-file-name", {"most": str(LONGEST_SHARED_KEY)}))
            elif locale and (len(locale) > 1 or locale[0] not in LOCALES):
                found.add(Complaint(file, "pack-bad-language", {"said": ".".join(locale), "known": ", ".join(LOCALES)}))
            if not locale:
                keys.append(key)
            elif not (folder / f"{key}.md").exists():
                found.add(Complaint(file, "pack-no-original", {"name": f"{key}.md"}))
    return keys


def load_articles(
    folder: Path, *, topics: Collection[str], targets: ActionTargets, complaints: Complaints | None = None
) -> list[PackArticle]:
    """Every article of the folder. Raises BadCityPack as `complaining` says."""
    with complaining(complaints) as found:
        return [_article(folder, key, topics, targets, found) for key in article_keys(folder, found)]


def _article(
    folder: Path, key: str, topics: Collection[str], targets: ActionTargets, complaints: Complaints
) -> PackArticle:
    file = folder / f"{key}.md"
    head, body = _parts(file, complaints)
    head.only(
        "title", "summary", "audience", "kind", "topics", "from", "to", "replaced_by", "source", "date", "phone",
        "action", "sample",
    )  # fmt: skip
    files = [file]
    texts = {SOURCE_LOCALE: _text(head, body, 1, needs_body=True)}
    for locale in LOCALES:
        other = folder / f"{key}.{locale}.md"
        if locale != SOURCE_LOCALE and other.exists():
            other_head, other_body = _parts(other, complaints)
            other_head.only("title", "summary", "audience")
            texts[locale] = _text(other_head, other_body, 3, needs_body=False)
            files.append(other)
    action = action_of(head, targets) if head.has("action") else None
    made = PackArticle(
        key=key,
        kind=_kind(head),
        topics=head.all_named("topics", topics, "topics.toml"),
        effective_from=head.day("from") if head.has("from") else None,
        effective_to=head.day("to") if head.has("to") else None,
        replaced_by=_successor(head, key, targets) if head.has("replaced_by") else None,
        source=head.text("source"),
        source_date=head.day("date"),
        phone=head.phone("phone") if head.has("phone") else None,
        action=str(action) if action else None,
        sample=head.has("sample") and head.flag("sample"),
        texts=texts,
        sha256="" if head.unread else _digest(files),
        file=file,
    )
    if made.effective_from and made.effective_to and made.effective_to < made.effective_from:
        head.bad("to", "pack-ends-first", key="from")
    return made


def _parts(file: Path, complaints: Complaints) -> tuple[FrontMatter, str]:
    """The head and the Markdown below it; an unread head, and a complaint, where it cannot be read."""
    text = read_pack_file(file, complaints)
    head: Any = None
    body = ""
    try:
        if text is not None:
            head, body = frontmatter.parse(text)
            if not isinstance(head, dict) or not head:
                complaints.add(Complaint(file, "pack-no-head", line=1))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        complaints.add(Complaint(file, "pack-bad-head", {"reason": reason}, mark.line + 1 if mark else 1))
    if isinstance(head, dict) and head:
        return FrontMatter(file, "", head, complaints, text or ""), body
    return FrontMatter(file, "", {}, complaints, wrong={""}), body


def _text(head: FrontMatter, body: str, room: int, *, needs_body: bool) -> PackText:
    if needs_body and not body:
        head.bad("", "pack-no-body")
    if len(body) > LONGEST_BODY * room:
        head.bad("", "pack-body-too-long", length=len(body), most=LONGEST_BODY * room)
    return PackText(
        title=head.short("title", LONGEST_TITLE * room),
        summary=head.short("summary", LONGEST_SUMMARY * room),
        audience=head.short("audience", LONGEST_AUDIENCE * room),
        body=body,
    )


def _kind(head: FrontMatter) -> ArticleKind:
    kind = head.named("kind", list(ArticleKind), "kind")
    return ArticleKind(kind) if kind in list(ArticleKind) else next(iter(ArticleKind))


def _successor(head: FrontMatter, key: str, targets: ActionTargets) -> str:
    successor = head.text("replaced_by")
    if successor == key:
        head.bad("replaced_by", "pack-replaces-itself")
    else:
        head.check_known("replaced_by", [successor], targets.articles, "articles/")
    return successor


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


# --- operations -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class ArticleChanges:
    """What a start did with the pack's articles. kept: keys that staff changed, and that stay as they are."""

    new: int = 0
    changed: int = 0
    ended: int = 0
    kept: tuple[str, ...] = ()


async def put_articles(session: AsyncSession, articles: Sequence[PackArticle], *, now: datetime) -> ArticleChanges:
    """Makes the library say what the pack says: new and changed articles are written, those that the pack no longer
    has expire; what staff changed is left alone. Doing it twice changes nothing."""
    changes = ArticleChanges()
    if session.get_bind().dialect.name == "postgresql":  # processes that start together; SQLite has one writer
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(LIBRARY_LOCK)))
    there = {each.key: each for each in await session.scalars(sa.select(Article).with_for_update())}
    for pack in articles:
        article = there.pop(pack.key, None)
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
    for article in there.values():
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
