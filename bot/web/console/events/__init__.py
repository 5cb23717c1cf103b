"""The desk for events: a calendar, making and changing dates, checking people in, what came of them, and lists to take.

Tables: none.
calendar: a month; making: the form; date: one date; steps: what is done with it; check_in; sheets: lists to take along.
It must not know who hosts a date, nor when check-in is open: models/events says that.
"""
