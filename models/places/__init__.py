"""Places to go to: what they offer, when they are open, what people and hosts say of them, and how they are found.

Tables: place and its place_*, place_search_record, search_count, loaded_file.
place: find_place, report_place; host: confirm_today, answer_report; search: search_places; directory: put_places.
It must not know events, cases or notices, which know places.
"""
