"""Something with a time and seats: its dates, who comes, the waiting list, check-in, and what of it remains.

Tables: event, event_session (a date), booking, event_certificate, points_entry.
seat: book_seat; waiting_list: pass_on; hosting: create_event; check_in: check_in; attendance: issue_certificate.
It must not know cases, notices or papers that expire.
"""
