"""Phrases that several conversations use: for places, events, cases, quiet times, receipts.

Tables: none.
places, events, cases: one noun each; facts: what a case says; staff_case, staff_story: what staff read of it.
It must not know a conversation's state.
"""
