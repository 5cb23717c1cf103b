"""What was learned from texts: kept as files in the data folder, learned in processes of their own.

Tables: none.
kept: learned_file, keep_learned, one_learns, learn_apart.
It must not know what is learned, nor from what: the rooms that use it say so.
"""
