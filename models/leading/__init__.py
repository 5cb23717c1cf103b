"""Leading: loads of colleagues, spreading cases, and the log of what was done from posts.

Tables: none.
loads: desk_loads; spreading: assign_many, spread; log: log_page. Orders of leaders are duties (models/duties).
It must not know figures: those count what is led here.
"""
