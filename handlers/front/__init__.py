"""The front, which everybody meets first: the menu, the first contact, emergencies, and words that no other handler
takes.

Tables: none.
conversations: all routers in order; emergency: answers before everything; free_text: answers last; menu: the main menu.
Nothing else in handlers may know it.
"""
