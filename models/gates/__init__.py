"""Gates of estates: what the guard of each wants, how sure that is, and how departments tell riders of it.

Tables: none; a gate is a place of the kind `gate`.
gate: gates_named, gates_near, confirm_gate; telling: tell_gate, from a settled case.
It must not keep anything that leads from a gate to the case or the person it came from.
"""
