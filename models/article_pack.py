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

import frontmatter
import sqlalchemy as sa
import yaml  # type: ignore[import-untyped]
from sqlalchemy.ext.asyncio import AsyncSession

from models.action import ActionTargets, BadAction
from models.article import SOURCE_LOCALE, Article, ArticleKind, ArticleState, ArticleText, write_revision
from models.pack_table import LOCALES, LONGEST_KEY, BadCityPack, PackTable, read_pack_file

HEAD = "---"
LIBRARY_LOCK = 0x6E755F6C
"""Any fixed number: two processes that start at once must not both write the same article."""
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_AUDIENCE, LONGEST_BODY = 40, 120, 80, 4000
"""Characters, in the source language; another may take three times as many."""
_HEAD_LINE = re.compile(r"^([a-z_]+)\s*:", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter(PackTable):
    """The head of an article's file."""

    def bad(self, key: str, problem: str, mend: str) -> BadCityPack:
        found = next((each for each in _HEAD_LINE.finditer(self.text_read) if each[1] == key), None)
        where = f"line {self.text_read[: found.start()].count(chr(10)) + 1}, {key}" if found else key or "line 1"
        return BadCityPack(self.file, where, problem, mend)

    def day(self, key: str) -> date:
        value = self._get(key, "2026-11-23")
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.bad(key, f"{value!r} is no date", "Write it as 2026-11-23, without quotes")
        return value

    def short(self, key: str, most: int) -> str:
        """A text of at most so many characters."""
        text = self.text(key).strip()
        if len(text) > most:
            raise self.bad(key, f"it has {len(text)} characters", f"Say it in {most}")
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


def article_keys(folder: Path) -> list[str]:
    """The keys of the articles in a folder, by the names of the files. Raises BadCityPack for a name that is no key."""
    keys = []
    for file in sorted(folder.glob("*.md")):
        key, *locale = file.name.removesuffix(".md").split(".")
        if not re.fullmatch(f"[a-z_]{{1,{LONGEST_KEY}}}", key) or (locale and locale[0] not in LOCALES):
            mend = f"Name it KEY.md or KEY.en.md, the key of a to z and _ only, {LONGEST_KEY} letters at most"
            raise BadCityPack(file, "", "its name is no key", mend)
        if not locale:
            keys.append(key)
        elif not (folder / f"{key}.md").exists():
            raise BadCityPack(file, "", f"there is no {key}.md beside it", "Write that first")
    return keys


def load_articles(folder: Path, *, topics: Collection[str], targets: ActionTargets) -> list[PackArticle]:
    """Every article of the folder. Raises BadCityPack at the first thing that is wrong."""
    return [_article(folder, key, topics, targets) for key in article_keys(folder)]


def _article(folder: Path, key: str, topics: Collection[str], targets: ActionTargets) -> PackArticle:
    file = folder / f"{key}.md"
    head, body = _parts(file)
    head.only(
        "title", "summary", "audience", "kind", "topics", "from", "to", "replaced_by", "source", "date", "phone",
        "action", "sample",
    )  # fmt: skip
    files = [file]
    texts = {SOURCE_LOCALE: _text(head, body, 1, needs_body=True)}
    for locale in LOCALES:
        other = folder / f"{key}.{locale}.md"
        if locale != SOURCE_LOCALE and other.exists():
            other_head, other_body = _parts(other)
            other_head.only("title", "summary", "audience")
            texts[locale] = _text(other_head, other_body, 3, needs_body=False)
            files.append(other)
    made = PackArticle(
        key=key,
        kind=_kind(head),
        topics=_topics(head, topics),
        effective_from=head.day("from") if head.has("from") else None,
        effective_to=head.day("to") if head.has("to") else None,
        replaced_by=_successor(head, key, targets),
        source=head.text("source"),
        source_date=head.day("date"),
        phone=head.phone("phone") if head.has("phone") else None,
        action=_action(head, targets),
        sample=head.has("sample") and head.flag("sample"),
        texts=texts,
        sha256=_digest(files),
        file=file,
    )
    if made.effective_from and made.effective_to and made.effective_to < made.effective_from:
        raise head.bad("to", "it ends before it begins", "Correct one of the two dates")
    return made


def _parts(file: Path) -> tuple[FrontMatter, str]:
    """The head and the Markdown below it."""
    text = read_pack_file(file)
    try:
        head, body = frontmatter.parse(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else "the head"
        raise BadCityPack(file, line, getattr(error, "problem", None) or str(error), "Correct the head") from error
    if not head:
        raise BadCityPack(file, "line 1", "it has no head", f"Begin with a line {HEAD}, then key: value, then {HEAD}")
    return FrontMatter(file, "", head, text), body


def _text(head: FrontMatter, body: str, room: int, *, needs_body: bool) -> PackText:
    if needs_body and not body:
        raise head.bad("", "it says nothing", "Write the text below the head")
    if len(body) > LONGEST_BODY * room:
        raise head.bad("", f"it has {len(body)} characters", "Make two articles of it")
    return PackText(
        title=head.short("title", LONGEST_TITLE * room),
        summary=head.short("summary", LONGEST_SUMMARY * room),
        audience=head.short("audience", LONGEST_AUDIENCE * room),
        body=body,
    )


def _kind(head: FrontMatter) -> ArticleKind:
    kind = head.text("kind")
    if kind not in list(ArticleKind):
        raise head.bad("kind", f"{kind!r} is no kind of article", f"One of: {', '.join(ArticleKind)}")
    return ArticleKind(kind)


def _topics(head: FrontMatter, known: Collection[str]) -> tuple[str, ...]:
    topics = head.texts_of("topics")
    for each in topics:
        if each not in known:
            raise head.bad("topics", f"{each!r} is no topic of topics.toml", f"Some of: {', '.join(known)}")
    return topics


def _successor(head: FrontMatter, key: str, targets: ActionTargets) -> str | None:
    if not head.has("replaced_by"):
        return None
    successor = head.text("replaced_by")
    if successor == key or successor not in targets.articles:
        raise head.bad("replaced_by", f"{successor!r} is no other article", "Name the key of one in this folder")
    return successor


def _action(head: FrontMatter, targets: ActionTargets) -> str | None:
    if not head.has("action"):
        return None
    try:
        return str(targets.read(head.text("action")))
    except BadAction as error:
        raise head.bad("action", error.problem, error.mend) from error


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
            article.state, article.pack_sha256 = ArticleState.EXPIRED.value, None
            await write_revision(session, article, staff_id=None, now=now)
            changes.ended += 1
    await session.flush()
    return changes


async def _write(session: AsyncSession, article: Article, pack: PackArticle, *, now: datetime) -> None:
    article.kind, article.state = pack.kind.value, ArticleState.PUBLISHED.value
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
