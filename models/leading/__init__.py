"""Leading: orders about no case, loads of colleagues, spreading cases, and the log of what was done from posts.

Tables: leader_order, leader_order_step.
orders: give_order, accept, answer, send_back, close; loads: desk_loads; spreading: assign_many, spread; log: log_page.
It must not know figures: those count what is led here.
"""
