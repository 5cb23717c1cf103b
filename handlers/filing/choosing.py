"""Choose the type of a case, by the buttons of a group or by a sentence. It ends with the form's first question.

Everything that leads to a case calls `begin_case`; below a text it is the button `StartCase`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.articles import OpenArticle
from handlers.buttons.cases import CITY, HELP, RIGHTS, OpenGroup, StartCase
from handlers.buttons.filing import ContinueDraft, NewDraft, OpenDrafts
from handlers.buttons.front import NotThis
from handlers.filing.drafts import draft_said, drafts_screen, is_begun, unfinished_button
from handlers.filing.form import DOUBTFUL, DRAFT, ask
from handlers.filing.kinds.every_kind import asked_kind
from handlers.filing.sent_first import put_in
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.forms import await_yes, leave_form, page_of
from handlers.talk.meaning import Meaning
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.draft import MOST_DRAFTS, CaseDraft, discard_draft, drafts_of, start_draft, type_of
from models.cases.errors import CaseTypeUnknown
from models.city.case_types import CaseType
from models.city.case_words import types_said
from models.city.intents import case_type_of
from models.notices.newcomer import join
from models.questions.money import MoneyKind
from models.storage.database import Json

router = Router(name=__name__)
ON_THE_MENU = (RIGHTS, CITY)
THEN = "case_"
"""Stands in `then` before the type whose beginning the question for the agreement interrupted."""
KNOWN = "known_answers"
"""In the conversation's data: a type, and the answers that a sentence has already told."""
LIKELIER_ELSEWHERE = 0.5
"""If something that is no case has at least this probability, the words of case types do not count."""
SURER_THAN_WORDS = 0.7
"""From this probability on the model's type comes before the type whose words are in the text."""
MOST_SAID = 3
"""Types offered for one sentence."""


# --- by buttons -----------------------------------------------------------------------------------------------------


@router.callback_query(OpenGroup.filter())
async def open_group(event: CallbackQuery, callback_data: OpenGroup, talk: Talk) -> Reply:
    """Runs when the person opens a group of case types; lists them."""
    await leave_form(talk.state)
    return show(event, await group_screen(talk, callback_data.group, callback_data.page))


@router.callback_query(OpenDrafts.filter())
async def open_drafts(event: CallbackQuery, callback_data: OpenDrafts, talk: Talk) -> Reply:
    """Runs when the person opens their unfinished cases; lists them."""
    await leave_form(talk.state)
    return show(event, await drafts_screen(talk, callback_data.page))


@router.callback_query(StartCase.filter())
async def start_case(event: CallbackQuery, callback_data: StartCase, talk: Talk) -> Reply:
    """Runs when the person presses a case type; answers with its first question."""
    return show(event, await begin_case(talk, callback_data.type))


