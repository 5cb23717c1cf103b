"""The figures of cases, places and searches for those who lead, as text, picture and sheet.

Tables: none.
report: a week; spans: a month, quarter, year or span; station_report: places; unmet: what was not found.
It must not count: models/figures does.
"""
