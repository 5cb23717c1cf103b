"""The city pack: the folder that holds all in which one city differs from another, read and checked.

Tables: none; models/articles and models/places bring in what has rows.
pack: load_city; ground: Need, District; table: how a file is read and complained of; one module a file of the pack.
It must not know who reads it: neither people nor what they file, book or ask.
"""
