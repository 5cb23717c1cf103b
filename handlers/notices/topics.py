"""The topics of notices that a person gets: from 我的, or below a notice of which they want fewer. It ends with what is
on now.
"""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.buttons.me import OpenMe
from handlers.buttons.notices import FewerNotices, OpenLink, OpenTopics, ReadNotice, SwitchTopic
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.menu_screen import menu_screen
from handlers.talk.said_words import says
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import Words
from models.notices.audience import Topic, switch_topic, topics_off
from models.notices.newcomer import join
from models.notices.notice import Notice, notice_link, tapped
from models.people.member_code import member_code

router = Router(name=__name__)
THEN = "topics"


def says_topics(message: Message) -> bool:
    """Return whether a typed text asks for the topics, in any language."""
    return says("notice-topics-words", message.text or "")


@router.callback_query(OpenTopics.filter())
@router.message(says_topics)
async def open_topics(event: Message | CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person opens the topics, or types a word for them; lists them."""
    return show(event, await topics_screen(talk))


@router.callback_query(Agree.filter(F.then == THEN))
async def agreed_to_topics(event: CallbackQuery, talk: Talk) -> Reply:
    """Runs when the person agrees so that they can choose; lists the topics."""
    await join(talk.session, talk.person, now=talk.now)
    return show(event, await topics_screen(talk))


@router.callback_query(SwitchTopic.filter())
async def switch(event: CallbackQuery, talk: Talk, callback_data: SwitchTopic) -> Reply:
    """Runs when the person switches a topic on or off; lists the topics."""
    if not talk.person.agreed:
        return show(event, consent_screen(talk.words, THEN))
    if callback_data.topic in set(Topic):
        await switch_topic(talk.session, talk.person, Topic(callback_data.topic), on=callback_data.on)
    return show(event, await topics_screen(talk))


@router.callback_query(ReadNotice.filter())
async def read(event: CallbackQuery, talk: Talk, callback_data: ReadNotice) -> Reply:
    """Runs when the person presses that they have read a notice; notes it and shows the menu."""
    await tapped(talk.session, callback_data.notice_id, talk.person.id, acted=False, now=talk.now)
    return say(event, menu_screen(talk.words, talk.words("notice-read")))


@router.callback_query(OpenLink.filter())
async def open_link(event: CallbackQuery, talk: Talk, callback_data: OpenLink) -> Reply:
    """Runs when the person presses the link of a notice; answers with the link. The press was counted before; the
    notice stays as it is.
    """
    url = await notice_link(talk.session, callback_data.notice_id, callback_data.number)
    open_ = Button(talk.words("notice-button-open"), url=url)
    return say(event, Screen(talk.words("notice-link"), ((open_,), (home_button(talk.words),))))


@router.callback_query(FewerNotices.filter())
async def fewer(event: CallbackQuery, talk: Talk, callback_data: FewerNotices) -> Reply:
    """Runs when the person wants fewer such notices; switches the topic off."""
    notice = await talk.session.get(Notice, callback_data.notice_id)
    if notice is None or not talk.person.agreed:
        return say(event, await topics_screen(talk))
    await tapped(talk.session, notice.id, talk.person.id, acted=False, now=talk.now)
    await switch_topic(talk.session, talk.person, notice.topic, on=False)
    return say(event, fewer_screen(talk.words, notice.topic))


def fewer_screen(words: Words, topic: str) -> Screen:
    """Say that the topic is off, and offer to switch it on again."""
    again = Button(words("notice-button-again"), SwitchTopic(topic=topic, on=True))
    return Screen(
        words("notice-fewer", topic=words(f"notice-topic-{topic}")),
        ((again, Button(words("notice-button-topics"), OpenTopics())), (home_button(words),)),
    )


async def topics_screen(talk: Talk) -> Screen:
    """Each topic with what a press does; and the code by which a department's own list may name the person."""
    off = topics_off(talk.person)
    choices = [
        Button(
            talk.words(
                "notice-button-topic", topic=talk.words(f"notice-topic-{topic}"), on="no" if topic in off else "yes"
            ),
            SwitchTopic(topic=topic.value, on=topic in off),
        )
        for topic in Topic
    ]
    last = (Button(talk.words("me-button-back"), OpenMe()), home_button(talk.words))
    code = (
        [talk.words("notice-member-code", code=await member_code(talk.session, talk.person))]
        if talk.person.agreed
        else []
    )
    return Screen("\n".join([talk.words("notice-topics"), *code]), (*in_rows(choices, 2), last))
