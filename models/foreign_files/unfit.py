"""Errors of files that cannot be passed on."""


class Unreadable(Exception):
    """The file is broken, too large when unpacked, or not of the kind it claims to be."""


class TooLong(Exception):
    """The file is valid, but contains more than is read."""


class Uncleanable(Exception):
    """The file may tell inside who made it, in a place that cannot be emptied."""
