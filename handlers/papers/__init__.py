"""A person's papers that expire, and the reminders before they do.

Tables: none.
wallet: the list, one card, its reminders; expiry: a paper is named and its date asked for; cards: the screens.
It must not know certificates of attendance: those are in handlers/events/record.py.
"""
