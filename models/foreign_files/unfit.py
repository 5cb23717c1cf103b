"""Why a file cannot be passed on."""


class Unreadable(Exception):
    """The file is broken, too large once it is unpacked, or not what it says it is."""


class TooLong(Exception):
    """The file is sound, and holds more than can be read."""


class Uncleanable(Exception):
    """The file can be read, and may say inside who made it in a place that cannot be emptied."""
