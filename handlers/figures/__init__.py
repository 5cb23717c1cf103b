"""The figures of cases, places and searches for leads, as text, picture and sheet.

Tables: none.
report: a week; spans: a month, quarter, year or any span; station_report: places; unmet: what riders did not find.
It must not count: models/figures does.
"""
