"""Benefits as they are used: since when the city offers each, how often it is opened, whether it leads anywhere.

Tables: benefit_offered, benefit_week.
use: note_use, note_offered; standing: standing_of, for the desk.
It must not know who used one; what a benefit is stands in models/city/benefits.
"""
