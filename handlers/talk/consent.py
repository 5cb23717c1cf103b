"""What is kept of a person, and the question whether it may be. Whoever needs the answer asks with `then`:
where the person wanted to go, which is where they arrive once they agreed."""

from aiogram.filters.callback_data import CallbackData

from handlers.talk.screens import Button, Screen
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.people.person import CONSENT_VERSION


class Agree(CallbackData, prefix="agree"):
    """Yes to the wording of `version`. then: the name of what was interrupted by the question, if anything."""

    version: str
    then: str = ""


class WhatIsKept(CallbackData, prefix="kept"):
    """What do you keep?"""

    then: str = ""


def agree_button(words: Words, then: str = "") -> Button:
    return Button(words("onboarding-button-agree"), Agree(version=CONSENT_VERSION, then=then))


def kept_screen(talk: Talk, then: str = "") -> Screen:
    """All that is kept, for how long, and how to be rid of it."""
    text = talk.words("onboarding-kept", version=CONSENT_VERSION)
    if talk.person.agreed:
        return Screen(text).with_home(talk.words)
    return Screen(text, ((agree_button(talk.words, then),),)).with_home(talk.words)


def consent_screen(words: Words, then: str) -> Screen:
    """What was asked for needs an agreement first."""
    more = Button(words("onboarding-button-kept"), WhatIsKept(then=then))
    return Screen(words("onboarding-consent-needed"), ((agree_button(words, then),), (more,))).with_home(words)
