"""Where everybody arrives: the menu, the first contact, emergencies, and words that nobody else handled.

Tables: none.
conversations: all routers in order; emergency: rings before everything; free_text: answers last; menu: the main menu.
Nothing else in handlers may know it.
"""
