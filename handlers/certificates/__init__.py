"""Certificates: a person's papers with a date on them, and the reminders before they expire.

wallet: what there is, each one's card, its reminders; expiry: a certificate is named and its date asked for.
"""
