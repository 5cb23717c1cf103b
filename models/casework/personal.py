"""Deletes strangers by age. This room does it because a stranger's urgent case must be over first."""

from models.casework.urgent import forget_strangers
from models.storage.personal import Old, Personal

PERSONAL = Personal(kept=(), forget_old=(Old(forget_strangers),))
