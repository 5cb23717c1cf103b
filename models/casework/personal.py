"""Strangers go by their age here, as the case of one may be urgent."""

from models.casework.urgent import forget_strangers
from models.storage.personal import Old, Personal

PERSONAL = Personal(kept=(), forget_old=(Old(forget_strangers),))
