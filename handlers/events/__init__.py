"""Courses, health checks, party classes, volunteering.

Tables: none.
browsing: what there is; card: one date; asking, booking: a seat; mine: what one is booked for; record: 培训记录.
It must not know the hosts' side: that is in handlers/hosting.
"""
