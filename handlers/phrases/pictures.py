"""What was found in pictures, in words."""

from collections.abc import Iterable

from handlers.talk.texts import Words


def traces_said(words: Words, kinds: Iterable[str]) -> str:
    """The kinds of traces of a person, in one line."""
    return words("picture-and").join(words("picture-trace", kind=each) for each in kinds)
