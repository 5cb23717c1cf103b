"""Values that have no row of their own: positions, hours, days, sums, and texts normalised for comparison.

Tables: none.
opening_hours: open_state; written_date: read_date; written_sum: read_sum; clean_text: clean_line; position: Position.
It must not know a session, a person or a channel: every function takes values and returns values.
"""
