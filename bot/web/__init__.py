"""The web server: pages for anybody, the web chat, and the calls of WeChat and of machines.

Tables: none of its own.
site: every path; certificate, receipt, seals: public pages; wechat: WeChat's way in; status: health and metrics.
It must not decide anything: a page calls one operation of models and shows what it returns.
"""
