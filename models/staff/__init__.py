"""Who answers for a department or looks after a place, and that a post cannot be made by who only writes the database.

Tables: staff, staff_code, staff_holder, staff_record, staff_event.
post: add_staff, need_staff, colleagues; seal: post_seal; record: note_event; four_eyes: need_second_person.
It must not know what staff do with cases: that is in models/casework.
"""
