"""The hosts' side: who gives an event, and who looks after a place.

Tables: none.
dates: what one looks after; people: check-in and the list; changing, creating, details: an event; station: a place.
It must not check who may do what: the operations of models do.
"""
