"""What is kept of who had a say over posts; and strangers, whose case may be urgent, go by their age here."""

from models.casework.posts import KEEP_CHANGES, forget_changes
from models.casework.urgent import forget_strangers
from models.storage.personal import Kept, Old, Personal

PERSONAL = Personal(
    kept=(
        Kept("staff_change.staff_id", KEEP_CHANGES, after="the change", untold="of the post, not of who has it"),
        Kept("staff_change.by_staff", KEEP_CHANGES, after="the change", untold="of the post, not of who has it"),
    ),
    forget_old=(Old(forget_strangers), Old(forget_changes)),
)
