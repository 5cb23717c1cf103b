"""The city pack: the folder with everything in which one city differs from another, read and checked.

Tables: none; models/articles and models/places import the parts that have rows.
pack: load_city; ground: Need, District; table: reads a file and collects complaints; one module per file of the pack.
It must not know its readers: neither people nor what they file, book or ask.
"""
