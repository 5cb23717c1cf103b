"""A location, stored as {"name": …} or {"name": …, "latitude": …, "longitude": …}. A city report also has the position
on the case itself."""

from datetime import date
from typing import Any

from models.questions.errors import PlaceUnreadable
from models.questions.question import AnswerKind, Question
from models.values.clean_text import clean_text
from models.values.position import BadPosition, Position

LONGEST_NAME = 200


class PlaceKind(AnswerKind):
    key = "place"
    stays = False
    asked_once = True

    def check(self, question: Question, value: Any, *, today: date) -> dict[str, Any]:
        """The location in the form that is stored. Raises PlaceUnreadable."""
        if not isinstance(value, dict):
            raise PlaceUnreadable
        name = clean_text(str(value.get("name") or ""))[:LONGEST_NAME]
        if "latitude" not in value:
            if not name:
                raise PlaceUnreadable
            return {"name": name}
        try:
            here = Position.wgs84(float(value["latitude"]), float(value["longitude"]))
        except (BadPosition, KeyError, TypeError, ValueError) as error:
            raise PlaceUnreadable from error
        return {"name": name, "latitude": here.latitude, "longitude": here.longitude}

    def fact(self, question: Question, answer: Any) -> dict[str, Any]:
        return {"place": answer.get("name") or ""}


def place_position(answer: Any) -> Position | None:
    """The position in a stored location, None if it has none."""
    if not isinstance(answer, dict) or "latitude" not in answer:
        return None
    return Position.wgs84(answer["latitude"], answer["longitude"])
