"""Cases, the departments' side: found, looked at, answered and settled.

Tables: none.
queue: what there is to do; looking: a case; steps: what is pressed; writing: what is typed; team: who has how much.
It must not check who may do what: the operations of models/casework do.
"""
