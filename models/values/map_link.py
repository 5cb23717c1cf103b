"""Read where links from map apps point, as far as the link itself says it. Nothing is fetched.

Each service writes degrees of its own datum:
    Amap       GCJ-02, longitude first in `position`, `to`, `from`; latitude first in `p`, `q`
               (https://lbs.amap.com/api/uri-api/guide/mobile-web/point, https://lbs.amap.com/api/amap-mobile/guide/android/marker)
    Baidu      BD-09 unless `coord_type` says otherwise; metres behind `@` on its web map
               (https://lbsyun.baidu.com/index.php?title=uri/api/web)
    Tencent    GCJ-02 (https://lbs.qq.com/webApi/uriV1/uriGuide/uriWebMarker); WeChat's own location, x the latitude
    Google, Apple  GCJ-02 in China, as the maps they draw there are (https://developers.google.com/maps/documentation/urls/get-started,
               https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html)
    geo:       WGS-84 (RFC 5870); OpenStreetMap too
A short link (surl.amap.com, j.map.baidu.com, maps.app.goo.gl …) says nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit

from models.values.position import BadPosition, Datum, Position

MOST_LINKS = 5
"""Further links in one text are not read."""
LONGEST_NAME = 60
"""Characters; a longer name of a place is cut."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link to a map. position: None if the link does not say it. name: of the place; empty if not said."""

    position: Position | None
    name: str = ""


_HAN = "\u3007\u4e00-\u9fff"
_REST = rf"(?:[^\s<>\"'，。；、！？【】（）《》“”{_HAN}]|(?<=[=,/:|;+(])[{_HAN}]{{1,60}}){{1,1500}}"
"""The rest of a link. Chinese characters belong to it only after a separator, where a name begins; elsewhere they are
the text that follows the link."""
_LINK = re.compile(
    rf"(?:https?://|(?<![a-z])(?:geo|amapuri|androidamap|iosamap|baidumap|bdapp|qqmap|comgooglemaps|maps):(?=[/\d-])){_REST}"
    r"|(?<![\w.:/])(?:(?:uri|surl|wb|ditu|www|m)\.amap\.com|(?:j\.)?map\.baidu\.com|maps\.app\.goo\.gl|goo\.gl/maps"
    rf"|maps\.google\.com|maps\.apple\.com|(?:apis\.)?map\.qq\.com)/{_REST}",
    re.IGNORECASE,
)
_WECHAT = re.compile(r"<location\s([^<>]{1,1500})>", re.IGNORECASE)
"""A location copied out of a WeChat chat."""
_PART = re.compile(r"\b(x|y|poiname|label)=\"([^\"<>]{1,200})\"", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,300}>")
_UNNAMED = "[位置]"
"""WeChat's name for a place without a name."""
_DEGREES = r"(-?\d{1,3}\.\d{1,15})"
_TWO = re.compile(rf"(?<![\d.]){_DEGREES}\s*,\s*{_DEGREES}(?!\d)")
_NAMED = re.compile(rf"{_DEGREES.replace('(', '(?:')},{_DEGREES.replace('(', '(?:')},([^,]{{1,60}})")
"""A name after two numbers."""
_AT = re.compile(rf"@{_DEGREES},{_DEGREES}")
_PIN = re.compile(rf"!3d{_DEGREES}!4d{_DEGREES}")
_METRES = re.compile(r"@(\d{7,8}(?:\.\d{1,10})?),(\d{6,8}(?:\.\d{1,10})?)")
_FRAGMENT = re.compile(rf"map=\d{{1,2}}/{_DEGREES}/{_DEGREES}")
_Query = Mapping[str, str]


def links_in(text: str) -> tuple[list[MapLink], str]:
    """The links to maps in a text, and the text without them. Other links stay in the text."""
    found: list[MapLink] = []

    def keep(link: MapLink | None, match: re.Match[str]) -> str:
        if link is None or len(found) >= MOST_LINKS:
            return match[0]
        found.append(link)
        return " "

    rest = text
    if "<location" in text.lower():
        rest = _TAG.sub(" ", _WECHAT.sub(lambda match: keep(_of_wechat(match[1]), match), text))
    rest = _LINK.sub(lambda match: keep(_read(_whole(match[0])), match), rest)
    return found, " ".join(rest.split()) if found else text


