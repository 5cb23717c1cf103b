"""What the department that runs the places does with many of them, or with all that is known of one, at its desk.

Tables: none.
listed: list_places_at_desk; one: place_at_desk, claims_of; editing: edit_place; bringing_in: look_at_rows, bring_in.
It must not know pages: those are in bot/web/console/places.
"""
