"""The operator's commands, `python -m bot …`: one module a command, and what several of them need.

Tables: none of its own.
check: what is configured, reachable and missing; ready_database: the database as commands need it; city_pack: the pack.
It must not know the running service.
"""
