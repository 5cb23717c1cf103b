"""What an operator reads of a city pack that cannot be used."""

from pathlib import Path

from bot.commands.city_pack import complaint_line
from handlers.talk.texts import texts
from models.city.pack import BadCityPack
from models.city.table import Complaint


def complains(error: BadCityPack, file: Path | str = "", where: str = "", problem: str = "") -> bool:
    """Whether one of its complaints is about this file and spot (`line 3, key`), and says so in English."""
    return any(
        str(each.file).endswith(str(file)) and where in where_of(each) and problem in problem_of(each)
        for each in error.complaints
    )


def where_of(complaint: Complaint) -> str:
    return ", ".join(filter(None, (f"line {complaint.line}" if complaint.line else "", complaint.path)))


def problem_of(complaint: Complaint) -> str:
    return texts().in_("en")(complaint.key, **complaint.args)


def lines_of(error: BadCityPack, locale: str = "zh-CN") -> list[str]:
    return [complaint_line(each, texts().in_(locale)) for each in error.complaints]
