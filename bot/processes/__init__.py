"""Several processes on one machine: a parent that watches, and the children that it starts and restarts.

Tables: none of its own.
parent: watch; child: main, one role each; imported: the imports that all children are forked with. A child's link to
its parent is in bot/watched.py.
It must not know what a process does beyond its role.
"""
