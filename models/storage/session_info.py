"""What a session keeps beside its rows, and its connection beside its statements: every key that the product has there.

A session is one transaction, and what it keeps ends with it. Here lies only what would otherwise be handed through
every operation between who sets it and who reads it.
"""

from enum import Enum

TURN = "turn"
"""An execution option of a connection: the number of the advisory lock that its transaction takes as it begins (on
PostgreSQL; on SQLite every transaction has the one lock). models/storage/turns sets it, `_begin_locked` of
models/storage/database reads it; it ends with the transaction."""

WITH_COMMIT = "with commit"
"""The key in `info` of a connection to PostgreSQL: statements sent to the server together with the COMMIT.
models/storage/wakeups sets it before the commit, `_commit` or `_rollback` of models/storage/database takes it out."""


class Kept(Enum):
    """A key in `session.info`: what type lies under it, who sets it, who reads it."""

    CONNECTION = "connection"
    """sa.Connection: that of the transaction, as asking the session for it takes as long as a statement. Set by the
    first OneHop of the session (models/storage/one_hop), or before by models/storage/turns, which begins the
    transaction and takes it out at the end. Read by every OneHop; one that is closed counts as none."""
    DIGEST_KEY = "digest key"
    """bytes: the secret FILER_KEY, where this very transaction made it. Others may use it once it is committed, so it
    is not yet among those that are known of a database. Set and read by models/storage/unlinkable."""
    WAKES = "wakes"
    """dict[WakeUp, dict[str, None]]: the topics that are woken once the transaction is committed, and what of each.
    Set by `wake`, read and taken out as the transaction ends (models/storage/wakeups)."""
    CAUSES = "causes"
    """set[tuple[int, Cause | CauseKind | None]]: person and cause of what was put into the outbox; a kind alone of what
    will be later. Set by `put_all` and `will_tell` (models/outbox/message); read by the intake, which asks the person
    how it may reach them."""
    DRAFTS = "drafts"
    """dict[tuple[str, int], CaseDraft]: by draft and person, the drafts that the transaction has locked: one answer
    needs its draft several times. Set and read by models/cases/draft."""
    EVENTS = "events"
    """list[tuple[Event, Place | None]]: the events and places that were loaded with dates. It keeps them referenced:
    SQLAlchemy's identity map is weak and would query them again. Set by models/events/event, read by nobody."""
