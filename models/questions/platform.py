"""A platform of the city, stored by its key. The case has it too, because the department may depend on it."""

from models.questions.choice import ListedKind


class PlatformKind(ListedKind):
    key = "platform"
    lists_platforms = True
    asked_once = True
