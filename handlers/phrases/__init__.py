"""Phrases that several conversations use: for places, events, cases, quiet times, receipts.

Tables: none.
places, events, cases: one noun each; facts: what a case says.
It must not know a conversation's state.
"""
