"""Read work orders as other systems forward them: a pasted text with labels before its parts, or a sheet with one work
order in each row. A colleague sees what was read and puts it right before anything is filed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.cases.identity import Named, named_as
from models.city.case_types import CaseType
from models.city.case_words import platform_said, types_said
from models.city.pack import City
from models.errors import NotAnAnswer
from models.exchange.filing_for import ForSomebody
from models.exchange.origin import LONGEST_FOREIGN, Origin, Source
from models.questions.phone import PhoneKind, read_phone
from models.questions.place import PlaceKind
from models.questions.platform import PlatformKind
from models.questions.text import LONGEST_TEXT, TextKind
from models.storage.database import Json
from models.values.clean_text import clean_line, clean_text
from models.values.written_date import WrittenDate, read_date

LONGEST_PASTED = 20_000
MOST_ROWS = 200
"""The most work orders of one sheet."""
FOREIGN, STORY, BACK_BY, NAME, PHONE, PLACE, PLATFORM, TYPE, SOURCE = (
    "foreign", "story", "back_by", "name", "phone", "place", "platform", "type", "source",
)  # fmt: skip
_LABELS: Mapping[str, tuple[str, ...]] = {
    FOREIGN: (
        "工单编号", "工单号码", "工单号", "受理编号", "受理单号", "受理号", "诉求编号", "件号", "流水号", "编号",
        "单号", "work order", "order number", "number",
    ),
    STORY: (
        "诉求内容", "反映内容", "问题描述", "主要内容", "事项内容", "投诉内容", "详细内容", "诉求描述", "内容", "诉求",
        "content", "description", "story",
    ),
    BACK_BY: (
        "办理时限", "办结时限", "反馈时限", "回复时限", "处理时限", "办理期限", "反馈期限", "要求反馈时间",
        "要求办结时间", "截止时间", "截止日期", "到期时间", "退回日期", "due", "deadline", "due date",
    ),
    NAME: ("诉求人姓名", "诉求人", "来电人", "反映人", "投诉人", "市民姓名", "姓名", "联系人", "name", "caller"),
    PHONE: ("联系电话", "来电号码", "联系方式", "联系号码", "手机号码", "手机号", "电话", "手机", "phone", "telephone"),
    PLACE: ("事发地址", "事发地点", "问题地址", "问题地点", "诉求地址", "发生地点", "地址", "地点", "place", "address"),
    PLATFORM: ("涉事平台", "被诉单位", "被投诉企业", "涉及企业", "企业名称", "平台", "企业", "platform", "company"),
    TYPE: ("诉求类型", "诉求分类", "问题分类", "事项分类", "事项类别", "类型", "类别", "分类", "type", "category"),
    SOURCE: ("工单来源", "诉求来源", "来源渠道", "来源", "渠道", "source", "channel"),
}  # fmt: skip
"""The labels by which systems name the parts of a work order, and the heads of the columns in a sheet."""
_FIELD = {label: key for key, labels in _LABELS.items() for label in labels}
_ANY_LABEL = "|".join(map(re.escape, sorted(_FIELD, key=len, reverse=True)))
_LINE = re.compile(rf"[\s【\[（(*•·\d.、]*(?P<label>{_ANY_LABEL})[】\]）)]?\s*[:：]\s*", re.IGNORECASE)
_INSIDE = re.compile(rf"[ \t\u3000]+(?=(?:{_ANY_LABEL})\s*[:：])", re.IGNORECASE)
"""Where a label begins inside a line."""
_NUMBER = re.compile(r"(?:工单|受理|流水|件)(?:编?号码?)?\s*(?:为|是)?\s*([A-Za-z]{0,6}[-_]?\d[\dA-Za-z_-]{5,39})")
_CLOCK = re.compile(
    r"[T\s]*\d{1,2}[:：时点]\d{0,2}(?:[:：分]\d{0,2})?(?:\.\d+)?秒?\s*$|(?<=日)?\s*(?:前|之前|以前)\s*$"
)
_SOURCES: Mapping[Source, tuple[str, ...]] = {
    Source.HOTLINE: ("12345", "市民热线", "政务服务便民热线"),
    Source.TRANSPORT: ("12328",),
    Source.LABOUR: ("12333",),
    Source.MARKET: ("12315",),
    Source.PETITION: ("信访", "petition"),
    Source.MAILBOX: ("信箱", "网上信件", "留言板", "mailbox"),
    Source.WINDOW: ("窗口", "来访", "window"),
    Source.PHONE: ("来电", "电话反映", "phone"),
}


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What a forwarded work order says, as far as it was read. type: a key of the pack, the likeliest."""

    source: Source | None = None
    foreign: str | None = None
    back_by: date | None = None
    story: str = ""
    name: str | None = None
    phone: str | None = None
    place: str | None = None
    platform: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row of a sheet cannot be filed. line: of the sheet, the head is 1. column: a field of this module; key: of
    the words, after `order-fault-`; args: of these words."""

    line: int
    column: str
    key: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """A good row of a sheet. line: where it stands."""

    line: int
    order: WorkOrder


def source_in(text: str) -> Source | None:
    """The source that a text names; of several the first in the order of `Source`."""
    said = unicodedata.normalize("NFKC", text).casefold()
    return next((source for source, words in _SOURCES.items() if any(word in said for word in words)), None)


def read_day(text: str, today: date) -> date | None:
    """The day in a text like 2026-12-05 18:00 or 12月5日前; None if it cannot be read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for said in (plain, _CLOCK.sub("", plain), _CLOCK.sub("", _CLOCK.sub("", plain))):
        found = read_date(said, today) if said else None
        if isinstance(found, WrittenDate):
            return found.day
    return None


