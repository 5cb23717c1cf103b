"""Papers of a person that expire, and the reminders before.

Tables: paper.
paper: add_paper, change_expiry, remove_paper; renewal: event_that_renews.
It must not know certificates of attendance: those are in models/events/attendance.py.
"""
