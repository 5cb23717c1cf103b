"""News for the holders of posts."""

from collections.abc import Iterable
from datetime import datetime

from models.outbox.causes import CauseKind
from models.outbox.message import Pushed, Put, Urgency
from models.staff.post import Post, Staff


def to_posts(
    whom: Iterable[Post | Staff],
    pushed: Pushed,
    occasion: str,
    *,
    now: datetime,
    urgency: Urgency = Urgency.TODAY,
) -> list[Put]:
    """Build a row for each of the posts that somebody holds. Told twice of the same occasion, they hear it once."""
    return [
        Put(each.person_id, pushed, now, urgency, None, f"{occasion}:{each.id}", CauseKind.STAFF.of(each.id))
        for each in whom
        if each.person_id is not None
    ]
