"""Files that strangers send: what may be passed on of them, with nothing inside that says who made them, where or when.

Tables: none. cleaned.clean_copy: any piece of evidence; picture.draw_anew: a picture; table.text_of_table: a list.
Every function can be slow, greedy or fatal for its process: the service calls them through bot/foreign_files.py
alone. Knows nothing of cases, people or databases, so that the process that opens a file loads little.
"""
