"""Upkeep of the whole database: it is upgraded from older versions, and its chains and seals are audited.

Tables: data_step, demonstration, demonstration_link.
carrying: carry_over; unlinking: unlink_old_rows; binding: bind_rows; audit: audit; written_apart: WritingApart;
demonstration: begin_demonstration.
No other room of models may import it: it stands above all nouns.
"""
