"""Data that lists keep of members of staff: how they sort the cases of their office."""

from models.lists.views import KEPT_AFTER_POST, forget_views
from models.storage.personal import Kept, Old, Personal

PERSONAL = Personal(
    kept=(
        Kept(
            "saved_view.staff_id",
            KEPT_AFTER_POST,
            after="the post ended",
            untold="how the post sorts its lists",
        ),
    ),
    forget_old=(Old(forget_views),),
)
