"""The work on one person's data across all nouns: export, forgetting, and linking two chats into one person.

Tables: link_code, link_request.
nouns: NOUNS; export: export; forgetting: forget; link_code: new_code, ask_to_link; linking: link_contacts, unlink.
No other noun may know it: it stands above all nouns, because it reads and hands over what each of them keeps.
"""
