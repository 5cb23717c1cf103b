"""我的: what is kept of a person, how it is changed, linked, taken along and deleted.

Tables: none.
me: what is kept; goodbye: taken along or deleted; link: two chats become one person; quiet_times: 免打扰.
It must not know what else a person does here.
"""
