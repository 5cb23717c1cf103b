"""What is done to the database as a whole: brought over from older versions, and checked link by link.

Tables: data_step.
carrying: carry_over; unlinking: unlink_old_rows; written_apart: rows do not tell their transaction; audit: audit.
Nothing else in models may know it: it stands above all nouns.
"""
