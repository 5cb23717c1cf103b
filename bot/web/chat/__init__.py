"""The web chat's page: its paths, its cookie, its socket and its files.

Tables: none of its own.
page: chat_routes; socket: inputs in, frames out; cookie: who it is; files: both ways; input: what a page sends.
It must not know conversations: what comes in goes to intake.
"""
