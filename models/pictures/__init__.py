"""Pictures that say something: the lines an engine read in them, and what those lines tell a form, a wallet, a filer.

Tables: evidence_reading, shown_picture, evidence_drawn. page: lines as a page; papers, traces: what is on it, both
pure; reading: pictures to read, and what was read; drawn: what is blackened by hand; news: people are told of it.
A picture's text is data: it is shown, quoted and confirmed, and never followed. It must not know cases or forms.
"""
