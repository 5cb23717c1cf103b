"""协商: the union opens one and writes down each step; who filed joins, reads and leaves.

Tables: none.
desk, writing: the union's side; joining: the worker's side; story: what was done, for both.
It must not change a case.
"""
