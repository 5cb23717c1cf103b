"""Articles: what there is to read, by topic, each ending in something to do.

buttons: what leads to an article; rendering: Markdown as each channel can show it; reading: the topics, the lists, the
article, and whether it was of use; editing, desk, history: how staff write them.
"""
