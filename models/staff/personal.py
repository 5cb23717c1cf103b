"""Data kept of people who have a post. Acts done at a post are kept under the post's number, as the city's own."""

from models.staff.post import CODE_LASTS, export_posts, forget_staff_codes
from models.staff.record import KEPT, forget_events
from models.storage.personal import Kept, Old, Personal, Until

PERSONAL = Personal(
    kept=(
        Kept("staff.person_id", Until.THEY_GO, outlives="what the post did stays"),
        Kept("staff_holder.person_id", Until.THEY_GO, untold="that two eyes are two humans; posts are taken along"),
        Kept("staff_code.staff_id", CODE_LASTS, after="it was made", untold="a code that nobody has used yet"),
        Kept("staff_event.staff_id", KEPT, after="it was done", untold="of the post, not of who has it"),
    ),
    export=export_posts,
    forget_old=(Old(forget_staff_codes), Old(forget_events)),
)
