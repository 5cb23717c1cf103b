"""The words that say a day: a small grammar of Chinese and English, by rules of regular expressions.

Tables: none.
reading: read_days, what a text says as a whole; finding: days_in, what a sentence says.
It must not know what the day is for: whether one that is over or one to come is asked for is told to it.
"""
