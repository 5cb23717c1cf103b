"""The words of cases as keyed digests, so that staff can search encrypted text.

Tables: case_word, case_words_left.
case_word: begin_words, add_words, forget_words, lookups.
It must not know cases: they tell it what was said in them (models/cases/filing.py, models/cases/record.py).
"""
