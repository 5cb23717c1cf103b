"""The hosts' side: giving an event, and looking after a place.

Tables: none.
dates: the host's dates; people: check-in and the roster; changing, creating, details: an event; station: a place.
It must not check rights: the operations of models do.
"""
