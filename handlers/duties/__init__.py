"""要办的事: what somebody has to do by a day, listed, shown, and taken step by step; and a new order.

It shows models/duties. card: the list and one duty; steps: what is pressed, written and sent; giving: an order.
Who opens it from a desk, a queue or a station's card does so by a button; it must not know those.
"""
