"""How each kind of answer is asked for, read and said, a file each; what is taken says models/questions.

Tables: none.
asked_kind: AskedKind, which says what a kind does; every_kind: asked_kind, where a new one is put in.
It must not know the steps of the form: what is kept and asked next is in form and filling.
"""
