"""The hosts' side of events: who gives one, for a department or at a place.

dates: what one looks after, and one date; people: check-in, the list, words to who is booked; changing: move, call off,
hold again; creating: a new event, step by step.
"""
