"""Deletes old duties. Their words are the departments' own; posts stand in them, not people."""

from models.duties.ending import forget_duties
from models.storage.personal import Old, Personal

PERSONAL = Personal(kept=(), forget_old=(Old(forget_duties),))