@router.callback_query(Agree.filter(F.then.startswith(THEN)))
async def agreed_to_case(event: CallbackQuery, callback_data: Agree, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can file; answers with the first question."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, await begin_case(talk, callback_data.then.removeprefix(THEN)))


@router.callback_query(NewDraft.filter())
async def new_draft(event: CallbackQuery, callback_data: NewDraft, talk: Talk) -> Reply:
    """Runs when the person begins another case although one of the type is unfinished."""
    return show(event, await begin_case(talk, callback_data.type, beside=True))


async def begin_case(
    talk: Talk,
    type_key: str,
    answers: Mapping[str, Json] | None = None,
    *,
    beside: bool = False,
    doubtful: Mapping[str, Json] | None = None,
) -> Screen:
    """Show the first question; first ask for the agreement if it is missing, or offer an unfinished form of the type,
    unless the new one is to lie `beside` it.

    answers: what is known already, by question, as models/questions takes it; if None, what an earlier sentence told.
    doubtful: answers that are offered with their questions.
    Raises CaseTypeUnknown, TooManyDrafts.
    """
    case_type = type_of(talk.city, type_key)
    known_answers = dict(answers) if answers is not None else await _told_before(talk, case_type)
    if not talk.person.agreed:
        await talk.state.update_data({KNOWN: [type_key, known_answers]})
        return consent_screen(talk.words, f"{THEN}{type_key}")
    drafts = await drafts_of(talk.session, talk.person)
    begun = [each for each in drafts if each.type == type_key and is_begun(each)]
    if begun and not beside:
        await talk.state.update_data({KNOWN: [type_key, known_answers]})
        return _begun_screen(talk, begun[0])
    for each in drafts:
        if not is_begun(each) and (each.type == type_key or len(drafts) >= MOST_DRAFTS):
            await discard_draft(talk.session, each.id, talk.person)
    draft = await start_draft(talk.session, talk.person, type_key, city=talk.city, now=talk.now, answers=known_answers)
    await leave_form(talk.state)
    put = await put_in(talk, draft)
    if doubtful:
        await talk.state.update_data({DRAFT: draft.id, DOUBTFUL: dict(doubtful)})
    return await ask(talk, draft, "\n".join(filter(None, [_known_said(talk, case_type, draft), put])))


async def _told_before(talk: Talk, case_type: CaseType) -> dict[str, Json]:
    """The answers that an earlier sentence told for this type."""
    kept = (await talk.state.get_data()).get(KNOWN)
    if not kept or kept[0] != case_type.key:
        return {}
    return {key: value for key, value in kept[1].items() if case_type.question(key) is not None}


def _known_said(talk: Talk, case_type: CaseType, draft: CaseDraft) -> str:
    """The lines above the first question: what the form is for, and whether some answers are known already."""
    title = talk.words.pick(case_type.titles)
    begins = talk.words("filing-begins-known" if draft.answers else "filing-begins", type=title)
    return "\n".join([talk.words.pick(case_type.at_once), begins]) if case_type.at_once else begins


# --- by saying it ---------------------------------------------------------------------------------------------------


async def offer_case(message: Message, talk: Talk, meaning: Meaning) -> Reply | None:
    """Offer the case type that a sentence is about, with what it already tells; None if it is about none.

    The type that the sentence surely means comes first, then those whose words it contains, then those it could mean.
    """
    types = types_meant(message.text or "", talk, meaning)
    if not types:
        return None
    known = await told_in(message.text or "", types[0], talk, meaning)
    await leave_form(talk.state)
    await talk.state.update_data({KNOWN: [types[0].key, known]})
    await await_yes(talk.state, StartCase(type=types[0].key))
    return show(message, _offer_screen(talk, types, known))


def types_meant(text: str, talk: Talk, meaning: Meaning) -> list[CaseType]:
    """The types that a sentence may be about, the likeliest first. The words of types count if the model is not sure,
    unless it takes the sentence for something that is no case.
    """
    first = meaning.guesses[0] if meaning.guesses else None
    elsewhere = first is not None and case_type_of(first.intent) is None and first.probability >= LIKELIER_ELSEWHERE
    if elsewhere or any(case_type_of(intent) is None for intent in meaning.wishes):
        return []
    said = [each.key for each in types_said(text, talk.city)]
    meant = [key for intent in (meaning.perhaps if meaning.intent else meaning.choice) if (key := case_type_of(intent))]
    wishes = [key for intent in meaning.wishes if (key := case_type_of(intent))]
    sure = bool(meant) and first is not None and first.probability >= SURER_THAN_WORDS
    if not sure and not said and not wishes:
        return []
    likeliest = meant[:1] if sure else said[:1]
    keys = [key for key in dict.fromkeys([*likeliest, *wishes, *meant, *said]) if key in talk.city.case_types]
    if meaning.facts.money is not None:
        keys.sort(key=lambda key: key not in said or not talk.city.case_types[key].questions_of(MoneyKind))
    return [talk.city.case_types[key] for key in keys][:MOST_SAID]


async def told_in(text: str, case_type: CaseType, talk: Talk, meaning: Meaning) -> dict[str, Json]:
    """All that the sentence tells for the type's questions, in their order: a sum, a platform, a choice, a place."""
    asked = Counter(type(each.kind) for each in case_type.questions)
    told: dict[str, Json] = {}
    for question in case_type.questions:
        kind = asked_kind(question)
        if kind.told_once and asked[type(question.kind)] > 1:
            continue
        if answer := await kind.told(talk, question, text, meaning):
            told[question.key] = answer
    return told


def _offer_screen(talk: Talk, types: Sequence[CaseType], known: Mapping[str, Json]) -> Screen:
    words, first = talk.words, types[0]
    told = _told_said(talk, first, known)
    title = words.pick(first.titles)
    text = words("filing-sounds-like-known", type=title, told=told) if told else words("filing-sounds-like", type=title)
    others = [Button(words.pick(each.titles), StartCase(type=each.key)) for each in types[1:]]
    yes = Button(words("filing-button-begin"), StartCase(type=first.key))
    no = Button(words("filing-button-another-type"), NotThis())
    read = (Button(words("filing-button-article"), OpenArticle(key=first.article)),) if first.article else ()
    text = "\n".join(filter(None, [words.pick(first.at_once) if first.at_once else None, text]))
    return Screen(text, ((yes, *read), *in_rows(others, 1), (no,))).with_home(words)


def case_button(words: Words, case_type: CaseType) -> Button:
    """The button to the form of a case type, below an answer about the same subject."""
    return Button(words("filing-button-submit-this", type=words.pick(case_type.titles)), StartCase(type=case_type.key))


def _told_said(talk: Talk, case_type: CaseType, known: Mapping[str, Json]) -> str:
    told = [asked_kind(each).say(talk, each, known[each.key]) for each in case_type.questions if each.key in known]
    return talk.words("place-and").join(told)


# --- screens --------------------------------------------------------------------------------------------------------


def group_shown_for(case_type: CaseType) -> str:
    """The group of the menu under which the type is shown."""
    return case_type.group if case_type.group in ON_THE_MENU else HELP


async def group_screen(talk: Talk, group: str, page: int = 0, first_line: str | None = None) -> Screen:
    """The types of a group; below help also the groups of the pack that are not on the menu. An unfinished case comes
    first.

    Raises CaseTypeUnknown if the pack has no such group.
    """
    words = talk.words
    shown, following = page_of(_ways(talk, group), page)
    unfinished = await unfinished_button(talk)
    rows = [*((unfinished,) if unfinished else ()), *in_rows(shown, 2)]
    if following is not None:
        rows.append((Button(words("filing-button-more"), OpenGroup(group=group, page=following)),))
    known = talk.city.case_groups.get(group)
    if known is None:
        raise CaseTypeUnknown
    on_menu = group in (*ON_THE_MENU, HELP)
    head = words("filing-which-city" if group == CITY else "filing-which", group=words.pick(known.titles))
    back = () if on_menu else (Button(words("filing-button-unchanged"), OpenGroup(group=HELP)),)
    return Screen("\n".join(filter(None, [first_line, head])), (*rows, (*back, home_button(words))))


def _ways(talk: Talk, group: str) -> list[Button]:
    """The types of the group in the order of the pack; for help, also the groups that the menu does not show."""
    pick, city = talk.words.pick, talk.city
    types = [
        Button(pick(each.titles), StartCase(type=each.key)) for each in city.case_types.values() if each.group == group
    ]
    if group != HELP:
        return types
    order = list(city.case_groups.values())
    at = next((place for place, each in enumerate(order) if each.key == HELP), 0)
    before, after = (
        [Button(pick(each.titles), OpenGroup(group=each.key)) for each in some if each.key not in (*ON_THE_MENU, HELP)]
        for some in (order[:at], order[at:])
    )
    return [*before, *types, *after]


def _begun_screen(talk: Talk, draft: CaseDraft) -> Screen:
    """Ask whether to continue the unfinished case or begin another."""
    words = talk.words
    rows = (
        (Button(words("filing-button-continue"), ContinueDraft(draft=draft.id)),),
        (Button(words("filing-button-new"), NewDraft(type=draft.type)),),
    )
    return Screen(words("filing-begun", draft=draft_said(words, talk.city, draft)), rows).with_home(words)
