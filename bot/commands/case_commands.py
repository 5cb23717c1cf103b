"""The operator's commands about cases: list them, check the records, check a receipt, change the keys.

`python -m bot cases | audit | verify-receipt FILE | rotate-keys`
"""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from bot.commands.ready_database import ready_database
from bot.settings import Settings
from handlers.talk.texts import Words
from models.cases.case import Case
from models.city.pack import City, load_city
from models.receipts.receipt import public_key, verify_receipt
from models.receipts.standing import Standing, standing_of
from models.storage.encryption import WrongKey
from models.storage.key_rotation import rotate_keys
from models.upkeep.audit import BrokenLink, audit

LISTED = (Case.number, Case.type, Case.department, Case.state, Case.filed_at, Case.answer_by)
"""All columns that the list needs; what was said is not even decrypted."""
Say = Callable[[str], None]


async def list_cases(settings: Settings, words: Words, say: Say) -> None:
    """Say every case by department, newest first, without anybody's words or name. Raises BadCityPack, Unready."""
    city = load_city(settings.city_dir)
    async with ready_database(settings, words) as database, database.reading() as session:
        listed_columns = sa.select(Case).options(load_only(*LISTED)).order_by(Case.department, Case.filed_at.desc())
        cases = (await session.scalars(listed_columns)).all()
    for department, theirs in groupby(cases, key=lambda case: case.department):
        listed = list(theirs)
        known = city.departments.get(department)
        title = words.pick(known.titles) if known else department
        say(words("operator-cases-department", department=title, count=len(listed)))
        for case in listed:
            say(_line(case, words, city))
    if not cases:
        say(words("operator-cases-none"))


def _line(case: Case, words: Words, city: City) -> str:
    known = city.case_types.get(case.type)
    return words(
        "operator-case",
        number=case.number,
        type=words.pick(known.titles) if known else case.type,
        state=words(f"case-state-{case.state.replace('_', '-')}"),
        filed=f"{case.filed_at.astimezone(city.zone):%Y-%m-%d %H:%M}",
        due=f"{case.answer_by.astimezone(city.zone):%Y-%m-%d}",
    )


async def audit_cases(settings: Settings, words: Words, say: Say) -> bool:
    """Check every record and file; return whether all of them hold. Raises Unready."""
    async with ready_database(settings, words) as database, database.reading() as session:
        count = (await session.scalars(sa.select(sa.func.count()).select_from(Case))).one()
        broken = await audit(session)
    if broken is None:
        say(words("operator-audit-well", count=count))
        return True
    day = broken.day.isoformat() if broken.day else None
    say(
        words(
            "operator-audit-broken",
            number=str(
                day
                or broken.post
                or broken.chat
                or broken.message
                or broken.said
                or broken.points
                or broken.duty
                or broken.case_number
            ),
            spot=_spot(broken),
            place=broken.link or broken.piece or 0,
            reason=broken.reason,
        )
    )
    return False


def _spot(broken: BrokenLink) -> str:
    spots = {
        "line": broken.day,
        "deed": broken.link if broken.post is not None else None,
        "duty_step": broken.link if broken.duty is not None else None,
        "duty": broken.duty,
        "post": broken.post,
        "chat": broken.chat,
        "message": broken.message,
        "said": broken.said,
        "points": broken.points,
        "link": broken.link,
        "piece": broken.piece,
    }
    return next((name for name, value in spots.items() if value is not None), "case")


async def check_receipt(settings: Settings, words: Words, say: Say, file: Path, text: bytes, key: str | None) -> bool:
    """Return whether the receipt is this service's and unchanged, and so is its record. text: its bytes. key: the
    public key; if None, the database's. With a given key the record is not checked.
    """
    if key is not None:
        return _is_genuine(words, say, file, text, key)
    async with ready_database(settings, words) as database, database.transaction() as session:
        if not _is_genuine(words, say, file, text, await public_key(session)):
            return False
        standing, day = await standing_of(session, text.decode())
    say(words("receipt-checked-standing", state=standing.value, day=day.isoformat() if day else ""))
    return standing is not Standing.OTHER


def _is_genuine(words: Words, say: Say, file: Path, text: bytes, key: str) -> bool:
    try:
        good = verify_receipt(text, key)
    except ValueError:
        say(words("operator-receipt-key-bad"))
        return False
    say(words("operator-receipt-good" if good else "operator-receipt-bad", file=str(file)))
    return good


async def renew_keys(settings: Settings, words: Words, say: Say) -> bool:
    """Encrypt everything again with the first of ENCRYPTION_KEYS; return whether it could. Raises Unready."""
    async with ready_database(settings, words) as database:
        try:
            count = await rotate_keys(database)
        except WrongKey:
            say(words("operator-check-keys-other"))
            return False
    say(words("operator-keys-rotated", count=count))
    return True
