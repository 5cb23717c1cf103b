"""Posts of people who answer for a department or run a place; write access to the database alone cannot make a post.

Tables: staff, staff_code, staff_holder, staff_record, staff_event,
console_sign_in, console_session, presence_question, passkey,
passkey_challenge, staff_identity, identity_request.
post: add_staff, need_staff, colleagues; seal: post_seal; record: note_event; four_eyes: need_second_person.
It must not know the work of staff on cases: that is in models/casework.
"""
