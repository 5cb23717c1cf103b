"""The texts of every language."""

from hashlib import sha256

from handlers.talk.texts import texts
from models.people.person import CONSENT_VERSION
from tests.locale_keys import problems

AGREED_TO = {
    "2026-11-27": "3677609784da70a6e2e35e03d4cc85113359718b5eae7d1cdbbd574075eaf6e0",
    "2026-11-29": "9edf2ec31c6ba3e21f426ffbeeaa308f771605979082d28d2b8969c012979d03",
    "2026-11-30": "5d6bac1a37a69d195099a983d02c7a976b19bc40e2d80281f56fb65e670f5365",
}
"""SHA-256 of what is read before agreeing, by version: words that were agreed to never change under the same one."""


def test_every_language_has_every_key_once_and_every_key_is_used() -> None:
    assert problems() == []


def test_new_words_of_the_agreement_have_a_new_version() -> None:
    said = "\n".join(texts().in_(locale)("onboarding-kept", version=CONSENT_VERSION) for locale in texts().locales)
    assert AGREED_TO[CONSENT_VERSION] == sha256(said.encode()).hexdigest()
