"""The desk for articles, and for what riders asked and nothing answers.

Tables: none.
library: the list; editing: one article with its parts, preview and history; questions: groups, answered from here.
It must not know who may publish, nor what an article needs first: models/articles says that.
"""
