"""The desk for places: a table, one place with all that is known and waits there, door codes, and files of many.

Tables: none.
listing: the table; one: a place; steps: what is done there; editing: its facts; doors: sheets to print; bringing_in.
It must not know who runs a place: models/places/host.py says that.
"""
