"""A person's unfinished cases: how a draft is named, and the ways back to it."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.buttons.filing import ContinueDraft, OpenDrafts
from handlers.phrases.cases import day_said, type_said
from handlers.talk.forms import page_of
from handlers.talk.screens import Button, Screen, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.cases.draft import CaseDraft, drafts_of
from models.city.pack import City


def is_begun(draft: CaseDraft) -> bool:
    """Return whether the person answered or sent something; an empty draft is nothing to continue."""
    return bool(draft.answers) or draft.changed_at - draft.created_at > timedelta(0)


async def unfinished(talk: Talk) -> Sequence[CaseDraft]:
    """The drafts that can be continued, the last changed first."""
    if not talk.person.agreed:
        return []
    return [each for each in await drafts_of(talk.session, talk.person) if is_begun(each)]


async def unfinished_button(talk: Talk) -> tuple[Button, ...]:
    """The button to the unfinished case, or to the list of several; empty if there is none."""
    drafts = await unfinished(talk)
    if not drafts:
        return ()
    if len(drafts) == 1:
        label = talk.words("filing-button-unfinished", type=type_said(talk.words, talk.city, drafts[0].type))
        return (Button(label, ContinueDraft(draft=drafts[0].id)),)
    return (Button(talk.words("filing-button-unfinished-all", count=str(len(drafts))), OpenDrafts()),)


async def drafts_screen(talk: Talk, page: int = 0, first_line: str | None = None) -> Screen:
    """List the unfinished cases."""
    drafts = await unfinished(talk)
    shown, following = page_of(drafts, page)
    buttons = [Button(draft_said(talk.words, talk.city, each), ContinueDraft(draft=each.id)) for each in shown]
    more = () if following is None else ((Button(talk.words("filing-button-more"), OpenDrafts(page=following)),),)
    head = talk.words("filing-unfinished" if drafts else "filing-unfinished-none")
    return Screen("\n".join(filter(None, [first_line, head])), (*in_rows(buttons, 1), *more)).with_home(talk.words)


def draft_said(words: Words, city: City, draft: CaseDraft) -> str:
    """The draft's type, and the day of its last change."""
    day = day_said(words, draft.changed_at.astimezone(city.zone).date())
    return words("filing-draft", type=type_said(words, city, draft.type), day=day)
