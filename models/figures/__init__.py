"""Figures for leads: of weeks, spans, places and searches, without groups so small that a person could be recognised.

Tables: week_report.
cases: case_report; spans: span_report; places: place_report; digest: send_digests; unmet_searches: unmet_searches.
It must not change the rows that it counts.
"""
