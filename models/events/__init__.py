"""Events, which have a time and seats: dates, bookings, the waiting list, check-in, certificates and points.

Tables: event, event_session (a date), booking, event_certificate, points_entry.
seat: book_seat; waiting_list: pass_on; hosting: create_event; check_in: check_in; attendance: issue_certificate.
It must not know cases, notices or papers that expire.
"""
