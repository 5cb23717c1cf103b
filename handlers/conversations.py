"""All conversations together: what people press, say and send, and what they are answered."""

from functools import cache

from aiogram import Router

from handlers import emergency, free_text, groups, link, me, menu, onboarding, quiet_times
from handlers.certificates import expiry, wallet
from handlers.places import answers, card, finding


@cache
def conversations() -> Router:
    """Every conversation in its order: an emergency first, commands before the questions that await an answer, and
    last whoever answers what is left. Cached, as a router can be included only once."""
    router = Router(name=__name__)
    router.include_routers(
        emergency.router,
        groups.router,
        onboarding.router,
        menu.router,
        me.router,
        link.router,
        quiet_times.router,
        wallet.router,
        expiry.router,
        finding.router,
        answers.router,
        card.router,
        free_text.router,
    )
    return router
