"""Every rule of the domain that can be broken, one class each.

    DomainError
    ├── ConsentNeeded        what was asked for needs an agreement first
    ├── PlaceGone            the place is not in the directory any more
    ├── PlaceUnknown         no place has that code
    ├── TooManyFiles         more photos in a day than a person means to send
    └── SpotUnknown          no district, street or place has that name

An error carries the ids that matter, never a text for people: `bot/intake.py` finds its words under the
key `error-` + the class name in kebab case, with the error's attributes as arguments.
"""


class DomainError(Exception):
    """A rule of the city's programme says no; the person is told which."""


class ConsentNeeded(DomainError):
    """The person has not agreed to being remembered, and this cannot be done without it."""


class PlaceGone(DomainError):
    """The place was closed for good or removed since the button was shown."""

    def __init__(self, place_id: int) -> None:
        super().__init__(place_id)
        self.place_id = place_id


class PlaceUnknown(DomainError):
    """No place of the directory ever had this code; a door's QR may be of another city, or torn."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SpotUnknown(DomainError):
    """No district, street or place in the directory matches the words."""


class TooManyFiles(DomainError):
    """The person sent more files in a day than are kept."""
