"""A question of a case, and the kinds of answers that there are, a file each.

Tables: none; the questions are read from the city pack, the answers lie in the draft and the case.
question: Question, AnswerKind, which says what a kind does; every_kind: EVERY_KIND, where a new one is put in.
It must not know the pack's files, cases, or how an answer is typed and shown: that is in handlers/filing/kinds.
"""
