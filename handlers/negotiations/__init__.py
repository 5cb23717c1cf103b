"""协商: the union opens a negotiation and writes down each step; the filers join, read and leave.

Tables: none.
desk, writing: the union's side; joining: the worker's side; story: what was done, for both.
It must not change a case.
"""