def read_work_order(text: str, city: City, today: date) -> WorkOrder:
    """Everything that a pasted work order says. A text without labels is the story."""
    clean = _INSIDE.sub("\n", clean_text(text[:LONGEST_PASTED]))
    parts = dict(_parts(clean))
    story = parts.get(STORY) or (clean if not parts else _unlabelled(clean))
    foreign = _first_word(parts.get(FOREIGN, "")) or _number_in(clean)
    phone = _phone(parts.get(PHONE, ""))
    name = clean_line(parts.get(NAME, ""))
    if phone is None and name:
        phone, name = _phone(re.sub(r"\D*(\+?[\d\s-]{7,})\D*", r"\1", name)), re.sub(r"[\d（()）+-]{5,}", "", name)
    back_by = read_day(parts[BACK_BY], today) if BACK_BY in parts else None
    said_type = parts.get(TYPE, "")
    types = types_said(said_type, city) or types_said(story, city)
    return WorkOrder(
        source=source_in(parts.get(SOURCE, "")) or source_in(clean.partition("\n")[0]),
        foreign=foreign,
        back_by=back_by,
        story=story[:LONGEST_TEXT],
        name=name.strip() or None,
        phone=phone,
        place=clean_line(parts.get(PLACE, "")) or None,
        platform=platform_said(parts.get(PLATFORM, ""), city) or platform_said(story, city),
        type=types[0].key if types else None,
    )


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """(field, words) for every label; a part goes on until the next line that begins with one. Of a label that comes
    twice, the first counts."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            current.append(line)
            continue
        key, rest = _FIELD[match["label"].casefold()], line[match.end() :]
        current = [rest]
        found.setdefault(key, current)
    return ((key, "\n".join(lines).strip()) for key, lines in found.items() if "\n".join(lines).strip())


def _unlabelled(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.strip() and _LINE.match(line) is None)


def _first_word(text: str) -> str | None:
    words = unicodedata.normalize("NFKC", text).split()
    return words[0][:LONGEST_FOREIGN] if words else None


def _number_in(text: str) -> str | None:
    found = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return found[1] if found else None


def _phone(text: str) -> str | None:
    try:
        return read_phone(text) if text.strip() else None
    except NotAnAnswer:
        return None


# --- a work order as a case -------------------------------------------------------------------------------------------


def answers_of(order: WorkOrder, case_type: CaseType) -> dict[str, Json]:
    """What the work order answers of a type's questions: the story goes to the first question for words that has to be
    answered, else to the first one."""
    answers: dict[str, Json] = {}
    texts = case_type.questions_of(TextKind)
    about = next((each for each in texts if each.required), texts[0] if texts else None)
    if about is not None and order.story:
        answers[about.key] = order.story
    for kind, value in (
        (PlatformKind, order.platform),
        (PhoneKind, order.phone),
        (PlaceKind, {"name": order.place} if order.place else None),
    ):
        asked = case_type.questions_of(kind)
        if asked and value is not None:
            answers[asked[0].key] = value
    return answers


def filled_of(order: WorkOrder, case_type: CaseType, *, source: Source, ours: bool) -> ForSomebody:
    """The work order as a form that can be filed; its name and number stay with the case if both are there."""
    named = named_as(order.name, order.phone) if order.name and order.phone else None
    origin = Origin(order.source or source, order.foreign, order.back_by)
    return ForSomebody(case_type.key, answers_of(order, case_type), origin, named, None, ours)


# --- a sheet of many --------------------------------------------------------------------------------------------------


def read_sheet(
    rows: Sequence[Sequence[Any]], city: City, today: date, *, case_type: str | None
) -> tuple[list[SheetOrder], list[Fault]]:
    """The work orders of a sheet, and every fault in it at once. case_type: of the rows that name none."""
    head = [_FIELD.get(_head(cell), "") for cell in rows[0]] if rows else []
    missing = [each for each in (FOREIGN, STORY) if each not in head]
    if missing:
        return [], [Fault(1, each, "column") for each in missing]
    orders: list[SheetOrder] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    if len(rows) - 1 > MOST_ROWS:
        return [], [Fault(MOST_ROWS + 2, FOREIGN, "many", {"most": str(MOST_ROWS)})]
    for line, cells in enumerate(rows[1:], 2):
        values = {key: str(cell or "").strip() for key, cell in zip(head, cells, strict=False) if key}
        if not any(values.values()):
            continue
        row = _Row(line, values, city, today, case_type)
        order = row.read()
        if order.foreign and (first := seen.setdefault(order.foreign, line)) != line:
            row.bad(FOREIGN, "twice", first=str(first))
        faults += row.faults
        orders += [] if row.faults else [SheetOrder(line, order)]
    if not orders and not faults:
        faults.append(Fault(1, STORY, "empty"))
    return orders, faults


def _head(cell: Any) -> str:
    return re.sub(r"[\s*（(].*", "", unicodedata.normalize("NFKC", str(cell or "")).strip().casefold())


@dataclass(slots=True)
class _Row:
    """One row, and what is wrong with it."""

    line: int
    values: Mapping[str, str]
    city: City
    today: date
    type: str | None
    faults: list[Fault] = field(default_factory=list)

    def bad(self, column: str, key: str, **args: str) -> None:
        self.faults.append(Fault(self.line, column, key, args))

    def said(self, column: str) -> str:
        return self.values.get(column, "")

    def read(self) -> WorkOrder:
        foreign = "".join(clean_line(self.said(FOREIGN)).split())
        if not foreign or len(foreign) > LONGEST_FOREIGN:
            self.bad(FOREIGN, "long" if foreign else "missing")
        story = clean_text(self.said(STORY))
        if not any(map(str.isalnum, story)):
            self.bad(STORY, "missing")
        elif len(story) > LONGEST_TEXT:
            self.bad(STORY, "too-long", most=str(LONGEST_TEXT))
        phone = _phone(self.said(PHONE))
        if self.said(PHONE) and phone is None:
            self.bad(PHONE, "unread", said=self.said(PHONE)[:40])
        source = source_in(self.said(SOURCE))
        if self.said(SOURCE) and source is None:
            source = Source.OTHER
        return WorkOrder(
            source=source,
            foreign=foreign,
            back_by=self._back_by(),
            story=story,
            name=clean_line(self.said(NAME)) or None,
            phone=phone,
            place=clean_line(self.said(PLACE)) or None,
            platform=platform_said(self.said(PLATFORM), self.city) or platform_said(story, self.city),
            type=self._type(story),
        )

    def _back_by(self) -> date | None:
        said = self.said(BACK_BY)
        if not said:
            return None
        day = read_day(said, self.today)
        if day is None:
            self.bad(BACK_BY, "unread", said=said[:40])
        elif day < self.today:
            self.bad(BACK_BY, "passed", said=said[:40])
        return day

    def _type(self, story: str) -> str | None:
        said = self.said(TYPE)
        if said in self.city.case_types:
            return said
        types = types_said(said, self.city) if said else []
        if said and not types:
            self.bad(TYPE, "unread", said=said[:40])
        if types:
            return types[0].key
        if self.type is None and not said:
            self.bad(TYPE, "missing")
        return self.type


def people_of(order: WorkOrder) -> Named | None:
    """Name and number in the work order, if both are there."""
    return named_as(order.name, order.phone) if order.name and order.phone else None
