"""What a session keeps beside its rows: every key that the product has in `session.info`.

A session is one transaction, and what it keeps ends with it. Here lies only what would otherwise be handed through
every operation between who sets it and who reads it.
"""

from enum import Enum


class Kept(Enum):
    """A key in `session.info`: what type lies under it, who sets it, who reads it."""

    CONNECTION = "connection"
    """sa.Connection: that of the transaction, as asking the session for it takes as long as a statement. Set by the
    first OneHop of the session (models/storage/one_hop), or before by the intake, which opens the transaction with the
    chat's lock. Read by every OneHop; one that is closed counts as none."""
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
