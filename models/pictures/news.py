"""What a person is told of a picture that was read. Nothing is kept of it until they confirm it."""

from models.outbox.message import News


class PictureNews(News):
    """FORM: it answers questions of the form; DOUBTFUL: it does, and was read badly. TEXT: its text can be the answer
    that is asked for. CASE: it looks like something to complain about. PAPER, PAPER_UNDATED: a paper, with or without
    the day on which it expires."""

    FORM = "picture-form"
    DOUBTFUL = "picture-doubtful"
    TEXT = "picture-text"
    CASE = "picture-case"
    PAPER = "picture-paper"
    PAPER_UNDATED = "picture-paper-undated"
