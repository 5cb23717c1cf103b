"""A complaint from the first word to its end.

Tables: case and its case_draft, case_filer, case_identity, case_event, case_day, case_reopening; evidence and its
parts and copies.
filing: file_case; steps: RULES; taking: take_step; draft: start_draft;
mine: what its worker does; evidence: files.
It must not know what staff do besides steps: that is in models/casework.
"""
