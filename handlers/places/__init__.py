"""Stations and other places: the person says what they need and where they are, and gets the nearest that are open.

Tables: none.
finding: the need, and the question where; answers: the answers to it; found: the list; card: one place.
It must not know how the nearest are found: models/places does.
"""
