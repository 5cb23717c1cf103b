"""Buttons of the papers that a person must renew."""

from aiogram.filters.callback_data import CallbackData

from models.papers.paper import RENEW_AT, RENEWED


class OpenCertificates(CallbackData, prefix="certs"):
    """The list, page by page from 0."""

    page: int = 0


class ShowCertificate(CallbackData, prefix="cert"):
    certificate_id: int


class AddCertificate(CallbackData, prefix="certadd"):
    """One more: of which kind?"""


class Renewed(CallbackData, prefix=RENEWED):
    """It has another date. Also below a reminder, which may be a year old."""

    certificate_id: int


class RenewAt(CallbackData, prefix=RENEW_AT):
    """Where can it be renewed?"""

    certificate_id: int


class AskDays(CallbackData, prefix="certdays"):
    """How long before it expires to be reminded?"""

    certificate_id: int


class AskRemove(CallbackData, prefix="certdelete"):
    certificate_id: int
