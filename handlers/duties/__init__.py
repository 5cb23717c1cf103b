"""要办的事: what somebody has to do by a day, listed, shown, and taken step by step; and a new order.

Tables: none.
card: the list and one duty; steps: what is pressed, written and sent; giving: an order.
It must not know the desk, the queue or the station's card: they lead here by a button.
"""
