"""How things are said in several conversations: places, events, cases, quiet times, receipts.

Tables: none.
places, events, cases: one noun each; facts: what a case says; pushed: what is said without being asked.
It must not know a conversation's state.
"""
