"""Questions of a case, and the kinds of answers, one file each.

Tables: none; questions are read from the city pack, answers are stored in the draft and the case.
question: Question, and AnswerKind, the base class of kinds; every_kind: EVERY_KIND, the list of all kinds.
It must not know the pack's files, cases, or the way an answer is typed and shown: that is in handlers/filing/kinds.
"""
