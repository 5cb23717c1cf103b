"""The questions of writing a notice, one screen each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from handlers.buttons.notices import OpenNotices, WriteNotice
from handlers.notices.preview import preview_screen
from handlers.notices.written import TARGETS, VALID_H, audience_of
from handlers.pushed.notices import LABELS
from handlers.talk.question import pending_row
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.city.pack import City
from models.events.event import newest_events
from models.notices.audience import Topic
from models.notices.notice import LONGEST_TEXT, LONGEST_TITLE, Author
from models.notices.people_list import LARGEST_MB, MOST_CODES, own_list
from models.outbox.message import Urgency
from models.outbox.pictures import LARGEST_MB as PICTURE_MB
from models.outbox.pictures import find_media
from models.values.small_groups import LEAST_GROUP

STEPS = ("topic", "urgency", "title", "text", "english", "button", "audience", "valid_h", "preview")
EVENTS_OF = ("events", "attended")
"""The steps that choose events: people who have or had a seat, and people who attended."""
SEVERAL = ("occupations", "districts", "locales", *EVENTS_OF)
BACK = {"link": "button", "when": "preview", "picture": "preview", **dict.fromkeys((*SEVERAL, "list"), "audience")}
TYPED = ("title", "text", "english", "link", "when", "list")
MOST_EVENTS = 9
"""The number of events offered: the newest of the department."""


async def step_screen(
    talk: Talk, step: str, notice: Mapping[str, Any], *, by: Author, problem: str | None = None, pending: bool = False
) -> Screen:
    """The question of a step. problem: the key of the text that says what was wrong with the last answer. pending:
    offer the text that was typed before an emergency card as the answer."""
    if step == "preview":
        return await preview_screen(talk, notice, by=by)
    if step in EVENTS_OF:
        text, rows = await _events(talk, step, notice, by=by)
    elif step == "audience":
        text, rows = _audience(notice, talk.city, talk.words)
    elif step in ("occupations", "districts", "locales"):
        text, rows = _several(step, notice, talk.city, talk.words)
    elif step == "list":
        text, rows = await _list(talk, notice, by=by)
    elif step == "picture":
        text, rows = await _picture(talk, notice)
    else:
        text, rows = _SCREENS.get(step, _typed)(step, talk.words)
    lines = [talk.words(problem)] if problem else []
    use = pending_row(talk.words, pending and step in TYPED)
    return Screen(
        "\n".join([*lines, text]),
        (*use, *rows, _last(step, talk.words)),
        awaits_number=step in TYPED,
    )


def _last(step: str, words: Words) -> tuple[Button, ...]:
    before = BACK.get(step) or (STEPS[STEPS.index(step) - 1] if step != STEPS[0] else None)
    back = WriteNotice(step=before) if before else OpenNotices()
    return (Button(words("me-button-back"), back), home_button(words))


Made = tuple[str, tuple[tuple[Button, ...], ...]]


def _typed(step: str, words: Words) -> Made:
    text = words(f"notice-ask-{step}", longest=str(LONGEST_TITLE if step == "title" else LONGEST_TEXT))
    skip = ((Button(words("notice-button-none"), WriteNotice(step=step, value="none")),),) if step == "english" else ()
    return text, skip


def _choices(step: str, choices: Iterable[tuple[str, str]], width: int = 2) -> tuple[tuple[Button, ...], ...]:
    return in_rows([Button(label, WriteNotice(step=step, value=key)) for key, label in choices], width)


def _topic(step: str, words: Words) -> Made:
    choices = [(topic.value, words(f"notice-topic-{topic.value}")) for topic in Topic]
    return words("notice-ask-topic"), _choices(step, choices)


def _urgency(step: str, words: Words) -> Made:
    choices = [(each.value, words(f"notice-urgency-{each.value.replace('_', '-')}")) for each in Urgency]
    return words("notice-ask-urgency"), _choices(step, choices, 1)


def _button(step: str, words: Words) -> Made:
    choices = [(each.value, words(LABELS[each])) for each in TARGETS]
    others = [("link", words("notice-button-own-link")), ("none", words("notice-button-none"))]
    return words("notice-ask-button"), _choices(step, [*choices, *others])


def _audience(notice: Mapping[str, Any], city: City, words: Words) -> Made:
    audience = audience_of(notice, city)
    titles = {
        "occupations": [words.pick(city.occupations[key].titles) for key in audience.occupations],
        "districts": [words.pick(city.districts[key].titles) for key in audience.districts],
        "locales": list(audience.locales),
        "events": [str(len(audience.booked))] if audience.booked else [],
        "attended": [str(len(audience.attended))] if audience.attended else [],
        "list": [words("notice-list-only")] if audience.listed else [],
    }
    said = {name: words("place-and").join(each) or words("notice-all") for name, each in titles.items()}
    opens = [Button(words("notice-button-narrow", which=name), WriteNotice(step=name)) for name in titles]
    on = Button(words("notice-button-on"), WriteNotice(step="valid_h"))
    return words("notice-ask-audience", **said), (*in_rows(opens, 2), (on,))


def _several(step: str, notice: Mapping[str, Any], city: City, words: Words) -> Made:
    offered: dict[str, str] = {
        "occupations": {key: words.pick(each.titles) for key, each in city.occupations.items()},
        "districts": {key: words.pick(each.titles) for key, each in city.districts.items()},
        "locales": {"zh-CN": "zh-CN", "en": "en"},
    }[step]
    return words("notice-ask-several"), _marked(step, offered, notice, words, width=3)


def _marked(
    step: str, offered: Mapping[str, str], notice: Mapping[str, Any], words: Words, *, width: int
) -> tuple[tuple[Button, ...], ...]:
    """Buttons to choose several, with a mark on the chosen ones."""
    marks = {key: "yes" if key in notice.get(step, []) else "no" for key in offered}
    choices = [(key, words("notice-chosen", title=title, on=marks[key])) for key, title in offered.items()]
    return (*_choices(step, choices, width), (Button(words("notice-button-on"), WriteNotice(step="audience")),))


async def _events(talk: Talk, step: str, notice: Mapping[str, Any], *, by: Author) -> Made:
    newest = await newest_events(talk.session, by.department, limit=MOST_EVENTS)
    titles = {str(event.id): talk.words.pick(event.titles) for event in newest}
    return talk.words(f"notice-ask-{step}"), _marked(step, titles, notice, talk.words, width=1)


async def _list(talk: Talk, notice: Mapping[str, Any], *, by: Author) -> Made:
    """The number of people on the list who were found; before there is a list, how to send it."""
    row = await own_list(talk.session, int(notice["list"]), department=by.department) if notice.get("list") else None
    if row is None:
        return talk.words("notice-ask-list", mb=LARGEST_MB), ()
    none = Button(talk.words("notice-button-no-list"), WriteNotice(step="list", value="none"))
    if row.problem is not None:
        said = talk.words("notice-list-problem", problem=row.problem, least=LEAST_GROUP, most=MOST_CODES, mb=LARGEST_MB)
        return said, ((none,),)
    if row.found is None:
        again = Button(talk.words("notice-button-list-look"), WriteNotice(step="list"))
        return talk.words("notice-list-waits"), ((again, none),)
    on = Button(talk.words("notice-button-on"), WriteNotice(step="audience"))
    return talk.words("notice-list-read", found=row.found, missing=row.missing or 0), ((on, none),)


def _valid(step: str, words: Words) -> Made:
    choices = [(str(hours), words("notice-valid", hours=hours)) for hours in VALID_H]
    return words("notice-ask-valid"), _choices(step, choices)


async def _picture(talk: Talk, notice: Mapping[str, Any]) -> Made:
    """The picture as it stands: taken, still being fetched, or refused. A picture that is there can be viewed and
    removed."""
    media = await find_media(talk.session, notice["picture"]) if notice.get("picture") else None
    if media is None:
        return talk.words("notice-ask-picture", mb=str(PICTURE_MB)), ()
    none = Button(talk.words("notice-button-no-picture"), WriteNotice(step="picture", value="none"))
    if media.problem is not None:
        return talk.words("notice-picture-problem", problem=media.problem), ((none,),)
    if media.content is None:
        return talk.words("notice-picture-waits"), (
            (Button(talk.words("notice-button-picture-look"), _OPEN_PICTURE), none),
        )
    look = Button(talk.words("notice-button-picture"), WriteNotice(step="picture", value="look"))
    return talk.words("notice-picture-here"), ((look, none),)


_OPEN_PICTURE = WriteNotice(step="picture")
_SCREENS: dict[str, Callable[[str, Words], Made]] = {
    "topic": _topic,
    "urgency": _urgency,
    "button": _button,
    "valid_h": _valid,
}
