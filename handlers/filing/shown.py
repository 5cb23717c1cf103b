"""A picture that was read: what it answers is shown, and one tap puts it into the form; what was guessed is asked.

The values are read by the forms' own readers, from what stands beside the labels that the pack names for a question. A
picture's text is data: nothing is done because of it, and the person has seen every value that is put in.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.buttons.filing import UseShown, UseText
from handlers.buttons.pictures import CaseFromPicture
from handlers.filing.answers import Read
from handlers.filing.choosing import begin_case
from handlers.filing.filling import answered
from handlers.filing.form import DOUBTFUL, ask
from handlers.filing.kinds.every_kind import asked_kind
from handlers.talk.menu_screen import menu_screen
from handlers.talk.received import count_argument
from handlers.talk.screens import Reply, show
from handlers.talk.talk import Talk
from models.cases.draft import CaseDraft, answer_question, own_draft, type_of
from models.cases.evidence import evidence_of
from models.city.case_types import CaseType
from models.city.case_words import platform_said, types_said
from models.city.pack import City
from models.errors import ChoiceUnknown, NotAnAnswer
from models.pictures.page import SURE, Page, Shown
from models.pictures.reading import own_shown, page_of_piece
from models.questions.choice import ChoiceKind
from models.questions.money import MoneyKind
from models.questions.order_number import OrderNumberKind
from models.questions.past_date import DateKind
from models.questions.platform import PlatformKind
from models.questions.question import Question
from models.questions.text import TextKind
from models.storage.database import Json
from models.values.clean_text import clean_line

router = Router(name=__name__)
LEAST_ANSWERS = 2
"""A picture is about a type if it answers so many of its questions, all of them TELLING, or one of them and has the
type's words."""
TELLING = (DateKind, MoneyKind, TextKind)
"""Kinds of answers that not every order page shows."""
LONGEST_REASON = 200
ROUND_YUAN = 1000
"""A sum of so many yuan or more without decimals may be one whose point was not seen."""
_DAY = re.compile(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2}?)(?=日|\s|$|\D|\d\d?:)")
_DAY_OF_YEAR = re.compile(r"^\s*(\d{1,2})\s*[-./月]\s*(\d{1,2}?)(?=日|\s|$|\d\d?:)")
_SUM = re.compile(
    r"^(?:人民币|cny|rmb)?\s*[-−–—+]?\s*(?:[¥y]|元)?\s*[-−–—]?\s*(\d{1,3}(?:[,，]\d{3})+|\d{1,7})([.。·]\d{1,2})?\s*元?$"
)
_TAKEN = re.compile(r"^\s*[-−–—]\s*[¥￥]?\s*\d{1,5}\.\d{2}\s*元?$")
_BEGINS_A_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_]{5,39}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a page answers, by question. doubtful: a part was read badly or guessed, so that it is asked."""

    sure: Mapping[str, Json]
    doubtful: Mapping[str, Json]

    def said(self, case_type: CaseType) -> Json:
        """The sure answers, and the doubtful questions, as arguments of a text."""
        return {
            "facts": {
                "facts": [_fact(each, self.sure[each.key]) for each in case_type.questions if each.key in self.sure]
            },
            "doubtful": str(len(self.doubtful)) if self.doubtful else "none",
        }


def _fact(question: Question, value: Json) -> Json:
    return {"asked": dict(question.titles), **question.kind.fact(question, value)}


# --- read -------------------------------------------------------------------------------------------------------------


def type_on(page: Page, city: City, today: date) -> CaseType | None:
    """The case type that a page is surely about; None if it is about none."""
    said = types_said(page.text, city)
    for case_type in (*said, *(each for each in city.case_types.values() if each not in said)):
        if not any(each.labels and isinstance(each.kind, TELLING) for each in case_type.questions):
            continue
        sure = answers_on(page, case_type, {}, city, today).sure
        telling = sum(isinstance(each.kind, TELLING) for each in case_type.questions if each.key in sure)
        if telling >= LEAST_ANSWERS or (telling and len(sure) >= LEAST_ANSWERS and case_type in said):
            return case_type
    return None


def answers_on(page: Page, case_type: CaseType, known: Mapping[str, Json], city: City, today: date) -> Answers:
    """What the page answers of the type's questions that are not answered yet, each checked as any answer is."""
    sure: dict[str, Json] = {}
    doubtful: dict[str, Json] = {}
    every = {label for each in case_type.questions for label in each.labels}
    for question in case_type.questions:
        if known.get(question.key) is not None or not question.is_asked({**known, **sure}):
            continue
        read = _answer(page, question, every, city, today)
        if read is None:
            continue
        try:
            value = question.checked(read.value, today=today)
        except (NotAnAnswer, ChoiceUnknown):
            continue
        (sure if read.sure else doubtful)[question.key] = value
    return Answers(sure, doubtful)


def _answer(page: Page, question: Question, every: set[str], city: City, today: date) -> Read | None:
    """The answer as the question's kind reads it; None if the page shows none."""
    kind = question.kind
    if not question.labels:
        return None
    shown = page.beside(question.labels, others=every, more=isinstance(kind, TextKind))
    if isinstance(kind, PlatformKind):
        named = (platform_said(shown.text, city) if shown is not None else None) or _platform(page, every, city)
        return Read(named) if named else None
    if isinstance(kind, ChoiceKind):
        return _choice(page, question, shown)
    if isinstance(kind, MoneyKind) and shown is None:
        shown = _taken(page)
    if shown is None:
        return None
    read = _READ[type(kind)](question, shown.text, city, today) if type(kind) in _READ else None
    return None if read is None else Read(read.value, read.sure and shown.sure)


