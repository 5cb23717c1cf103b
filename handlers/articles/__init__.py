"""What there is to read, by topic, each ending in something to do.

Tables: none.
reading: topics, lists, the article; rendering: Markdown for each channel; editing, desk, history: staff write.
It must not know where an action leads but its button.
"""
