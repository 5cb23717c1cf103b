"""我的: what is kept of a person, and how they change, link, take along and delete it.

Tables: none.
me: what is kept; goodbye: taken along or deleted; link: two chats become one person; quiet_times: 免打扰.
It must not know what else a person does here.
"""
