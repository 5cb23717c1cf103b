"""The demonstration: a database of invented people, cases, events and notices, made by the real operations.

Tables: none; the mark is in models/upkeep/demonstration.
command: demonstrate; cast: the people; plots: how a case goes; filling: all of it in the order of time.
It must not write a row itself: what it shows, the product did.
"""
