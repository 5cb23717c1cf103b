"""Figures for those who lead: of weeks, spans, places and searches, with no group small enough to tell a person.

Tables: week_report.
cases: case_report; spans: span_report; places: place_report; digest: send_digests; unmet_searches: unmet_searches.
It must not change what it counts.
"""
