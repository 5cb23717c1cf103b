"""The work that the service does by the clock.

Tables: none of its own.
schedule: runs every job; work: the jobs and how often each runs; the others: a job with more than a call to do.
It must not know conversations: a job calls operations of models and screens of handlers.
"""
