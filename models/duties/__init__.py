"""Duties: what a department, a post or the host of a place has to do by a day, from the giving to the striking off.

Tables: duty, duty_step (its record, a sealed chain), duty_proof. steps: give_duty, accept_duty, report_done, send_back,
strike, withdraw; more_time: ask, approve, refuse; listed: duties_of; colours: colour_of; slips: warn_of_duties.
It must not know what a duty is about (a place, a task), but by kind and key; who gives one knows.
"""
