"""Data kept of a chat on WeChat: how much may still be sent to it."""

from models.storage.personal import Kept, Old, Personal, Until
from models.wechat.account import forget_values
from models.wechat.budget import forget_budgets
from models.wechat.call import forget_calls

PERSONAL = Personal(
    kept=(
        Kept("wechat_window.contact_id", Until.THEY_GO, untold="how many messages WeChat still lets the service send"),
        Kept(
            "wechat_consent.contact_id", Until.THEY_GO, untold="what was agreed to in WeChat is shown and changed there"
        ),
    ),
    forget_old=(Old(forget_values), Old(forget_budgets), Old(forget_calls)),
)
