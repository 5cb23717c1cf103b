"""Read the articles of a city pack: `articles/KEY.md` in the source language, and `articles/KEY.en.md` if there is one.

Each begins with its front matter between two lines of `---`. models/articles/bring_in.py writes them to the database.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import frontmatter
import yaml  # type: ignore[import-untyped]

from models.city.actions import ActionTargets, action_of
from models.city.parser_fault import yaml_fault
from models.city.table import (
    LOCALES,
    LONGEST_SHARED_KEY,
    SOURCE_LOCALE,
    Complaint,
    Complaints,
    PackTable,
    complaining,
    read_pack_file,
)

HEAD = "---"
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_AUDIENCE, LONGEST_BODY = 40, 120, 80, 4000
"""Characters in the source language; another language may take three times as many."""
_HEAD_LINE = re.compile(r"^([a-z_]+)\s*:", re.MULTILINE)


class ArticleKind(StrEnum):
    POLICY = "policy"
    GUIDE = "guide"
    FAQ = "faq"
    SERVICE = "service"
    STORY = "story"


@dataclass(frozen=True)
class FrontMatter(PackTable):
    """The front matter of an article's file."""

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
        """A text; one of more than `most` characters is complained of."""
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
    """An article of the pack. sha256: hexadecimal digest of its files, empty if it could not be read."""

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
    """Whether its statements about the city are invented."""
    texts: Mapping[str, PackText]
    sha256: str
    file: Path


def article_keys(folder: Path, complaints: Complaints | None = None) -> list[str]:
    """The keys of the articles in a folder, from their file names. Raises BadCityPack unless `complaints` is given."""
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
    """Every article of the folder. Raises BadCityPack unless `complaints` is given."""
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
    """The front matter and the Markdown below it; an unread head, and a complaint, if it cannot be read."""
    text = read_pack_file(file, complaints)
    head: Any = None
    body = ""
    try:
        if text is not None:
            head, body = frontmatter.parse(text)
            if not isinstance(head, dict) or not head:
                complaints.add(Complaint(file, "pack-no-head", line=1))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a day that does not exist
        mark = getattr(error, "problem_mark", None)
        fault = yaml_fault(getattr(error, "problem", None) or str(error))
        complaints.add(Complaint(file, "pack-bad-head", fault._asdict(), mark.line + 1 if mark else 1))
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
