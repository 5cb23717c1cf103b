"""Negotiations: the union speaks to a platform for people who filed the same problem.

Tables: negotiation, negotiation_step, negotiation_person.
steps: open_negotiation, take_move; joining: ask_all, answer_negotiation; gathering: watch_gathering.
It must not change a case: each case keeps its rights and its clock.
"""
