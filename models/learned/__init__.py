"""What was learned from texts: kept as files in the data folder, learned in processes of their own.

Tables: none.
kept: Lesson, learned_once, learned_before; vectors: vectors_of, vector_of; looked_at: LookedAt, LookCloser.
It must not know what is learned, nor from what: the rooms that use it say so.
"""
