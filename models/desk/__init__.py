"""A case as it lies on a desk: what a colleague sees of it, what they may do with it, and what they write for that.

Tables: none.
staff_case: read_staff_case; written: perform.
It must not know figures or pages: those stand on it.
"""
