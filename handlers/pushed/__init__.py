"""What the service says without being asked: of each kind of cause what is told, shown by which words and buttons.

Tables: none.
table: every kind of cause, and what the sender asks of it; screen: pushed_screen; one file a noun: its news.
It must not know a conversation, nor decide when something is told.
"""
