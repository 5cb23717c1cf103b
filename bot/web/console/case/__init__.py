"""The page of a case: what it is, what happened, its evidence, and every step that can be taken with it.

Tables: none.
page: the page and its live parts; acts: what can be done now; forms: what is filled in for it; steps: the presses;
evidence: pieces, originals, black boxes; identity: who filed; helping: a request of another department.
It must not decide what is allowed: models/desk and the operations do.
"""
