"""Events: courses, health checks, party classes, volunteering.

browsing: what there is; card: one date; asking: what is asked before a seat;
booking: a seat, or a turn on the waiting list; mine: what one is booked for.
"""