def _whole(link: str) -> str:
    """The link without the punctuation that the sentence puts after it."""
    link = link.rstrip(".,;]")
    return link.rstrip(")") if link.count(")") > link.count("(") else link


def _read(link: str) -> MapLink | None:
    """The place that a link points to; None if the link is not to a map."""
    try:
        url = urlsplit(link if ":" in link.split("/", 1)[0] else f"https://{link}")
        query = {key.lower(): value for key, value in parse_qsl(url.query.replace(";", "%3B"))}
    except ValueError:
        return None
    for hosts, reader in _SERVICES:
        if re.fullmatch(hosts, url.hostname or "") or re.fullmatch(hosts, url.scheme):
            if not _leads_to_a_map(url):
                return None
            try:
                return reader(url, query)
            except (BadPosition, ValueError):
                return MapLink(None)
    return None


def _leads_to_a_map(url: SplitResult) -> bool:
    """Whether the link is to a map: Google's hosts serve more than maps."""
    google = re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}|goo\.gl", url.hostname or "")
    return google is None or url.path.startswith("/maps")


def _of_wechat(parts: str) -> MapLink:
    said = {key.lower(): value for key, value in _PART.findall(parts)}
    try:
        where = Position.gcj02(float(said["x"]), float(said["y"]))
    except (BadPosition, KeyError, ValueError):
        return MapLink(None)
    return MapLink(where, _name(said.get("poiname", "").replace(_UNNAMED, ""), said.get("label")))


def _name(*said: str | None) -> str:
    """The first of the texts that is a name and not a pair of degrees; empty if there is none."""
    names = (" ".join((each or "").split())[:LONGEST_NAME] for each in said)
    return next((name for name in names if name and not _TWO.search(name)), "")


def _two(text: str | None, *, longitude_first: bool = False) -> tuple[float, float] | None:
    """The (latitude, longitude) in a part of a link, None if there is none."""
    match = _TWO.search(text or "")
    if match is None:
        return None
    first, second = float(match[1]), float(match[2])
    return (second, first) if longitude_first else (first, second)


def _first(query: _Query, *keys: str, longitude_first: bool = False) -> tuple[float, float] | None:
    pairs = (_two(query.get(key), longitude_first=longitude_first) for key in keys)
    return next((pair for pair in pairs if pair is not None), None)


def _apart(query: _Query, *keys: tuple[str, str]) -> tuple[float, float] | None:
    """The (latitude, longitude) if they are two separate parts of a link."""
    said = ((query.get(north), query.get(east)) for north, east in keys)
    return next(((float(north), float(east)) for north, east in said if north and east), None)


def _link(datum: Datum, pair: tuple[float, float] | None, *names: str | None) -> MapLink:
    return MapLink(Position.from_datum(datum, *pair) if pair is not None else None, _name(*names))


def _amap(url: SplitResult, query: _Query) -> MapLink:
    # dev=1: WGS-84, which the app converts; dev=0: already GCJ-02
    datum: Datum = "wgs84" if query.get("coordinate") == "wgs84" or query.get("dev") == "1" else "gcj02"
    pair = _first(query, "position", "to", "lnglat", "center", "from", longitude_first=True) or _apart(
        query, ("dlat", "dlon"), ("lat", "lon"), ("lat", "lng"), ("poilat", "poilon"), ("slat", "slon")
    )
    pair = pair or _first(query, "p", "q")
    behind = next((match for key in ("to", "p", "q") if (match := _NAMED.search(query.get(key, "")))), None)
    names = (query.get(key) for key in ("name", "poiname", "dname"))
    return _link(datum, pair, *names, behind[1] if behind else None)


