"""What a notice says in a mass message of WeChat: it has no buttons, so that the text names what there is to do."""

from handlers.phrases.pushed import pushed_screen
from handlers.talk.texts import Texts, Words
from models.storage.database import Json
from models.wechat.account import WECHAT
from models.wechat.mass import LONGEST_TEXT


def mass_text(words: Words, content: Json) -> str:
    """The words of a notice (`models.outbox.message.Pushed` as JSON), the addresses of its links, and how to get
    fewer."""
    screen = pushed_screen(words, content)
    buttons = [each for row in screen.rows for each in row if each.url]
    links = [words("notice-mass-link", label=each.text, url=each.url or "") for each in buttons]
    return "\n".join([screen.text, *links, words("notice-mass-last")])


def fits_mass(texts: Texts, content: Json) -> bool:
    """Whether WeChat takes it in every language."""
    said = texts.on(WECHAT)
    return all(len(mass_text(said.in_(each), content).encode()) <= LONGEST_TEXT for each in texts.locales)
