"""Places to go to: their offers and opening hours, what people and hosts report about them, and the search for them.

Tables: place and its place_*, place_search_record, search_key, search_count, loaded_file.
place: find_place; host: confirm_today; search: search_places; demand: record_search; directory: put_places.
It must not know events, cases or notices: those know places.
"""
