"""A person, the contacts by which channels reach them, and where their conversation stands.

Tables: person, contact, conversation, processed_update, page_history, failed_update, flood_count, open_page.
person: meet, agree, contact_at; conversation: forget_marks; member_code: member_code; settled: is_settled;
addressee: for_person, said_in; flood: shared_count; open_page: open_pages.
It must not know what a person does here: cases, bookings and papers know the person.
"""
