"""The paper in a picture: its kind, by the words of the city pack, and the last day on which it is valid."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.city.pack import City
from models.pictures.page import SURE, Line, Page, normal, plain

YEARS = range(2000, 2100)
_DAY = re.compile(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*(?:[-./月]\s*(\d{1,2})?)?\s*日?")
_VALID = re.compile(
    r"有效期|有效日期|有效截止|截止日期|到期日|失效日期|保险期间|保险期限|检验有效|下次.?[检体]"
    r"|valid (?:until|through)|expir"
)
_FROM = re.compile(r"发证|签发|初次|领证|注册|登记|填发|出单|签单|体检日期|发放|起始|有效起始|出生|issue")
_UNTIL = re.compile(r"[至到止]|—|–|~|-\s*20\d\d")


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper that a picture shows. kind: a key of the city pack. expires_on: None if the page names no such day.
    sure: nothing of the day was guessed."""

    kind: str
    expires_on: date | None
    sure: bool


def paper_on(page: Page, city: City) -> PaperShown | None:
    """The paper; None if the page names no kind of paper, or several that are equally meant."""
    kind = _kind_of(page, city)
    if kind is None:
        return None
    days = list(_days_until(page))
    last = {day for day, _ in days}
    if not last:
        return PaperShown(kind, None, sure=False)
    return PaperShown(kind, max(last), sure=len(last) == 1 and all(sure for _, sure in days))


def _kind_of(page: Page, city: City) -> str | None:
    """The kind whose longest word stands in the largest line that names one."""
    named: list[tuple[float, int, str]] = []
    for line in page.lines:
        text = plain(line.text)
        for key, kind in city.papers.items():
            words = (*kind.titles.values(), *(word for words in kind.words.values() for word in words), *kind.headings)
            longest = max((len(word) for each in words if (word := plain(each)) in text), default=0)
            if longest > 1:
                named.append((round(line.height), longest, key))
    if not named:
        return None
    height = max(each[0] for each in named)
    largest = [each for each in named if each[0] >= 0.85 * height]
    longest = max(each[1] for each in largest)
    kinds = {key for _, length, key in largest if length == longest}
    return kinds.pop() if len(kinds) == 1 else None


def _days_until(page: Page) -> Iterator[tuple[date, bool]]:
    """The last day of every validity that the page names, and whether it was read for sure."""
    for number, line in enumerate(page.lines):
        text = normal(line.text)
        if not _VALID.search(text):
            continue
        said = text if _DAY.search(text) else _with_the_next(page, number)
        if said is None or (_FROM.search(said) and not _UNTIL.search(said)):
            continue
        if not _ends(said):
            said = _with_the_next(page, number, below=True) or said
        days = [day for match in _DAY.finditer(said) if (day := _day(match)) is not None]
        if days:
            last, exact = max(days)
            yield last, exact and _ends(said) and line.score >= SURE


def _ends(said: str) -> bool:
    """Whether a whole day stands behind the last 至, if there is one: a long line goes on below."""
    behind = re.split("[至到]", said)[-1]
    return any(match[3] is not None for match in _DAY.finditer(behind))


def _with_the_next(page: Page, number: int, *, below: bool = False) -> str | None:
    """The line with what stands beside or below it, as of a label without a day. below: only with what it goes on with,
    whether or not that has a day."""
    line = page.lines[number]
    near = [
        each
        for each in page.lines
        if each is not line and _is_near(line, each) and (below or _DAY.search(normal(each.text)))
    ]
    return normal(line.text + ("" if below else " ").join(each.text for each in near)) if near else None


def _is_near(line: Line, other: Line) -> bool:
    below = -0.3 * line.height <= other.top - line.bottom <= 1.5 * line.height
    return (other.is_beside(line) and other.left > line.left) or (below and other.left < line.right + line.height)


def _day(match: re.Match[str]) -> tuple[date, bool] | None:
    """The day, and whether it was all there; of a month alone its last day."""
    year, month = int(match[1]), int(match[2])
    if year not in YEARS or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if match[3] is None:
        return date(year, month, last), False
    day = int(match[3])
    return (date(year, month, day), True) if 1 <= day <= last else None
