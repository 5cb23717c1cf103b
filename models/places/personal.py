"""Data kept of people who reported something about a place, found it good or not, or searched for one today."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from models.people.person import Person
from models.places.change import CLAIM_LASTS, PlaceClaim, forget_claims
from models.places.demand import SearchRecord
from models.places.felt import WORD_LASTS, forget_words, forget_words_of, hand_over_words, word_tokens
from models.places.hours import forget_exceptions
from models.places.place import USEFUL_WINDOW, Place, PlaceFeedback, forget_feedback, forget_reporters
from models.places.search_counts import PORTION as SEARCHES
from models.places.search_counts import count_searches
from models.places.search_key import forget_search_keys, tokens_of
from models.storage.database import Json
from models.storage.personal import PORTION, Kept, Leaving, Merging, Old, Personal, columns_of


async def _export(session: AsyncSession, person: Person) -> dict[str, Json]:
    said = await session.scalars(sa.select(PlaceFeedback).where(PlaceFeedback.person_id == person.id))
    claims = await session.scalars(sa.select(PlaceClaim).where(PlaceClaim.person_id == person.id))
    return {"feedback": [columns_of(each) for each in said], "place_claims": [columns_of(each) for each in claims]}


async def _hand_over(session: AsyncSession, merging: Merging) -> None:
    """Gives today's searches to the kept person, so that both chats are one who searched."""
    for token, kept in zip(await _tokens(session, merging.other), await _tokens(session, merging.kept), strict=True):
        given = sa.update(SearchRecord).where(SearchRecord.token == token).values(token=kept)
        await session.execute(given.execution_options(synchronize_session=False))
    await hand_over_words(session, merging.other.id, merging.kept.id)


async def _forget(session: AsyncSession, leaving: Leaving) -> int:
    tokens = await _tokens(session, leaving.person)
    gone = sa.delete(SearchRecord).where(SearchRecord.token.in_(tokens))
    await session.execute(gone.execution_options(synchronize_session=False))
    await forget_words_of(session, leaving.person.id)
    return 0


async def _tokens(session: AsyncSession, person: Person) -> Sequence[str]:
    return await tokens_of(session, person.id)


async def _words(session: AsyncSession, person: Person) -> Sequence[str]:
    every = await session.scalars(sa.select(Place.id).order_by(Place.id))  # closed ones too
    return list((await word_tokens(session, person.id, every)).values())


PERSONAL = Personal(
    kept=(
        Kept("place_feedback.person_id", USEFUL_WINDOW, after="they said it", outlives="counts for the place"),
        Kept("place_claim.person_id", CLAIM_LASTS, after="they said it"),
        Kept(
            "place_search_record.token",
            timedelta(days=1),
            after="they searched",
            untold="theirs only for the day, and without their words",
            digests=_tokens,
        ),
        Kept(
            "place_word.token",
            WORD_LASTS,
            after="the week they said it in",
            untold="a digest that leads from a person to their words, and from no word to a person",
            digests=_words,
        ),
    ),
    export=_export,
    hand_over=_hand_over,
    forget=_forget,
    forget_old=(
        Old(forget_reporters),
        Old(forget_feedback, PORTION),
        Old(forget_claims),
        Old(forget_words),
        Old(forget_exceptions, PORTION, of_city=True),
        Old(forget_search_keys, of_city=True),
        Old(count_searches, SEARCHES, of_city=True),
    ),
)
