"""Places to go to: their offers and opening hours, what people and hosts report about them, and the search for them.

Tables: place and its place_*, place_search_record, search_count, loaded_file.
place: find_place, report_place; host: confirm_today, answer_report; search: search_places; directory: put_places.
It must not know events, cases or notices: those know places.
"""
