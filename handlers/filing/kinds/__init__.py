"""How the form asks, reads and says each kind of answer, one file each; models/questions says which answers are valid.

Tables: none.
asked_kind: AskedKind, the parts of a kind; every_kind: asked_kind, where a new kind is registered.
It must not know the steps of the form: form and filling keep the answer and ask the next question.
"""
