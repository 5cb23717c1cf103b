"""The texts of every language."""

from tests.locale_keys import problems


def test_every_language_has_every_key_once_and_every_key_is_used() -> None:
    assert problems() == []
