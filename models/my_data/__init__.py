"""Two chats of one human become one person, and come apart again.

Tables: link_code, link_request.
link_code: new_code, ask_to_link, refuse_link; linking: link_contacts, unlink.
Everything else must not know it: it stands above all nouns, as it hands over what each of them keeps.
"""