def _platform(page: Page, every: set[str], city: City) -> str | None:
    """The only platform that is named outside of the values, of which a reason may speak of a station."""
    values = {line for shown in page.all_beside(every, more=True) for line in shown.lines}
    named = {platform_said(each.text, city) for each in page.lines if each not in values} - {None}
    return named.pop() if len(named) == 1 else None


def _day(question: Question, text: str, city: City, today: date) -> Read | None:
    normal = unicodedata.normalize("NFKC", text)
    if whole := _DAY.search(normal):
        said = "-".join(whole.groups())
    elif part := _DAY_OF_YEAR.search(normal):
        said = f"{part[1]}月{part[2]}日"
    else:
        said = text
    read = asked_kind(question).read_value(question, said, city, today)
    return read if isinstance(read, Read) and read.value is not None else None


def _money(question: Question, text: str, city: City, today: date) -> Read | None:
    """A sum as screens print it; its sign says only that it was taken."""
    found = _SUM.fullmatch(unicodedata.normalize("NFKC", text).lower().strip())
    if found is None:
        return None
    yuan = int(re.sub("[,，]", "", found[1]))
    cents = found[2][1:].ljust(2, "0") if found[2] else "00"
    return Read(yuan * 100 + int(cents), bool(found[2]) or yuan < ROUND_YUAN)


def _order(question: Question, text: str, city: City, today: date) -> Read | None:
    """The number, alone in what stands there."""
    found = _BEGINS_A_NUMBER.findall(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    number = found[0] if len(found) == 1 and any(each.isdigit() for each in found[0]) else None
    return None if number is None else Read(number, sure=not re.search(r"[OIl]", number))


def _words(question: Question, text: str, city: City, today: date) -> Read | None:
    said = clean_line(text)[:LONGEST_REASON]
    return Read(said) if sum(map(str.isalpha, said)) > 1 else None


_READ = {DateKind: _day, MoneyKind: _money, OrderNumberKind: _order, TextKind: _words}


def _taken(page: Page) -> Shown | None:
    """The only sum with a minus on a page that has no label for it, as where it stands large at the top."""
    found = [each for each in page.lines if _TAKEN.match(unicodedata.normalize("NFKC", each.text))]
    if len(found) != 1:
        return None
    return Shown(found[0].text, found[0].score >= SURE, (found[0],))


def _choice(page: Page, question: Question, shown: Shown | None) -> Read | None:
    """The choice whose words stand beside the label; else the only one whose words stand anywhere."""
    if shown is not None and (found := _meant(question, shown.text)) is not None:
        return Read(found, shown.sure)
    found = _meant(question, page.text)
    return Read(found, sure=False) if found is not None else None


def _meant(question: Question, text: str) -> str | None:
    """The choice that the longest words found in the text mean; None if that is not one."""
    plain = re.sub(r"\s", "", text)
    hits = [(len(word), key) for key, words in question.shown.items() for word in words if word in plain]
    longest = max((length for length, _ in hits), default=0)
    keys = {key for length, key in hits if length == longest}
    return keys.pop() if len(keys) == 1 else None


# --- confirmed --------------------------------------------------------------------------------------------------------


@router.callback_query(UseShown.filter())
async def use_shown(event: CallbackQuery, callback_data: UseShown, talk: Talk) -> Reply:
    """Runs when the person says that what was read in a picture is right; puts it in and asks what is left."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    page = await _page_of(talk, draft, callback_data.piece)
    if page is None:
        return show(event, await ask(talk, draft, talk.words("picture-gone")))
    case_type = type_of(talk.city, draft.type)
    read = answers_on(page, case_type, draft.answers, talk.city, talk.today)
    for key, value in read.sure.items():
        draft = await answer_question(talk.session, draft.id, talk.person, key, value, city=talk.city, now=talk.now)
    await ask(talk, draft)
    await talk.state.update_data({DOUBTFUL: dict(read.doubtful) or None})
    guessed = read.doubtful and not read.sure
    line = "picture-guessed" if guessed else "picture-put-in"
    return show(event, await ask(talk, draft, talk.words(line, count=count_argument(len(read.sure)))))


@router.callback_query(UseText.filter())
async def use_text(event: CallbackQuery, callback_data: UseText, talk: Talk) -> Reply:
    """Runs when the person wants the text of a picture as the answer in words."""
    draft = await own_draft(talk.session, callback_data.draft, talk.person)
    question = type_of(talk.city, draft.type).question(callback_data.question)
    if question is None:
        raise ChoiceUnknown
    page = (
        await own_shown(talk.session, callback_data.shown, talk.person)
        if callback_data.shown
        else await _page_of(talk, draft, callback_data.piece)
    )
    if page is None:
        return show(event, await ask(talk, draft, talk.words("picture-gone")))
    return show(event, await answered(talk, draft, question, page.text))


@router.callback_query(CaseFromPicture.filter())
async def case_from_picture(event: CallbackQuery, callback_data: CaseFromPicture, talk: Talk) -> Reply:
    """Runs when the person wants to file what a picture shows; begins the form with what was read."""
    page = await own_shown(talk.session, callback_data.shown, talk.person)
    if page is None:
        return show(event, menu_screen(talk.words, talk.words("picture-gone")))
    case_type = type_of(talk.city, callback_data.type)
    read = answers_on(page, case_type, {}, talk.city, talk.today)
    return show(event, await begin_case(talk, case_type.key, read.sure, doubtful=read.doubtful))


async def _page_of(talk: Talk, draft: CaseDraft, number: int) -> Page | None:
    """What was read in a piece of the draft."""
    for piece in await evidence_of(talk.session, draft_id=draft.id):
        if piece.number == number:
            return await page_of_piece(talk.session, piece.id)
    return None
