"""The choices for a notice so far, kept as JSON in the conversation, and the notice made from them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models.city.pack import City
from models.errors import ChoiceUnknown
from models.notices.audience import Audience, Topic
from models.notices.notice import LONGEST_TITLE, Notice, Opens, Target, Written
from models.notices.question import Question
from models.notices.repeating import Repeat
from models.outbox.message import Urgency

NOTICE = "notice"
TARGETS = (Opens.PLACES, Opens.EVENTS, Opens.ARTICLES)
"""The destinations of a notice's button, besides an address."""
VALID_H = (6, 24, 72, 168)
LONGEST_NUMBER = 18
"""Digits; every number of them is one that a key of the database can be."""


def beginning() -> dict[str, Any]:
    return {"topic": "", "urgency": "", "title": "", "text": "", "english": "", "button": "", "link": "", "valid_h": ""}


def notice_of(row: Notice) -> dict[str, Any]:
    """The choices of a notice that was sent back, to be changed."""
    audience = row.for_whom
    target = next(iter(row.targets), None)
    valid_h = (row.expires_at - row.send_at) // timedelta(hours=1) if row.expires_at and row.send_at else None
    return {
        **beginning(),
        "id": row.id,
        "topic": row.topic,
        "urgency": row.urgency,
        "title": row.titles.get("zh-CN", ""),
        "text": row.texts.get("zh-CN", ""),
        "english": "\n".join([row.titles["en"], row.texts["en"]]) if "en" in row.titles else "",
        "button": target.opens.value if target is not None and target.opens in TARGETS else "",
        "link": next(iter(row.links), ""),
        "valid_h": str(valid_h) if valid_h in VALID_H else "",
        "occupations": list(audience.occupations),
        "districts": list(audience.districts),
        "locales": list(audience.locales),
        "events": [str(each) for each in audience.booked],
        "attended": [str(each) for each in audience.attended],
        "list": str(audience.listed[0]) if audience.listed else "",
        "corrects": str(audience.got[0]) if audience.got else "",
        "picture": row.picture or "",
        "mass": "yes" if row.mass else "",
        "questions": row.kept_questions or [],
        "repeat": [row.repeat.weeks, row.repeat.until.isoformat()] if row.repeat is not None else [],
    }


def correction_of(row: Notice, title: str) -> dict[str, Any]:
    """The choices of a correction, which goes to the people who got the wrong notice. title: the suggested first
    words."""
    written = {"topic": row.topic, "urgency": row.urgency, "title": title[:LONGEST_TITLE], "valid_h": str(VALID_H[1])}
    return {**beginning(), **written, "corrects": str(row.id)}


def toggled(notice: Mapping[str, Any], which: str, key: str) -> dict[str, Any]:
    """Add the key to a list of choices, or remove it if it is there."""
    chosen = list(notice.get(which, []))
    return {**notice, which: [each for each in chosen if each != key] if key in chosen else [*chosen, key]}


def audience_of(notice: Mapping[str, Any], city: City) -> Audience:
    """The audience that was chosen. Raises ChoiceUnknown."""
    return Audience(
        occupations=tuple(key for key in notice.get("occupations", []) if key in city.occupations),
        districts=tuple(key for key in notice.get("districts", []) if key in city.districts),
        locales=tuple(notice.get("locales", [])),
        booked=tuple(_number(each) for each in notice.get("events", [])),
        attended=tuple(_number(each) for each in notice.get("attended", [])),
        listed=(_number(notice["list"]),) if notice.get("list") else (),
        got=(_number(notice["corrects"]),) if notice.get("corrects") else (),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise ChoiceUnknown
    return int(text)


def written_of(
    notice: Mapping[str, Any], city: City, *, now: datetime, later: bool
) -> tuple[Written, datetime, datetime]:
    """Return (the notice, when it goes out, when it expires). Raises ChoiceUnknown."""
    topic, urgency = notice["topic"] or Topic.CITY, notice["urgency"] or Urgency.TODAY
    if topic not in set(Topic) or urgency not in set(Urgency):
        raise ChoiceUnknown
    titles, texts = {}, {}
    if notice["title"]:
        titles["zh-CN"], texts["zh-CN"] = notice["title"], notice["text"]
    if notice["english"]:
        title, _, text = notice["english"].partition("\n")
        titles["en"], texts["en"] = title.strip(), text.strip()
    written = Written(
        titles=titles,
        texts=texts,
        topic=Topic(topic),
        urgency=Urgency(urgency),
        audience=audience_of(notice, city),
        targets=_targets(notice),
        picture=notice.get("picture") or None,
        mass=bool(notice.get("mass")),
        questions=tuple(Question.of_json(each) for each in notice.get("questions", [])),
    )
    send_at = datetime.fromisoformat(notice["send_at"]) if later and notice.get("send_at") else now
    until = notice.get("until") if later else None
    hours = int(notice["valid_h"] or VALID_H[1])
    return written, send_at, datetime.fromisoformat(until) if until else send_at + timedelta(hours=hours)


def repeat_of(notice: Mapping[str, Any]) -> Repeat | None:
    """Return how often the notice goes out; None: once."""
    if not notice.get("repeat"):
        return None
    weeks, until = notice["repeat"]
    return Repeat(int(weeks), date.fromisoformat(until))


def _targets(notice: Mapping[str, Any]) -> list[Target]:
    if notice["link"]:
        return [Target(Opens.LINK, notice["link"])]
    return [Target(Opens(notice["button"]))] if notice["button"] in TARGETS else []
