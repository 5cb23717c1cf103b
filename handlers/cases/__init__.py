"""Cases, the worker's side: following a filed case until it is over.

Tables: none.
mine: the person's cases; card: one of them; adding: words and evidence; answering: a department; identity: who filed.
It must not know the departments' side: that is in handlers/casework.
"""
