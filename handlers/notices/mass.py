"""The text of a notice as a WeChat mass message. It has no buttons, so the text itself says what to do."""

from collections.abc import Mapping, Sequence

from handlers.pushed.notices import LABELS
from handlers.talk.texts import Texts, Words
from models.notices.notice import Opens
from models.wechat.account import WECHAT
from models.wechat.mass import LONGEST_TEXT


def mass_text(words: Words, titles: Mapping[str, str], texts: Mapping[str, str], links: Sequence[str]) -> str:
    """The notice's words, the addresses of its links, and how to get fewer notices."""
    said = words("notice-pushed", title=words.pick(titles), text=words.pick(texts))
    label = words(LABELS[Opens.LINK])
    return "\n".join(
        [said, *(words("notice-mass-link", label=label, url=each) for each in links), words("notice-mass-last")]
    )


def fits_mass(all_words: Texts, titles: Mapping[str, str], texts: Mapping[str, str], links: Sequence[str]) -> bool:
    """Return whether the text fits WeChat's limit in every language."""
    there = all_words.on(WECHAT)
    said = (mass_text(there.in_(each), titles, texts, links) for each in all_words.locales)
    return all(len(each.encode()) <= LONGEST_TEXT for each in said)
