"""Stations and other places: say what you need, share where you are, get the nearest that are open.

Tables: none.
finding: what is needed and the question where; answers: the answers to it; found: the list; card: one place.
It must not know how the nearest are found: models/places does.
"""
