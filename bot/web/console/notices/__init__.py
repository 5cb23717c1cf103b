"""The desk for notices: a list, writing with a preview for each channel, approval, times, and how far each one is.

Tables: none.
pages: the list and one notice; writing: the form; steps: what is done with one; preview: as each channel shows it.
It must not know how a notice is counted or who may approve it: models/notices says that.
"""
