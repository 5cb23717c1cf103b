"""A browser's name in a few words, so that its holder recognises it: `Chrome, Windows`."""

BROWSERS = (
    ("MicroMessenger/", "WeChat"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first mark that occurs names the browser: most of them also claim to be those below."""
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("HarmonyOS", "HarmonyOS"),
    ("Linux", "Linux"),
)
UNKNOWN = "?"


def browser_name(user_agent: str) -> str:
    """The browser and its system, by its own words; UNKNOWN for what it does not say."""
    return ", ".join(
        next((name for mark, name in known if mark in user_agent), UNKNOWN) for known in (BROWSERS, SYSTEMS)
    )
