"""Files that strangers send: clean copies to pass on, without anything inside that tells who made them, where or when.

Tables: none. cleaned.clean_copy: any piece of evidence; picture.draw_anew: a picture; table.text_of_table: a list.
Every function can be slow, take much memory or crash its process: the service calls them only through
bot/foreign_files.py. It must not know cases, people or databases, so that the process that opens a file loads little.
"""
