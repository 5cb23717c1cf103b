"""The papers that a person must renew, and the reminders before each expires.

Tables: certificate.
paper: add_certificate, change_expiry, remove_certificate; renewal: event_that_renews.
It must not know certificates of attendance: those are in models/events/attendance.py.
"""
