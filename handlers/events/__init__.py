"""Courses, health checks, party classes, volunteering.

Tables: none.
browsing: the list; card: one date; asking, booking: a seat; mine: the person's bookings; record: 培训记录.
It must not know the hosts' side: that is in handlers/hosting.
"""
