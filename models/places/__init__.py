"""Places to go to: their offers and opening hours, what people and hosts report about them, and the search for them.

Tables: place and its place_*, place_search_record, search_key, search_count, loaded_file.
place: report_place; change: say_changed, undo_change; running: confirm_today, close_days; search: search_places;
demand: record_search; directory: Check; importing: put_places; photo: put_photo; visit: ask_after_visit.
It must not know events, cases or notices: those know places.
"""
