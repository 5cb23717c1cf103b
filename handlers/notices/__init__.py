"""Notices as a worker meets them, and as staff write them.

Tables: none.
topics: the notices a person gets; writing, steps, preview: how one is written; watching, progress: how far it is.
It must not check who may approve one: models/notices does.
"""
