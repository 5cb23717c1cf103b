"""What leaves the service: replies to updates, and what is due in the outbox.

Tables: none of its own.
replies: sends replies and parks those that are refused; claim: what becomes of a due row; sender: at a channel's rate.
It must not know which channel it sends by.
"""
