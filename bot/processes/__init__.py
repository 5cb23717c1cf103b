"""Several processes of one machine: one that watches, and those that it starts and starts again.

Tables: none of its own.
parent: watch; child: main, one role each; imported: what all of them are forked with. What a child knows of its parent
is in bot/watched.py.
It must not know what a process does beyond its role.
"""
