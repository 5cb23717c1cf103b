"""Find a position in written text: degrees in either order, degrees with minutes and seconds, or a link to a map.

Bare degrees are WGS-84, as phones show them, unless a map is named beside them. Two bare numbers are a position if
they can be a latitude and a longitude of China, or, outside China, if they have too many decimals for anything else.
Links are read in models/values/map_link.py.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.values.map_link import links_in
from models.values.position import BadPosition, Datum, Position

LONGEST = 2000
"""Characters: the rest of a longer text is not read."""
LEAST_DECIMALS = 3
"""The least decimals of bare degrees among other words, about 100 m: numbers with fewer are prices and marks."""
LEAST_DECIMALS_ALONE = 1
LATITUDES, LONGITUDES = (3.0, 54.0), (73.0, 136.0)
"""The range of degrees in which China lies."""


@dataclass(frozen=True, slots=True)
class WrittenPosition:
    """A position that was read. name: of the place, from the link; rest: the remaining text, without any link."""

    position: Position
    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Angle:
    """One angle that was read. degrees: without sign. axis: "n" for a latitude, "e" for a longitude, empty if not
    said. decimals: of a bare number, else None."""

    degrees: float
    axis: str
    negative: bool
    decimals: int | None


_SIGNS = str.maketrans(
    dict.fromkeys("′’‘＇´ˊ`ʹ", "'") | dict.fromkeys("″”“＂〃ʺ", '"') | dict.fromkeys("º˚", "°") | {"−": "-", "–": "-"}
)
_NUMBER = r"\d{1,3}(?:\.\d{1,15})?"
_AXIS = r"北纬|南纬|东经|西经|纬度|经度|(?<![a-z])(?:latitude|longitude|lat|lng|long|lon|[nsew])(?![a-z])"


def _one(number: int) -> str:
    """The pattern of one angle. number: appended to the names of its groups."""
    seconds = rf"(?:\s?(?P<seconds{number}>\d{{1,2}}(?:\.\d{{1,10}})?)\s?(?:\"|''|秒))?"
    minutes = rf"(?:\s?(?P<minutes{number}>\d{{1,2}}(?:\.\d{{1,10}})?)\s?(?:'(?!')|分){seconds})?"
    return (
        rf"(?P<before{number}>{_AXIS})?[\s:=是为\"']{{0,4}}(?P<sign{number}>-)?(?<![\d.])(?P<degrees{number}>{_NUMBER})"
        rf"(?![\d.])(?:\s?(?P<unit{number}>[°度]){minutes})?(?:\s?(?P<after{number}>[nsew])(?![a-z]))?"
    )


_PAIR = re.compile(rf"{_one(1)}[\s,、;/|和\"']{{0,4}}{_one(2)}")
_AROUND = re.compile(
    r"(?:我们?|就|正|现在|目前|的|位置|定位|坐标|经纬度|地址|地点|地图|[在是为]|这[里儿边个]?|[附左]近|高德|百度|腾讯|微信|火星"
    r"|gps|wgs-?84|gcj-?02|bd-?09|amap|gaode|baidu|tencent|here|my|location|position|near|\W){0,40}"
)
"""Words that add nothing to the position."""
_OTHER_LINK = re.compile(r"https?://\S{1,2000}")
"""A link that is not to a map: its numbers are no degrees."""
_DATUMS: tuple[tuple[Datum, str], ...] = (
    ("bd09", r"百度|bd-?09|baidu"),
    ("gcj02", r"高德|腾讯|微信|火星|gcj-?02|amap|gaode|tencent"),
)


@lru_cache(maxsize=256)
def written_position(text: str) -> WrittenPosition | None:
    """The position in a text, from a link or from numbers; None if there is none."""
    text = text[:LONGEST]
    links, rest = links_in(text)
    for link in links:
        if link.position is not None:
            return WrittenPosition(link.position, link.name, _meant(rest))
    return _in_numbers(rest)


def unread_link(text: str) -> bool:
    """Whether the text holds links to maps, and none of them says a position: they would have to be opened."""
    links, _ = links_in(text[:LONGEST])
    return bool(links) and all(link.position is None for link in links)


def has_link(text: str) -> bool:
    """Whether a text holds a link to a map."""
    return bool(links_in(text[:LONGEST])[0])


def without_links(text: str) -> str:
    """The text without its links to maps."""
    return links_in(text[:LONGEST])[1]


def _in_numbers(text: str) -> WrittenPosition | None:
    plain = _OTHER_LINK.sub(" ", unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold())
    for match in _PAIR.finditer(plain):
        rest = _meant(f"{plain[: match.start()]} {plain[match.end() :]}")
        found = _position(_angle(match, 1), _angle(match, 2), _datum(plain), alone=not rest)
        if found is not None:
            return WrittenPosition(found, "", rest)
    return None


def _meant(rest: str) -> str:
    """The rest of the text, empty if it adds nothing to the position."""
    return "" if _AROUND.fullmatch(rest.casefold()) else rest.strip()


def _datum(plain: str) -> Datum:
    return next((datum for datum, pattern in _DATUMS if re.search(pattern, plain)), "wgs84")


def _angle(match: re.Match[str], number: int) -> _Angle:
    degrees, minutes, seconds = (match[f"{part}{number}"] for part in ("degrees", "minutes", "seconds"))
    said = match[f"before{number}"] or match[f"after{number}"] or ""
    axis = "n" if said[:3] in ("北纬", "南纬", "纬度", "lat") or said in ("n", "s") else "e" if said else ""
    bare = not said and match[f"unit{number}"] is None
    decimals = len(degrees.partition(".")[2]) if bare else None
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return _Angle(value, axis, match[f"sign{number}"] is not None or said in ("南纬", "西经", "s", "w"), decimals)


def _position(first: _Angle, second: _Angle, datum: Datum, *, alone: bool) -> Position | None:
    """The position of two angles; None if the numbers may be something else or are no place on the earth."""
    least = LEAST_DECIMALS_ALONE if alone else LEAST_DECIMALS
    few = any(each.decimals is not None and each.decimals < least for each in (first, second))
    if few or first.axis == second.axis != "":
        return None
    latitude, longitude = (second, first) if first.axis == "e" or second.axis == "n" else (first, second)
    if not first.axis and not second.axis:
        in_order, turned = _in_china(first, second), _in_china(second, first)
        if turned and not in_order:
            latitude, longitude = second, first
        elif not in_order and any((each.decimals or 9) < LEAST_DECIMALS for each in (first, second)):
            return None
    try:
        return Position.from_datum(datum, _signed(latitude), _signed(longitude))
    except BadPosition:
        return None


def _in_china(latitude: _Angle, longitude: _Angle) -> bool:
    return LATITUDES[0] <= _signed(latitude) <= LATITUDES[1] and LONGITUDES[0] <= _signed(longitude) <= LONGITUDES[1]


def _signed(angle: _Angle) -> float:
    return -angle.degrees if angle.negative else angle.degrees
