"""The map for everybody: the list of places, a page of each, the directory that a phone keeps. No cookie, no account.

Tables: none of its own.
routes: map_routes; page: the list; place: one place and its door; directory: all places in columns; files: the scripts.
It must not know where anybody is: the page's script finds what is near by itself.
"""
