"""The city pack: the folder that holds all in which one city differs from another, read and checked.

Tables: none; articles.put_articles writes those of models/articles.
pack: load_city; table: how a file is read and complained of; one module a file of the pack.
It must not know who reads it: neither people nor what they file, book or ask.
"""
