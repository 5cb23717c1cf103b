"""The words that name a day: a small grammar of Chinese and English, made of regular expressions.

Tables: none.
reading: read_days reads a whole text as a day; finding: days_in finds the days within a sentence.
It must not know what the day is for: the caller says whether a past or a coming day is asked for.
"""
