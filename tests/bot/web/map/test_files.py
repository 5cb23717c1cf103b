"""The files of the map, as a phone on a weak line loads them."""

from bot.web.map.files import packed


def test_all_that_the_list_and_its_rings_load_is_light() -> None:
    """With the page (6 kB), 1,161 places (27 kB) and the headers, a first visit stays below 90 kB."""
    needed = [f"map/{name}" for name in ("app.js", "cards.js", "directory.js", "map.css", "map.js", "rings.js")]
    needed += ["colours.css", "chat-icon.svg", "vendor/supercluster/supercluster.min.js"]
    needed += ["vendor/leaflet/leaflet.css", "vendor/leaflet/leaflet.js"]
    assert sum(len(packed(name)) for name in needed) < 50_000
