"""Which notices a person gets: from 我的, or below one of which they want fewer. It ends with what is on now."""

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.notices import FewerNotices, OpenLink, OpenTopics, ReadNotice, SwitchTopic
from handlers.filing.answers import says
from handlers.front.menu import menu_screen
from handlers.me.me import OpenMe
from handlers.talk.consent import Agree, consent_screen
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, say, show
from handlers.talk.texts import Words
from models.notices.audience import Topic, switch_topic, topics_off
from models.notices.newcomer import join
from models.notices.notice import Notice, notice_link, tapped
from models.people.member_code import member_code
from models.people.person import Person

router = Router(name=__name__)
THEN = "topics"


def says_topics(message: Message) -> bool:
    """Whether a typed text asks for them, in any language."""
    return says("notice-topics-words", message.text or "")


@router.callback_query(OpenTopics.filter())
@router.message(says_topics)
async def open_topics(event: Message | CallbackQuery, session: AsyncSession, person: Person, words: Words) -> Reply:
    return show(event, await topics_screen(session, words, person))


@router.callback_query(Agree.filter(F.then == THEN))
async def agreed_to_topics(
    event: CallbackQuery, session: AsyncSession, person: Person, now: datetime, words: Words
) -> Reply:
    await join(session, person, now=now)
    return show(event, await topics_screen(session, words, person))


@router.callback_query(SwitchTopic.filter())
async def switch(
    event: CallbackQuery, callback_data: SwitchTopic, session: AsyncSession, person: Person, words: Words
) -> Reply:
    if not person.agreed:
        return show(event, consent_screen(words, THEN))
    if callback_data.topic in set(Topic):
        await switch_topic(session, person, Topic(callback_data.topic), on=callback_data.on)
    return show(event, await topics_screen(session, words, person))


@router.callback_query(ReadNotice.filter())
async def read(
    event: CallbackQuery, callback_data: ReadNotice, session: AsyncSession, person: Person, now: datetime, words: Words
) -> Reply:
    await tapped(session, callback_data.notice_id, person.id, acted=False, now=now)
    return say(event, menu_screen(words, words("notice-read")))


@router.callback_query(OpenLink.filter())
async def open_link(event: CallbackQuery, callback_data: OpenLink, session: AsyncSession, words: Words) -> Reply:
    """The press is counted already; the notice stays as it is."""
    url = await notice_link(session, callback_data.notice_id, callback_data.number)
    open_ = Button(words("notice-button-open"), url=url)
    return say(event, Screen(words("notice-link"), ((open_,), (home_button(words),))))


@router.callback_query(FewerNotices.filter())
async def fewer(
    event: CallbackQuery,
    callback_data: FewerNotices,
    session: AsyncSession,
    person: Person,
    now: datetime,
    words: Words,
) -> Reply:
    notice = await session.get(Notice, callback_data.notice_id)
    if notice is None or not person.agreed:
        return say(event, await topics_screen(session, words, person))
    await tapped(session, notice.id, person.id, acted=False, now=now)
    await switch_topic(session, person, Topic(notice.topic), on=False)
    return say(event, fewer_screen(words, notice.topic))


def fewer_screen(words: Words, topic: str) -> Screen:
    again = Button(words("notice-button-again"), SwitchTopic(topic=topic, on=True))
    return Screen(
        words("notice-fewer", topic=words(f"notice-topic-{topic}")),
        ((again, Button(words("notice-button-topics"), OpenTopics())), (home_button(words),)),
    )


async def topics_screen(session: AsyncSession, words: Words, person: Person) -> Screen:
    """Each topic with what a press does to it; the code by which a department's own list may name the person."""
    off = topics_off(person)
    choices = [
        Button(
            words("notice-button-topic", topic=words(f"notice-topic-{topic}"), on="no" if topic in off else "yes"),
            SwitchTopic(topic=topic.value, on=topic in off),
        )
        for topic in Topic
    ]
    last = (Button(words("me-button-back"), OpenMe()), home_button(words))
    code = [words("notice-member-code", code=await member_code(session, person))] if person.agreed else []
    return Screen("\n".join([words("notice-topics"), *code]), (*in_rows(choices, 2), last))
