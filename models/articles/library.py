"""The passages that the search covers: articles in force, and benefits, events, case types and needs of the city
pack."""

import asyncio
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from models.articles.article import CLAUSE, Article, ArticleText, articles_in_force, library_version
from models.articles.learning_likeness import CODE, MODULE, source_of
from models.articles.likeness import Likeness, unpacked
from models.articles.search import FoundKind, Hit, Passage, SearchIndex, taught_by
from models.city.actions import ActionKind
from models.city.articles import ArticleKind
from models.city.intents import IDLE
from models.city.pack import City, Titles
from models.city.table import LOCALES
from models.learned.kept import Lesson, learned_before, learned_once
from models.learned.looked_at import LookedAt
from models.storage.database import Database

log = structlog.get_logger(__name__)

FOUND = 12
"""Things that a search finds at most."""
LONGEST_HEADING = 16
"""Characters; a longer line is no heading."""
LONGEST_PASSAGE = 160
"""Characters shown of a Chinese passage; another language shows twice as many."""
_MARKDOWN = re.compile(r"\*\*|__|`|^#+\s*|^\s*(?:[-*]|\d+\.)\s+|\[([^\]]*)\]\([^)]*\)", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)")
_LAW = re.compile("《[^《》]+》")
_CLAUSE_OR_LAW = re.compile(r"(?P<law>《[^《》]+》)|(?<!》)第[一二三四五六七八九十百零]+条")
_SENTENCE = re.compile(r"(?<=[。！？；.!?;])")


@dataclass(frozen=True, slots=True)
class Edition:
    """The state of the passages' sources: it changes with every change of an article, and at midnight."""

    version: int
    today: date


@dataclass(slots=True)
class Library:
    """The current search index, always replaced as a whole; None before the first is built.

    looked_at: the questions that were looked at closely.
    """

    index: SearchIndex | None = None
    edition: Edition | None = None
    looked_at: LookedAt = field(default_factory=LookedAt)
    _made_from: bytes = b""
    """The digest of the passages of the index."""
    _learning: asyncio.Task[None] | None = None
    """Learns what is not in the index yet."""

    async def renew(self, database: Database, city: City, *, now: datetime, kept: Path | None = None) -> bool:
        """Rebuild the index if what can be found changed, while the old one is used. Returns whether it did.

        kept: a folder that keeps what is learned, in processes of their own, and put into the index then; if None, it
        is learned in a thread, without vectors, before the index is there.
        """
        today = now.astimezone(city.zone).date()
        async with database.reading() as session:
            edition = await edition_of(session, today)
            if edition == self.edition:
                return False
            passages = await passages_of(session, city, today)
        made_from = hashlib.sha256(repr(passages).encode()).digest()
        changed = made_from != self._made_from
        if changed:
            await self._rebuild(passages, city, kept)
        self.edition, self._made_from = edition, made_from
        return changed

    def search(self, question: str, *, locale: str) -> list[Hit]:
        """The best things for a question; none before the first index is built."""
        if self.index is None:
            return []
        return self.index.search(question, locale=locale, limit=FOUND, vector=self.looked_at.vector(question))

    async def all_learned(self) -> None:
        """Wait until the index holds everything that is being learned."""
        if self._learning is not None:
            await self._learning

    async def _rebuild(self, passages: Sequence[Passage], city: City, kept: Path | None) -> None:
        """Build the index with what was learned of the same passages; what was not yet, is learned after it."""
        nothing = tuple(said for intent in IDLE for said in city.intents.get(intent, ()))
        words = city.search_words
        if kept is None:
            self.index = await asyncio.to_thread(SearchIndex, passages, words, nothing)
            return
        if self._learning is not None:
            self._learning.cancel()
        source = source_of(await asyncio.to_thread(taught_by, passages, nothing))
        lessons = [Lesson(kept, "search", MODULE, source, CODE)]
        if self.looked_at.encodes:
            arguments = str(self.looked_at.shipped), str(kept)
            lessons.append(replace(lessons[0], kind="search_closer", arguments=arguments))
        known: Mapping[str, Likeness] | None = None
        to_learn: list[Lesson] = []
        while lessons and known is None:
            known = await learned_before(lessons[-1], unpacked)
            if known is None:
                to_learn.insert(0, lessons.pop())
        before = self.index.likeness if self.index is not None else {}
        index = await asyncio.to_thread(SearchIndex, passages, words, nothing, before if known is None else known)
        self._use(index)
        if to_learn:
            self._learning = asyncio.create_task(self._learn(to_learn))

    async def _learn(self, lessons: Sequence[Lesson]) -> None:
        """Put what is learned into the index. What cannot be learned is left out."""
        try:
            for lesson in lessons:
                likeness = await learned_once(lesson, unpacked)
                assert self.index is not None
                self._use(self.index.with_likeness(likeness))
        except Exception:
            log.exception("the search goes on with what it has learned")

    def _use(self, index: SearchIndex) -> None:
        self.index = index
        self.looked_at.wanted |= any(each.closer is not None for each in index.likeness.values())


