"""The question to a member of staff whether it is they who take a step in the console."""

from handlers.buttons.console import SayPresence
from handlers.pushed.shown import Facts, Tells, said_arguments
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.desk.proof import PresenceNews


def step_said(words: Words, step: str) -> str:
    """The step in words. step: a key without `console-step-`."""
    key = f"console-step-{step}"
    return words(key) if words.has(key) else words("console-step-other")


def _asked(words: Words, facts: Facts) -> Screen:
    about = {**said_arguments(words, facts), "step": step_said(words, facts["step"])}
    yes = Button(words("console-button-me"), SayPresence(question_id=facts["question_id"], yes=True))
    no = Button(words("console-button-not-me"), SayPresence(question_id=facts["question_id"], yes=False))
    return Screen(words("console-presence-asked", **about), ((yes, no),))


PRESENCE: Tells = {PresenceNews.ASKED: _asked}
