"""Data kept of people who want to link two chats."""

from models.my_data.link_code import CODES_COUNT_FOR, QUESTION_LASTS, forget_codes
from models.storage.personal import Kept, Old, Personal

_OVER_SOON = "over within the hour, and only a hash of a code"

PERSONAL = Personal(
    kept=(
        Kept("link_code.contact_id", CODES_COUNT_FOR, after="it was shown", untold=_OVER_SOON),
        Kept("link_request.contact_id", QUESTION_LASTS, after="it was asked", untold=_OVER_SOON),
        Kept("link_request.by_id", QUESTION_LASTS, after="it was asked", untold=_OVER_SOON),
    ),
    forget_old=(Old(forget_codes),),
)
