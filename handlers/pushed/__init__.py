"""The messages that the service sends unasked: for every kind of cause its news, and for every kind of news its text
and buttons.

Tables: none.
table: every kind of cause, what the sender asks of it, pushed_screen; shown: shows; one file a noun: its news.
It must not know a conversation, nor decide when something is told.
"""
