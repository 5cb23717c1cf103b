"""A platform of the city, kept by its key. The case itself has it: where it goes may depend on it."""

from models.questions.choice import ListedKind


class PlatformKind(ListedKind):
    key = "platform"
    lists_platforms = True
    asked_once = True
