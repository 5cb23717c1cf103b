"""Data kept of colleagues at their desks. It is the work of a post, not of whoever has it."""

from models.desk.drafts import DRAFT_LASTS, forget_drafts
from models.desk.presence import PRESENCE_LASTS, forget_presence
from models.storage.personal import PORTION, Kept, Old, Personal

PERSONAL = Personal(
    kept=(
        Kept("desk_draft.staff_id", DRAFT_LASTS, after="it was typed", untold="half-written words of the post"),
        Kept("desk_presence.staff_id", PRESENCE_LASTS, after="the page was open", untold="that a page is open"),
    ),
    forget_old=(Old(forget_drafts, PORTION), Old(forget_presence)),
)
