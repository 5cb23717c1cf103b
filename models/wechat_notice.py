"""What is said by WeChat's own notices when nobody may be written to: `wechat.toml` of the city pack, one table for
each kind of thing that is said without being asked.

way: `template` (模板消息, to every follower, service notices only), `long_term` (长期订阅, once agreed to until it is
taken back; for public services), `one_time` (一次性订阅, one for each agreement). template_id: as the account's console
shows it. fields: the template's own names, and what goes in: `text` (the first sentence, cut), `due` (when it was due),
`city`, or fixed words by language. a_day: how many calls the account has in a day.

https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages/intro.html
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from models.pack_table import PackTable, Titles

TEMPLATES_A_DAY = 100_000
"""Calls of an account with fewer than 100,000 followers."""
LONGEST = {"thing": 20, "phrase": 5, "const": 20, "name": 10}
"""Characters that a field may have, by the first part of its name."""
MOMENTS = {"time": "%Y年%m月%d日 %H:%M", "date": "%Y年%m月%d日"}
_FIELD = re.compile(r"([a-z_]+?)\d*")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff：，。]) | (?=[\u4e00-\u9fff])")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?]?")


class NoticeKind(StrEnum):
    """What a template can stand for."""

    REMINDER = "reminder"
    PROGRESS = "progress"
    NOTICE = "notice"


KINDS: Mapping[str, NoticeKind] = {
    "certificate": NoticeKind.REMINDER,
    "booking": NoticeKind.REMINDER,
    "event": NoticeKind.REMINDER,
    "offer": NoticeKind.REMINDER,
    "case": NoticeKind.PROGRESS,
    "link_request": NoticeKind.PROGRESS,
    "case_filer": NoticeKind.PROGRESS,
    "new_case": NoticeKind.PROGRESS,
    "urgent_case": NoticeKind.PROGRESS,
    "staff": NoticeKind.PROGRESS,
    "subsidy": NoticeKind.PROGRESS,
    "approval": NoticeKind.PROGRESS,
    "promise": NoticeKind.REMINDER,
    "negotiation_ask": NoticeKind.PROGRESS,
    "negotiation": NoticeKind.PROGRESS,
    "notice": NoticeKind.NOTICE,
}
"""By the kind of an outbox row's cause, `certificate:12`. What is not here waits until the person writes."""


def kind_of(cause: str | None) -> NoticeKind | None:
    return KINDS.get(cause.partition(":")[0]) if cause else None


class Way(StrEnum):
    """How WeChat takes it."""

    TEMPLATE = "template"
    LONG_TERM = "long_term"
    ONE_TIME = "one_time"

    @property
    def needs_consent(self) -> bool:
        """Asked for by WeChat itself, on a page of ours."""
        return self is not Way.TEMPLATE


@dataclass(frozen=True, slots=True)
class NoticeTemplate:
    """One kind's template. fields: name -> `text`, `due`, `city` or titles. a_day: None, WeChat does not say."""

    kind: NoticeKind
    way: Way
    template_id: str
    fields: Mapping[str, str | Titles]
    a_day: int | None

    def fill(self, text: str, *, due_at: datetime, city: str, pick: Callable[[Titles], str]) -> dict[str, str]:
        """The fields with what goes in. due_at: in the city's time zone. pick: the person's language of titles."""
        return {name: self._value(name, text, due_at, city, pick) for name in self.fields}

    def _value(self, name: str, text: str, due_at: datetime, city: str, pick: Callable[[Titles], str]) -> str:
        source, sort = self.fields[name], _sort(name)
        if sort in MOMENTS:
            return due_at.strftime(MOMENTS[sort])
        words = text if source == "text" else city if isinstance(source, str) else pick(source)
        return first_words(words, LONGEST[sort])


def first_words(text: str, most: int) -> str:
    """The first sentence, on one line, in at most so many characters; blanks beside Chinese are the first to go."""
    sentence = _SENTENCE.match(text.strip())
    words = " ".join((sentence[0] if sentence and sentence[0] else text).split())
    words = _BLANK.sub("", words) if len(words) > most else words
    return words if len(words) <= most else words[: most - 1] + "…"


def load_wechat_notices(file: Path) -> dict[NoticeKind, NoticeTemplate]:
    """The templates by kind. Raises BadCityPack."""
    pack = PackTable.of_toml(file)
    pack.only(*NoticeKind)
    return {NoticeKind(key): _template(NoticeKind(key), table) for key, table in pack.tables()}


def _template(kind: NoticeKind, table: PackTable) -> NoticeTemplate:
    table.only("way", "template_id", "fields", "a_day")
    if table.text("way") not in tuple(Way):
        raise table.bad("way", f"{table.text('way')!r} is no way", f"One of {', '.join(Way)}")
    way = Way(table.text("way"))
    a_day = int(table.number("a_day")) if table.has("a_day") else TEMPLATES_A_DAY if way is Way.TEMPLATE else None
    if a_day is not None and a_day < 1:
        raise table.bad("a_day", "it allows nothing", "Write how many calls a day the account has")
    fields = table.table("fields")
    if not fields.values:
        raise table.bad("fields", "there are none", 'Write the template\'s own names: thing1 = "text"')
    return NoticeTemplate(kind, way, table.text("template_id"), {n: _source(fields, n) for n in fields.values}, a_day)


def _source(fields: PackTable, name: str) -> str | Titles:
    sort = _sort(name)
    if sort not in LONGEST and sort not in MOMENTS:
        raise fields.bad(name, "a field of that sort cannot be filled", f"Use {', '.join((*LONGEST, *MOMENTS))}")
    if isinstance(fields.values[name], dict):
        if sort in MOMENTS:
            raise fields.bad(name, "fixed words are no moment", 'Write "due"')
        titles = fields.table(name).texts()
        if max(map(len, titles.values())) > LONGEST[sort]:
            raise fields.bad(name, f"more than {LONGEST[sort]} characters", "Say it in fewer")
        return titles
    source = fields.text(name)
    known = ("due",) if sort in MOMENTS else ("text", "city") if sort == "thing" else ()
    if source not in known:
        mend = " or ".join((*(f'"{each}"' for each in known), *(() if sort in MOMENTS else ("words by language",))))
        raise fields.bad(name, f"{source!r} cannot go in there", f"Write {mend}")
    return source


def _sort(name: str) -> str:
    match = _FIELD.fullmatch(name)
    return match[1] if match else name
