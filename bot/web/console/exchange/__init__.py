"""Pages by which cases come in from elsewhere and go out: work orders, windows, files, slips, duplicates, sheets, keys.

Tables: none.
routes: PAGES, every page and press of these; uploads: files on their way in, beside the table.
It must not decide a right that an operation of models/exchange does not check again.
"""
