"""What riders found of a place: the last word of each, good or not, kept for a year. Whose it is stands in no row: a
digest of person and place, which is another at each place, so that nobody can join where somebody was."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base
from models.storage.personal import PORTION
from models.storage.secrets import insert
from models.storage.unlinkable import digest_key, digest_under
from models.values.small_groups import LEAST_GROUP

WORD_LASTS = timedelta(days=366)
PRIOR = 5
"""People's words that the mean of the district counts as much as: the fewer words a place has, the nearer it is drawn
to that mean."""


class PlaceWord(Base):
    """The last word of one person on one place. week: its Monday."""

    __tablename__ = "place_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
    good: Mapped[bool]
    week: Mapped[date] = mapped_column(index=True)


class Felt(NamedTuple):
    """per_cent: of the riders who found it good, drawn to the mean of the district. people: how many said something, at
    least LEAST_GROUP."""

    per_cent: int
    people: int


async def note_word(session: AsyncSession, place_id: int, person_id: int, *, good: bool, today: date) -> None:
    """Keeps the person's word on the place instead of the one before."""
    token = _token(await digest_key(session), place_id, person_id)
    row = {"place_id": place_id, "token": token, "good": good, "week": today - timedelta(days=today.weekday())}
    upsert: Any = insert(session, PlaceWord).values(row)
    said = {"good": upsert.excluded.good, "week": upsert.excluded.week}
    await session.execute(upsert.on_conflict_do_update(index_elements=["place_id", "token"], set_=said))


async def felt_of(session: AsyncSession, districts: Mapping[int, str | None]) -> dict[int, Felt]:
    """Place -> what riders found of it; places of which fewer than LEAST_GROUP people said something are left out.
    districts: of all places among which the means are taken."""
    good = sa.func.sum(sa.case((PlaceWord.good, 1), else_=0))
    counted = sa.select(PlaceWord.place_id, sa.func.count(), good).group_by(PlaceWord.place_id)
    rows = {place: (people, int(liked)) for place, people, liked in await session.execute(counted)}
    means = _means({place: said for place, said in rows.items() if place in districts}, districts)
    return {
        place: Felt(round(100 * (liked + PRIOR * means[districts[place]]) / (people + PRIOR)), people)
        for place, (people, liked) in rows.items()
        if place in districts and people >= LEAST_GROUP
    }


def _means(rows: Mapping[int, tuple[int, int]], districts: Mapping[int, str | None]) -> Mapping[str | None, float]:
    """District -> the share of good words in it."""
    said: dict[str | None, list[int]] = {}
    for place, (people, liked) in rows.items():
        sums = said.setdefault(districts[place], [0, 0])
        sums[0] += people
        sums[1] += liked
    return {district: liked / people for district, (people, liked) in said.items()}


def _token(key: bytes, place_id: int, person_id: int) -> str:
    return digest_under(key, "felt", f"{place_id}:{person_id}")


async def word_tokens(session: AsyncSession, person_id: int, places: Iterable[int]) -> dict[int, str]:
    """Place -> the person's digest there."""
    key = await digest_key(session)
    return {place: _token(key, place, person_id) for place in places}


async def _tokens_spoken_of(session: AsyncSession, person_id: int) -> dict[int, str]:
    """The same for the places of which anybody said a word."""
    spoken_of = await session.scalars(sa.select(PlaceWord.place_id).distinct())
    return await word_tokens(session, person_id, spoken_of)


async def hand_over_words(session: AsyncSession, other: int, kept: int) -> None:
    """Gives one person's words to another; where both said something, that one's stays."""
    theirs, mine = await _tokens_spoken_of(session, other), await _tokens_spoken_of(session, kept)
    for place, word in (await _words_of(session, theirs)).items():
        taken = sa.exists().where(PlaceWord.place_id == place, PlaceWord.token == mine[place])
        here = (PlaceWord.place_id == place, PlaceWord.token == word)
        moved = sa.update(PlaceWord).where(*here, ~taken).values(token=mine[place])
        await session.execute(moved.execution_options(synchronize_session=False))
        await _forget_word(session, place, word)


async def forget_words_of(session: AsyncSession, person_id: int) -> None:
    """Deletes the person's words."""
    for place, word in (await _words_of(session, await _tokens_spoken_of(session, person_id))).items():
        await _forget_word(session, place, word)


async def _forget_word(session: AsyncSession, place_id: int, token: str) -> None:
    gone = sa.delete(PlaceWord).where(PlaceWord.place_id == place_id, PlaceWord.token == token)
    await session.execute(gone.execution_options(synchronize_session=False))


async def _words_of(session: AsyncSession, tokens: Mapping[int, str]) -> dict[int, str]:
    """Those of the digests under which something was said, by place."""
    found: dict[int, str] = {}
    places = list(tokens)
    for begin in range(0, len(places), PORTION):
        some = places[begin : begin + PORTION]
        said = sa.select(PlaceWord.place_id, PlaceWord.token)
        said = said.where(PlaceWord.place_id.in_(some), PlaceWord.token.in_([tokens[place] for place in some]))
        found |= {row.place_id: row.token for row in await session.execute(said)}
    return found


async def forget_words(session: AsyncSession, *, now: datetime) -> None:
    """Deletes words older than WORD_LASTS."""
    gone = sa.delete(PlaceWord).where(PlaceWord.week < (now - WORD_LASTS).date())
    await session.execute(gone.execution_options(synchronize_session=False))
