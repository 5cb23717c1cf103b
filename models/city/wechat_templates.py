"""WeChat's template messages, for people who may not be written to now: `wechat.toml` of the city pack, with one table
for each kind of message that is sent unasked.

way: `template` (模板消息, to every follower, service notices only), `long_term` (长期订阅, once agreed to until it is
taken back; for public services), `one_time` (一次性订阅, one for each agreement). template_id: as the account's console
shows it. fields: the template's own names, each with its source: `text` (the first sentence, cut), `due` (when it was
due), `city`, or fixed words by language. a_day: how many calls the account has in a day.

https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages/intro.html
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from models.city.table import Complaints, PackTable, Titles, complaining

WORDS_BY_LANGUAGE = '{ zh-CN = "…" }'
MOST_A_DAY = 100_000_000
TEMPLATES_A_DAY = 100_000
"""Calls of an account with fewer than 100,000 followers."""
LONGEST = {"thing": 20, "phrase": 5, "const": 20, "name": 10}
"""The most characters of a field, by the first part of its name."""
MOMENTS = {"time": "%Y年%m月%d日 %H:%M", "date": "%Y年%m月%d日"}
_FIELD = re.compile(r"([a-z_]+?)\d*")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff：，。]) | (?=[\u4e00-\u9fff])")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?]?")


class TemplateKind(StrEnum):
    """The kind of message that a template stands for; handlers/pushed/table.py maps causes to kinds."""

    REMINDER = "reminder"
    PROGRESS = "progress"
    NOTICE = "notice"


class Way(StrEnum):
    """The kind of WeChat message."""

    TEMPLATE = "template"
    LONG_TERM = "long_term"
    ONE_TIME = "one_time"

    @property
    def needs_consent(self) -> bool:
        """Whether WeChat itself must ask the person first, on a page of ours."""
        return self is not Way.TEMPLATE


@dataclass(frozen=True, slots=True)
class WeChatTemplate:
    """One kind's template. fields: name -> `text`, `due`, `city` or titles. a_day: calls in a day; None: WeChat does
    not say."""

    kind: TemplateKind
    way: Way
    template_id: str
    fields: Mapping[str, str | Titles]
    a_day: int | None

    def fill(self, text: str, *, due_at: datetime, city: str, pick: Callable[[Titles], str]) -> dict[str, str]:
        """The values of the fields. due_at: in the city's time zone. pick: chooses titles in the person's language."""
        return {name: self._value(name, text, due_at, city, pick) for name in self.fields}

    def _value(self, name: str, text: str, due_at: datetime, city: str, pick: Callable[[Titles], str]) -> str:
        source, sort = self.fields[name], _sort(name)
        if sort in MOMENTS:
            return due_at.strftime(MOMENTS[sort])
        words = text if source == "text" else city if isinstance(source, str) else pick(source)
        return first_words(words, LONGEST[sort])


def first_words(text: str, most: int) -> str:
    """The first sentence on one line, cut to `most` characters; blanks beside Chinese characters are dropped first."""
    sentence = _SENTENCE.match(text.strip())
    words = " ".join((sentence[0] if sentence and sentence[0] else text).split())
    words = _BLANK.sub("", words) if len(words) > most else words
    return words if len(words) <= most else words[: most - 1] + "…"


def load_wechat_templates(file: Path, complaints: Complaints | None = None) -> dict[TemplateKind, WeChatTemplate]:
    """The templates of the file by kind. Raises BadCityPack as `complaining` says."""
    with complaining(complaints) as found:
        pack = PackTable.of_toml(file, found)
        pack.only(*TemplateKind)
        known = [(TemplateKind(key), table) for key, table in pack.tables() if key in tuple(TemplateKind)]
        return {kind: _template(kind, table) for kind, table in known}


def _template(kind: TemplateKind, table: PackTable) -> WeChatTemplate:
    table.only("way", "template_id", "fields", "a_day")
    said = table.named("way", tuple(Way), "way")
    way = Way(said) if said in tuple(Way) else Way.TEMPLATE
    a_day = table.whole("a_day", 1, MOST_A_DAY) if table.has("a_day") else None
    if a_day is None and way is Way.TEMPLATE:
        a_day = TEMPLATES_A_DAY
    fields = table.table("fields")
    if not fields.values:
        fields.bad("", "pack-no-fields")
    filled = {name: _source(fields, name) for name in fields.values}
    return WeChatTemplate(kind, way, table.text("template_id"), filled, a_day)


def _source(fields: PackTable, name: str) -> str | Titles:
    sort = _sort(name)
    if sort not in LONGEST and sort not in MOMENTS:
        fields.bad(name, "pack-no-field", known=", ".join((*LONGEST, *MOMENTS)))
    elif isinstance(fields.values[name], dict) and sort not in MOMENTS:
        titles = fields.titles(name)
        if max(map(len, titles.values())) > LONGEST[sort]:
            fields.bad(name, "pack-too-long", length=max(map(len, titles.values())), most=LONGEST[sort])
        return titles
    else:
        known = '"due"' if sort in MOMENTS else WORDS_BY_LANGUAGE
        known = f'"text", "city", {WORDS_BY_LANGUAGE}' if sort == "thing" else known
        source = fields.values[name]
        if not isinstance(source, str) or f'"{source}"' not in known:
            fields.bad(name, "pack-no-source", said=source, known=known)
            return "text"
        return source
    return "text"


def _sort(name: str) -> str:
    match = _FIELD.fullmatch(name)
    return match[1] if match else name
