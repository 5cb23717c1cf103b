"""The lists of the desk: heaps of cases with filters, the search by words, saved views, and work on many cases at once.

Tables: saved_view.
lists: list_cases, count_heaps; finding: words; views: save_view; bulk: in_bulk; filling: fill_words.
It must not know pages: it gets what is wanted, and returns cases.
"""
