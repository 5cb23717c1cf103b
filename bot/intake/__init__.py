"""One update in one transaction: loaded, handled, and answered by one stored reply.

Tables: none of its own; unit runs the statements that every update needs.
intake: Intake; unit: its statements; flood: slows a flood; card_from_memory: the emergency card without rows.
It must not know what a conversation is about, nor the channel of an update.
"""
