"""Buttons of what the product knows of a person."""

from aiogram.filters.callback_data import CallbackData


class OpenMe(CallbackData, prefix="me"):
    pass


class OpenMyData(CallbackData, prefix="mydata"):
    """To change, take along or delete what is kept."""


class OpenLink(CallbackData, prefix="link"):
    """The person's chats: to link another, or to take one off."""


class AskLanguage(CallbackData, prefix="languages"):
    pass


class SetLanguage(CallbackData, prefix="language"):
    locale: str


class AskOccupation(CallbackData, prefix="jobs"):
    pass


class SetOccupation(CallbackData, prefix="job"):
    """key: of the city pack; empty: forget it."""

    key: str


class AskDistrict(CallbackData, prefix="areas"):
    page: int = 0


class SetDistrict(CallbackData, prefix="area"):
    """key: of the city pack; empty: forget it."""

    key: str


class ExportMe(CallbackData, prefix="export"):
    pass


class AskDelete(CallbackData, prefix="delete"):
    pass


class OpenQuietTimes(CallbackData, prefix="quiet"):
    pass