_BAIDU_DATUMS: dict[str, Datum] = {"gcj02": "gcj02", "wgs84": "wgs84", "wgs84ll": "wgs84"}


def _baidu(url: SplitResult, query: _Query) -> MapLink:
    datum = _BAIDU_DATUMS.get(query.get("coord_type", "").lower(), "bd09")
    pair = _first(query, "location", "destination", "latlng", "center", "origin")
    called = re.search(r"name:([^|&]{1,60})", query.get("destination", ""))
    named = unquote_plus(url.path.split("/")[2]) if re.match(r"/poi/[^/@]", url.path) else None
    names = (query.get("title"), query.get("content"), called[1] if called else None, named)
    metres = _METRES.search(unquote(url.path))
    if pair is None and metres is not None:
        return MapLink(Position.bd09_metres(float(metres[1]), float(metres[2])), _name(*names))
    return _link(datum, pair, *names)


def _tencent(url: SplitResult, query: _Query) -> MapLink:
    datum: Datum = "wgs84" if query.get("coord_type") == "1" else "gcj02"
    pair = _first(query, "marker", "tocoord", "coord", "center", "location", "latlng", "fromcoord") or _apart(
        query, ("lat", "lng"), ("latitude", "longitude"), ("pointy", "pointx")
    )
    called = re.search(r"title:([^;]{1,60})", query.get("marker", ""))
    return _link(datum, pair, called[1] if called else None, query.get("to"), query.get("name"), query.get("title"))


def _google(url: SplitResult, query: _Query) -> MapLink:
    path = unquote_plus(url.path)
    pin, at = _PIN.search(path), _AT.search(path)
    pair = _two(f"{pin[1]},{pin[2]}") if pin else _first(query, "q", "query", "destination", "daddr")
    pair = pair or _two(path.split("@")[0]) or (_two(f"{at[1]},{at[2]}") if at else None)
    pair = pair or _first(query, "ll", "center", "viewpoint", "sll", "saddr")
    named = re.match(r"/maps/(?:place|search)/([^/@]{1,100})", path)
    return _link("gcj02", pair, named[1] if named else None, query.get("q"), query.get("query"))


def _apple(url: SplitResult, query: _Query) -> MapLink:
    pair = _first(query, "coordinate", "ll", "daddr", "q", "center", "sll", "near", "saddr")
    return _link("gcj02", pair, query.get("name"), query.get("q"))


def _geo(url: SplitResult, query: _Query) -> MapLink:
    """Read a `geo:` link; for a place with a name Android sends `geo:0,0?q=…(name)`."""
    asked = query.get("q", "")
    called = re.search(r"\(([^()]{1,60})\)", asked)
    pair = _two(asked) or _two(url.path)
    return _link("wgs84", pair, called[1] if called else None)


def _openstreetmap(url: SplitResult, query: _Query) -> MapLink:
    shown = _FRAGMENT.search(url.fragment)
    pair = _apart(query, ("mlat", "mlon")) or (_two(f"{shown[1]},{shown[2]}") if shown else None)
    return _link("wgs84", pair)


_SERVICES: tuple[tuple[str, Callable[[SplitResult, _Query], MapLink]], ...] = (
    (r"(?:.+\.)?amap\.com|(?:.+\.)?gaode\.com|amapuri|androidamap|iosamap", _amap),
    (r"(?:.+\.)?map\.baidu\.com|baidumap|bdapp", _baidu),
    (r"(?:.+\.)?map\.qq\.com|qqmap", _tencent),
    (
        r"maps\.google\.[a-z.]{2,6}|ditu\.google\.[a-z.]{2,6}|(?:www\.)?google\.[a-z.]{2,6}|goo\.gl|maps\.app\.goo\.gl|comgooglemaps",
        _google,
    ),
    (r"maps\.apple(?:\.com)?|maps", _apple),
    ("geo", _geo),
    (r"(?:www\.)?openstreetmap\.org|osm\.org", _openstreetmap),
)
