"""The console: the desk of the departments in a browser, signed in through the chat.

Tables: none; sign-ins and sessions are in models/staff.
routes: every page and press; door: who may, one press is one unit; desk: what a page gets; frame: what is around it.
It must not know SQL, nor decide a right that an operation of models/ does not check again.
"""
