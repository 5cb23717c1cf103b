"""The map for everybody: the list of places, a page of each, the directory that a phone keeps. No cookie, no account.

Tables: none of its own.
routes: map_routes; page: the list; place: one place and its door; directory: all places; searched: Searched; files.
It must not know where anybody is: the script finds what is near by itself, and says where to 0.005° when pressed.
"""
