"""The buttons about the person: settings, data and linked chats."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Choice(StrEnum):
    WORK = "work"
    NIGHT = "night"
    NONE = "none"
    OWN = "own"


class OpenMe(CallbackData, prefix="me"):
    pass


class OpenMyData(CallbackData, prefix="mydata"):
    """Offers to change, export or delete the data that is kept of the person."""


class OpenLink(CallbackData, prefix="link"):
    """Lists the person's chats, to link another or to unlink one."""


class AskLanguage(CallbackData, prefix="languages"):
    pass


class SetLanguage(CallbackData, prefix="language"):
    locale: str


class AskOccupation(CallbackData, prefix="jobs"):
    pass


class SetOccupation(CallbackData, prefix="job"):
    """Sets the occupation. key: of the city pack; empty: forget it."""

    key: str


class AskDistrict(CallbackData, prefix="areas"):
    page: int = 0


class SetDistrict(CallbackData, prefix="area"):
    """Sets the district. key: of the city pack; empty: forget it."""

    key: str


class ExportMe(CallbackData, prefix="export"):
    pass


class AskDelete(CallbackData, prefix="delete"):
    pass


class OpenQuietTimes(CallbackData, prefix="quiet"):
    pass


class DeleteMe(CallbackData, prefix="deleted"):
    """Deletes everything. asked_at: when the confirmation was shown, in seconds since 1970. withdraw: also withdraw the
    open cases."""

    asked_at: int
    withdraw: bool


class ShowCode(CallbackData, prefix="linkcode"):
    pass


class EnterCode(CallbackData, prefix="linkenter"):
    pass


class ConfirmLink(CallbackData, prefix="linkyes"):
    """Confirms the link, in the chat that showed the code."""

    request_id: str


class RefuseLink(CallbackData, prefix="linkno"):
    request_id: str


class AskUnlink(CallbackData, prefix="unlink"):
    contact_id: int


class Unlink(CallbackData, prefix="unlinkyes"):
    contact_id: int


class ChooseQuietTimes(CallbackData, prefix="quieter"):
    choice: Choice
