"""All conversations together: routes every press, word and file to the handler that answers it."""

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.articles import benefits, editing, history, reading
from handlers.cases import adding, answering, claiming, department_files, identity, mine, pieces, sent_answer
from handlers.casework import (
    assisting,
    attaching,
    leader_orders,
    looking,
    looks,
    new_place,
    orders,
    queue,
    signing,
    steps,
    team,
)
from handlers.casework import gates as gates_told
from handlers.casework import identity as staff_identity
from handlers.casework import writing as staff_writing
from handlers.events import asked, asking, being_there, booking, browsing, record, subsidy
from handlers.events import card as event_card
from handlers.events import mine as bookings
from handlers.events import naming as event_naming
from handlers.figures import report, spans, station_report, unmet
from handlers.filing import choosing, filling, naming, proof, review, shown, spots
from handlers.front import (
    emergency,
    free_text,
    groups,
    menu,
    onboarding,
    plain_words,
    searching,
    sent_first,
    service_messages,
    still_learning,
    urgent,
    yes,
)
from handlers.front.offers import Kind, Offer, kind_of
from handlers.hosting import changing, creating, dates, details, facts, money, people, problems, station, station_hours
from handlers.me import goodbye, link, me, quiet_times
from handlers.negotiations import desk, paper
from handlers.negotiations import joining as negotiation_joining
from handlers.negotiations import writing as negotiation_writing
from handlers.notices import listing, picturing, survey, topics, watching, writing
from handlers.papers import expiry, wallet
from handlers.places import answers, card, checking, finding, gates
from handlers.staff import away, console, joining, posts
from handlers.staff import desk as staff_desk
from handlers.staff import questions as staff_questions

PRESSES, MESSAGE = "callback_query", "message"
_AFTER_PREFIX = re.compile(r"[:|]")


class Conversations(Router):
    """Finds the handler of a press by the prefix of its data, and the handler of a message in one list of those that
    can answer such a message in the chat's state.

    aiogram would ask each of some thirty routers in turn, which took longer than the answer. No router has filters or
    middlewares of its own. A press without a prefix, or outside of a private chat, goes aiogram's way.
    """

    def include_routers(self, *routers: Router) -> None:
        """Include the routers and index their handlers by prefix, and by state and kind of message."""
        super().include_routers(*routers)
        self._by_prefix: dict[str, list[Offer]] = {}
        self._messages: list[Offer] = []
        self._answering: dict[tuple[str | None, Kind | None], list[Offer]] = {}
        for router in self.chain_tail:
            self._messages += [Offer.of(each) for each in router.observers[MESSAGE].handlers]
            for handler in router.observers[PRESSES].handlers:
                for each in handler.filters or ():
                    if isinstance(each.callback, CallbackQueryFilter):
                        prefix = each.callback.callback_data.__prefix__
                        self._by_prefix.setdefault(prefix, []).append(Offer.of(handler))
            _stay_in_the_loop(router)

    def answers(self, data: CallbackData) -> bool:
        """Return whether some handler takes buttons of this kind."""
        return data.__prefix__ in self._by_prefix

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Run the handler of a press or a message; leave every other update to aiogram."""
        if isinstance(event, CallbackQuery) and update_type == PRESSES and is_private(event):
            response = await self._answer(event, kwargs)
            if response is not UNHANDLED:
                return response
        elif isinstance(event, Message) and update_type == MESSAGE:
            return await self._answer(event, kwargs)
        return await super().propagate_event(update_type, event, **kwargs)

    async def _answer(self, event: Message | CallbackQuery, things: dict[str, Any]) -> Any:
        """Run the first handler whose filters let it answer; UNHANDLED if there is none. things: what handlers get."""
        things["event_router"] = self
        state = things.get("raw_state")
        if isinstance(event, CallbackQuery):
            of_prefix = self._by_prefix.get(_AFTER_PREFIX.split(event.data or "", maxsplit=1)[0], [])
            offers = [each for each in of_prefix if each.fits(state, None)]
        else:
            offers = self._offers_in(state, kind_of(event))
        for offer in offers:
            given = await offer.accepted(event, things)
            if given is not None:
                return await offer.handler.call(event, **given)
        return UNHANDLED

    def _offers_in(self, state: str | None, kind: Kind | None) -> list[Offer]:
        """The handlers that can answer such a message in this state, in their order."""
        known = self._answering.get((state, kind))
        if known is None:
            known = self._answering[state, kind] = [each for each in self._messages if each.fits(state, kind)]
        return known


def _stay_in_the_loop(router: Router) -> None:
    """Run plain functions in the event loop. aiogram runs everything that is no coroutine function in a thread, even
    `F.text`; a message passes tens of such filters, and a thread takes far longer than any of them.
    """
    for observer in router.observers.values():
        for handler in observer.handlers:
            for each in (handler, *(handler.filters or ())):
                if not each.awaitable:
                    each.callback, each.awaitable = _at_once(each.callback), True


def _at_once(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    async def call(*args: Any, **named: Any) -> Any:
        return function(*args, **named)

    return call


def is_private(event: CallbackQuery) -> bool:
    """Return whether the button was pressed in a private chat, or below a message that is not known any more."""
    return event.message is None or event.message.chat.type == groups.PRIVATE


@cache
def conversations() -> Conversations:
    """Every conversation in its order: emergencies first, links that carry a code before the plain /start, commands
    before the questions that await an answer, and the handlers of everything else last. Cached, because a router can
    be included only once.
    """
    router = Conversations(name=__name__)
    router.include_routers(
        emergency.router,
        service_messages.router,
        urgent.router,
        yes.router,
        groups.router,
        joining.router,
        console.router,
        claiming.router,
        being_there.router,
        onboarding.router,
        staff_desk.router,
        posts.router,
        menu.router,
        me.router,
        goodbye.router,
        link.router,
        quiet_times.router,
        watching.router,  # the command, before the words for it
        topics.router,
        survey.router,
        staff_questions.router,
        listing.router,
        picturing.router,
        writing.router,
        looks.router,
        unmet.router,
        problems.router,
        report.router,
        spans.router,
        away.router,
        team.router,
        orders.router,
        leader_orders.router,
        assisting.router,
        station_report.router,
        desk.router,
        negotiation_writing.router,
        paper.router,
        queue.router,
        looking.router,
        steps.router,
        new_place.router,
        signing.router,
        attaching.router,
        staff_writing.router,
        gates_told.router,
        station.router,
        station_hours.router,
        facts.router,
        staff_identity.router,
        answering.router,
        sent_answer.router,
        mine.router,
        pieces.router,
        department_files.router,
        identity.router,
        negotiation_joining.router,
        adding.router,
        choosing.router,
        naming.router,
        review.router,
        spots.router,
        shown.router,
        proof.router,
        filling.router,
        plain_words.router,
        asked.router,
        browsing.router,
        event_card.router,
        asking.router,
        booking.router,
        bookings.router,
        event_naming.router,
        record.router,
        subsidy.router,
        dates.router,
        people.router,
        changing.router,
        creating.router,
        details.router,
        money.router,
        wallet.router,
        expiry.router,
        reading.router,
        editing.router,
        history.router,
        benefits.router,
        finding.router,
        gates.router,  # before answers: the name of an estate may be that of a street
        answers.router,
        card.router,
        checking.router,
        answering.last_router,
        sent_answer.last_router,
        sent_first.router,
        searching.router,
        still_learning.router,
        free_text.router,
    )
    return router
