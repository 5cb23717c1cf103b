"""The last step of writing a notice: how workers will see it, who gets it and how, who does not, and when it is
sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from handlers.buttons.notices import WriteNotice
from handlers.notices.mass import fits_mass
from handlers.notices.survey import questions_said
from handlers.notices.written import written_of
from handlers.phrases.days import short_moment
from handlers.pushed.notices import LABELS
from handlers.talk.screens import Button, Screen, home_button
from handlers.talk.talk import Talk
from handlers.talk.texts import Texts, Words
from models.city.pack import City
from models.city.wechat_templates import TemplateKind
from models.notices.approval import needs_yes, weight_of
from models.notices.audience import AudienceCount, count_audience
from models.notices.mass import WeChatCount, count_wechat
from models.notices.notice import Author, Target, Written, links_of
from models.outbox.message import Urgency
from models.outbox.pictures import find_media
from models.wechat.account import WECHAT
from models.wechat.mass import FEWEST, mass_left


async def preview_screen(talk: Talk, notice: Mapping[str, Any], *, by: Author) -> Screen:
    """The preview, with buttons to send, change or schedule the notice."""
    later = bool(notice.get("send_at"))
    written, send_at, expires_at = written_of(notice, talk.city, now=talk.now, later=later)
    emergency = written.urgency is Urgency.NOW
    count = await count_audience(talk.session, written.audience, written.topic, emergency=emergency)
    reached, mass = await _on_wechat(talk, written, count)
    lines = [
        talk.words("notice-preview"),
        *(talk.words("notice-pushed", title=written.titles[each], text=written.texts[each]) for each in written.titles),
        *(await _picture_said(talk, written)),
        *questions_said(talk.words, written.questions),
        talk.words("notice-preview-buttons", labels=talk.words("place-and").join(_labels(written, talk.words))),
        count_said(written, count, talk.words),
        *reached,
        talk.words(
            "notice-times",
            when=short_moment(send_at, talk.city.zone) if later else "now",
            until=short_moment(expires_at, talk.city.zone),
        ),
        *approval_said(written, count, talk.city, talk.words, by=by),
    ]
    send = "later" if later else "now"
    rows = (
        (Button(talk.words("notice-button-send", when=send), WriteNotice(step="send", value=send)),),
        *((mass,) if mass else ()),
        (
            Button(talk.words("notice-button-when"), WriteNotice(step="when")),
            Button(talk.words("notice-button-change"), WriteNotice(step="title")),
        ),
        (Button(talk.words("notice-button-add-picture", there="yes" if written.picture else "no"), _PICTURE),),
        (Button(talk.words("me-button-back"), WriteNotice(step="valid_h")), home_button(talk.words)),
    )
    return Screen("\n".join(lines), rows)


def approval_said(written: Written, count: AudienceCount, city: City, words: Words, *, by: Author) -> list[str]:
    """Why it needs another person's yes; empty if it needs none."""
    many = count.told > city.approve_notices_above
    weight = weight_of(written.urgency, written.titles, written.texts, many=many)
    return [words("notice-needs-approval", why=weight.value)] if weight is not None and needs_yes(weight, by) else []


_PICTURE = WriteNotice(step="picture")


async def _picture_said(talk: Talk, written: Written) -> list[str]:
    media = await find_media(talk.session, written.picture) if written.picture else None
    if media is None:
        return []
    how = "lost" if media.problem is not None else "waits" if media.content is None else "here"
    return [talk.words("notice-preview-picture", how=how, mass="yes" if written.mass else "no")]


def _labels(written: Written, words: Words) -> list[str]:
    own = ["notice-button-read", *(["notice-button-fewer"] if written.urgency is not Urgency.NOW else [])]
    return [*labels_of(written.targets, words), *(words(key) for key in own)]


def labels_of(targets: Sequence[Target], words: Words) -> list[str]:
    """The button labels of a notice and the addresses of its links, which its approver has to know."""
    return [" ".join([words(LABELS[each.opens]), *links_of([each])]) for each in targets]


def count_said(written: Written, count: AudienceCount, words: Words) -> str:
    """How many people get it, on which channels, and how many do not."""
    if written.audience.got:
        return words("notice-count-corrected", told=count.told, others=count.switched_off + count.blocked)
    if written.audience.listed:
        return words("notice-count-list", told=count.told, others=count.switched_off + count.blocked)
    channels = [words("me-chat", channel=name) + f" {told}" for name, told in sorted(count.channels.items())]
    said = words("place-and").join(channels) or words("me-none")
    return words("notice-count", told=count.told, channels=said, off=count.switched_off, blocked=count.blocked)


@dataclass(frozen=True, slots=True)
class Reach:
    """How people who are only on WeChat are reached. left: mass messages of this month; why: why none is offered."""

    count: WeChatCount
    left: int
    why: str | None

    def said(self, written: Written, words: Words) -> list[str]:
        """How many are reached how, and what a mass message would do."""
        people = {"now": self.count.now, "notice": self.count.by_template, "write": self.count.when_they_write}
        lines = [words("notice-count-wechat", **people)]
        if self.why is not None and not written.mass:
            return [*lines, words("notice-no-mass", why=self.why, left=self.left)]
        how = "off" if written.mass else "on"
        return [*lines, words("notice-mass", how=how, left=self.left, people=self.count.when_they_write)]


async def wechat_reach(
    session: AsyncSession, written: Written, count: AudienceCount, *, city: City, texts: Texts, now: datetime
) -> Reach | None:
    """How people who are only on WeChat are reached; None if there are none."""
    if WECHAT not in count.channels:
        return None
    reach = await count_wechat(
        session,
        written.audience,
        written.topic,
        emergency=written.urgency is Urgency.NOW,
        template=city.wechat_templates.get(TemplateKind.NOTICE),
        now=now,
    )
    left = await mass_left(session, now=now)
    return Reach(reach, left, _no_mass(reach, written, left, texts))


async def _on_wechat(talk: Talk, written: Written, count: AudienceCount) -> tuple[list[str], tuple[Button, ...]]:
    """Return (lines, the button that adds or removes the mass message)."""
    reach = await wechat_reach(talk.session, written, count, city=talk.city, texts=talk.texts, now=talk.now)
    if reach is None:
        return [], ()
    said = reach.said(written, talk.words)
    if reach.why is not None and not written.mass:
        return said, ()
    change = Button(
        talk.words("notice-button-mass", how="off" if written.mass else "on", people=reach.count.when_they_write),
        WriteNotice(step="mass", value="none" if written.mass else "yes"),
    )
    return said, (change,)


def _no_mass(reach: WeChatCount, written: Written, left: int, texts: Texts) -> str | None:
    """Return the reason why no mass message is offered, or None if one is."""
    if not left:
        return "spent"
    if reach.when_they_write < FEWEST:
        return "nobody"
    fits = not written.questions and fits_mass(texts, written.titles, written.texts, links_of(written.targets))
    return None if fits else "long"
