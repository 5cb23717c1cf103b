"""The web server: pages for anybody, and the calls of machines.

Tables: none of its own.
site: every path, those of the channels too; certificate, receipt, seals: public pages; status: health and metrics.
It must not decide anything: a page calls one operation of models and shows what it returns.
"""
