"""The callback data of every button, one file a noun, wherever the button is shown.

Tables: none.
Each module declares CallbackData and nothing else but how a press is read.
It must not know screens or conversations.
"""
