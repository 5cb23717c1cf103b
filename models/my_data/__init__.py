"""What reaches across all nouns for one person: taken along, forgotten, and two chats that become one person.

Tables: link_code, link_request.
nouns: NOUNS; export: export; forgetting: forget; link_code: new_code, ask_to_link; linking: link_contacts, unlink.
Everything else must not know it: it stands above all nouns, as it reads and hands over what each of them keeps.
"""
