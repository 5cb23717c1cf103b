"""Articles to read, by topic; each ends in something to do.

Tables: none.
reading: topics, lists, the article; rendering: Markdown for each channel; editing, desk, history: staff write.
Of an action it must know nothing but its button.
"""
