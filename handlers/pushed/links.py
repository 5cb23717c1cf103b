"""The questions and news for a person's chats while they are being linked."""

from handlers.buttons.me import AskUnlink, ConfirmLink, RefuseLink
from handlers.pushed.shown import Facts, Rows, Tells, said_arguments, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.my_data.link_code import LinkNews


def _confirm(words: Words, facts: Facts) -> Rows:
    no = Button(words("link-button-not"), RefuseLink(request_id=facts["request_id"]))
    return ((no, Button(words("link-button-confirm"), ConfirmLink(request_id=facts["request_id"]))),)


def _take_off(words: Words, facts: Facts) -> Rows:
    label = words("link-button-unlink", chat=said_arguments(words, facts)["chat"])
    return ((Button(label, AskUnlink(contact_id=facts["chat_id"])),),)


QUESTION: Tells = {LinkNews.QUESTION: shows("link-question", _confirm)}
CHATS: Tells = {
    LinkNews.REFUSED: shows("link-news-refused"),
    LinkNews.JOINED: shows("link-news-joined"),
    LinkNews.LINKED: shows("link-news-linked", _take_off),
    LinkNews.UNLINKED: shows("link-news-unlinked"),
}
