"""Everything that leaves the service: replies to updates, and due rows of the outbox.

Tables: none of its own.
replies: sends replies and parks refused ones; claim: what becomes of a due row; sender: at a channel's rate.
It must not know which channel it sends by.
"""
