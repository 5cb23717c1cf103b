"""How things are said in several conversations: places, events, cases, quiet times, receipts.

Tables: none.
places, events, cases: one noun each; facts: what a case says.
It must not know a conversation's state.
"""