async def edition_of(session: AsyncSession, today: date) -> Edition:
    """The current edition. today: the city's date."""
    return Edition(await library_version(session), today)


async def passages_of(session: AsyncSession, city: City, today: date) -> list[Passage]:
    """All passages that can be found. today: the city's date."""
    articles = await articles_in_force(session, today)
    forms = forms_of({article.key: article.action for article, _ in articles}, city)
    return [
        *(passage for article, texts in articles for passage in _of_article(article, texts, city, forms)),
        *_of_benefits(city),
        *_of_events(city),
        *_of_case_types(city),
        *_of_needs(city),
    ]


def forms_of(actions: Mapping[str, str | None], city: City) -> dict[str, str]:
    """Article -> the case type that it ends in, that the article it leads to ends in, or that offers it to read. It has
    none if there is no such type. actions: as the articles have them."""
    found = {each.article: each.key for each in reversed([*city.case_types.values()]) if each.article is not None}
    ends = {key: action.partition(":") for key, action in actions.items() if action is not None}
    found |= {key: of for key, (kind, _, of) in ends.items() if kind == ActionKind.CASE and of in city.case_types}
    next_one = {key: of for key, (kind, _, of) in ends.items() if kind == ActionKind.ARTICLE and of in found}
    return {**{key: found[of] for key, of in next_one.items()}, **found}


def _of_article(
    article: Article, texts: Mapping[str, ArticleText], city: City, forms: Mapping[str, str]
) -> Iterator[Passage]:
    """The summary and each paragraph of an article, for every language; another one stands in for a missing
    language."""
    for locale in LOCALES:
        said = texts.get(locale) or next(iter(texts.values()))
        asked = city.questions.get(article.key, {}).get(locale, ())
        for number, text in enumerate((said.summary, *_paragraphs(with_laws(said.body, article.source)))):
            clause = CLAUSE.search(text) or CLAUSE.search(said.body)
            yield Passage(
                FoundKind.ARTICLE,
                article.key,
                locale,
                said.title,
                _shortened(text, LONGEST_PASSAGE if said.locale == LOCALES[0] else 2 * LONGEST_PASSAGE),
                clause[0] if clause else None,
                article.source_date,
                answer=said.summary,
                audience=said.audience,
                asked=asked if number == 0 else (),
                story=article.kind is ArticleKind.STORY,
                form=forms.get(article.key, ""),
            )


def with_laws(body: str, source: str) -> str:
    """The text in which each clause names its law: a bare 第八十二条 is of the law named last before it, or of the
    source."""
    law = _LAW.search(source)
    named = law[0] if law else None

    def completed(match: re.Match[str]) -> str:
        nonlocal named
        named = match["law"] or named
        return match[0] if match["law"] or named is None else f"{named}{match[0]}"

    return _CLAUSE_OR_LAW.sub(completed, body)


def _paragraphs(body: str) -> list[str]:
    """The paragraphs of a Markdown body; a heading is put before each paragraph below it."""
    found: list[str] = []
    heading = ""
    for raw in _PARAGRAPH.split(body):
        text = " ".join(_MARKDOWN.sub(lambda link: link[1] or "", raw).split())
        if not text:
            continue
        if len(text) <= LONGEST_HEADING and not _SENTENCE.split(text)[1:]:
            heading = text
            continue
        headed = "：" in text[:LONGEST_HEADING]
        found.append(f"{heading}：{text}" if heading and heading.isascii() is False and not headed else text)
    return found


def _shortened(text: str, most: int) -> str:
    """As many whole sentences as fit; if the first is too long, it is cut."""
    if len(text) <= most:
        return text
    kept = ""
    for sentence in _SENTENCE.split(text):
        if len(kept) + len(sentence) > most:
            break
        kept += sentence
    return kept or text[: most - 1] + "…"


def _of_benefits(city: City) -> Iterator[Passage]:
    for key, benefit in city.benefits.items.items():
        for locale in LOCALES:
            category = city.benefits.categories[benefit.category].titles
            words = (_in(locale, benefit.who), _in(locale, category))
            form = benefit.action.of if benefit.action.kind is ActionKind.CASE else ""
            title, what = _in(locale, benefit.titles), _in(locale, benefit.what)
            yield Passage(FoundKind.BENEFIT, key, locale, title, what, words=words, form=form)


def _of_events(city: City) -> Iterator[Passage]:
    for event in city.events.values():
        for locale in LOCALES:
            yield Passage(FoundKind.EVENT, event.kind, locale, _in(locale, event.titles), _in(locale, event.about))


def _of_case_types(city: City) -> Iterator[Passage]:
    for key, case_type in city.case_types.items():
        for locale in LOCALES:
            yield Passage(
                FoundKind.CASE, key, locale, _in(locale, case_type.titles), words=case_type.words.get(locale, ())
            )


def _of_needs(city: City) -> Iterator[Passage]:
    for need in city.needs.values():
        for locale in LOCALES:
            yield Passage(FoundKind.PLACE, need.key, locale, _in(locale, need.titles), words=need.words[locale])


def _in(locale: str, titles: Titles) -> str:
    return titles[locale]
