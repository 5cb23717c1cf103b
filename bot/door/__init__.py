"""Bounds for a stranger's connection to the server: how long, how much, how many.

Tables: none of its own.
server: uvicorn with our connections; http_connection, socket_connection: their bounds; uploads, downloads: files.
It must not know which page is asked for.
"""
