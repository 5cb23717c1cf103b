"""Posts: how a person joins, where staff begin, who has which post, and the questions that nothing answers.

Tables: none.
joining: a code becomes a post; desk: all that staff can do; posts: given and taken; questions: what nothing answers.
It must not know how a case is handled: that is in handlers/casework.
"""
