"""Cases, the departments' side: finding a case, looking at it, answering and settling it.

Tables: none.
queue: what there is to do; looking: a case; steps: what is pressed; writing: what is typed; team: each colleague's
load.
It must not check rights: the operations of models/casework do.
"""
