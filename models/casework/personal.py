"""Deletes strangers by age. This room does it because a stranger's urgent case must be over first. A person who leaves
leaves their cases as a member of staff to the colleagues.
"""

from models.casework.posts import leave_posts
from models.casework.urgent import forget_strangers
from models.storage.personal import Old, Personal

PERSONAL = Personal(kept=(), forget=leave_posts, forget_old=(Old(forget_strangers),))
