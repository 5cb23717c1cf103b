"""The lists of cases in the console: heaps, filters, columns, the search, saved views, and work on many cases.

Tables: none; they are in models/lists.
pages: the list and its parts that change; bulk: one thing with many cases; views: saved views; line: a case in a row.
It must not know how cases are found, nor who may see them: models/lists does.
"""
