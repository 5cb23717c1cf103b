"""The work of departments on cases: queues, deadlines, assistance, orders, and revealing an anonymous filer.

Tables: case_warning, case_promise, case_order, case_extension, case_assist, case_contact.
handling: take_case, answer_case, settle_case; queue: queue_page; deadline: warn_of_deadlines; reveal: ask_reveal;
posts: join_staff, remove_staff; identity: see_identity.
It must not know figures, negotiations or notices: those use cases.
"""
