"""Whether what was put into the outbox is still true right before it is sent. A row names its cause as `kind:id`, like
`booking:12`; whoever writes rows of a kind declares here how its causes are looked at once more.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from models.outbox.hidden_cause import kind_of

Ask = Callable[[AsyncSession, Collection[str]], Awaitable[set[str]]]
_HOLDS: dict[str, Ask] = {}
_WAITS: dict[str, Ask] = {}


def still_holds(kind: str) -> Callable[[Ask], Ask]:
    """Declares how the causes of a kind are looked at again right before sending: of the ids given, those that hold."""
    return lambda check: _HOLDS.setdefault(kind, check)


def may_wait(kind: str) -> Callable[[Ask], Ask]:
    """Declares how one knows, right before sending, which causes of a kind are not to be sent for now."""
    return lambda check: _WAITS.setdefault(kind, check)


async def causes_that_hold(session: AsyncSession, causes: Collection[str]) -> set[str]:
    """Those of the causes that still hold; a kind that declared nothing always does."""
    return {each for each in causes if kind_of(each) not in _HOLDS} | await _asked(_HOLDS, session, causes)


async def causes_that_wait(session: AsyncSession, causes: Collection[str]) -> set[str]:
    """Those of the causes that are not to be sent for now; a kind that declared nothing never waits."""
    return await _asked(_WAITS, session, causes)


async def _asked(checks: Mapping[str, Ask], session: AsyncSession, causes: Collection[str]) -> set[str]:
    found: set[str] = set()
    for kind, check in checks.items():
        ids = {each.partition(":")[2] for each in causes if kind_of(each) == kind}
        if ids:
            found |= {f"{kind}:{number}" for number in await check(session, ids)}
    return found
