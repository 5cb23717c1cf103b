"""Cases, the worker's side: one is filed, and followed until it is over.

mine: the person's cases, and what can be done with each; adding: words and evidence for one; pieces: its evidence;
identity: whether a department may know who filed an anonymous one.
"""
