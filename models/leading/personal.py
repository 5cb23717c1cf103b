"""Deletes old orders. Their words are the departments' own; posts stand in them, not people."""

from models.leading.orders import forget_leader_orders
from models.storage.personal import Old, Personal

PERSONAL = Personal(kept=(), forget_old=(Old(forget_leader_orders),))
