"""What is done to the database as a whole: brought over from older versions, and checked link by link.

Tables: data_step.
carrying: carry_over; unlinking: unlink_old_rows; binding: bind_rows; audit: audit; written_apart: WritingApart.
Nothing else in models may know it: it stands above all nouns.
"""
