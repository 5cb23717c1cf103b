"""A person's papers with a date on them, and the reminders before they expire.

Tables: none.
wallet: what there is, one card, its reminders; expiry: a paper is named and its date asked for; cards: the screens.
It must not know certificates of attendance: those are in handlers/events/record.py.
"""
