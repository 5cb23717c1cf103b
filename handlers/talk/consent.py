"""The screens that say what is kept of a person and ask whether it may be kept. A screen that needs the answer passes
`then`: where the person wanted to go; they arrive there once they agree.
"""

from aiogram.filters.callback_data import CallbackData

from handlers.talk.screens import Button, Screen
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.people.person import CONSENT_VERSION


class Agree(CallbackData, prefix="agree"):
    """Agree to the wording of `version`. then: the name of what the question interrupted, if anything."""

    version: str
    then: str = ""


class WhatIsKept(CallbackData, prefix="kept"):
    """Ask what is kept."""

    then: str = ""


def agree_button(words: Words, then: str = "") -> Button:
    """The button that agrees to the current wording."""
    return Button(words("onboarding-button-agree"), Agree(version=CONSENT_VERSION, then=then))


def kept_screen(talk: Talk, then: str = "") -> Screen:
    """Say all that is kept, for how long, and how the person gets rid of it."""
    text = talk.words("onboarding-kept", version=CONSENT_VERSION)
    if talk.person.agreed:
        return Screen(text).with_home(talk.words)
    return Screen(text, ((agree_button(talk.words, then),),)).with_home(talk.words)


def consent_screen(words: Words, then: str) -> Screen:
    """Say that the person must agree before they get what they asked for."""
    more = Button(words("onboarding-button-kept"), WhatIsKept(then=then))
    return Screen(words("onboarding-consent-needed"), ((agree_button(words, then),), (more,))).with_home(words)
