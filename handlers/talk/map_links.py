"""Links that open a place in the map apps riders have, each in its own datum.

Amap (https://lbs.amap.com/api/uri-api/guide/travel/route) and Tencent (https://lbs.qq.com/webApi/uriV1/uriGuide/uriWebRoute)
take GCJ-02; Baidu (https://lbsyun.baidu.com/index.php?title=uri/api/web) takes BD-09. Apple Maps
(https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html).
"""

from urllib.parse import urlencode

from models.values.position import Position


def amap(position: Position, name: str) -> str:
    """The route by electric bicycle, in Amap."""
    latitude, longitude = position.to("gcj02")
    to = f"{longitude:.6f},{latitude:.6f},{name}"
    return "https://uri.amap.com/navigation?" + urlencode({"to": to, "mode": "ride", "callnative": 1})


def baidu(position: Position, name: str) -> str:
    """The place in Baidu Maps, which offers the route."""
    latitude, longitude = position.to("bd09")
    query = {
        "location": f"{latitude:.6f},{longitude:.6f}",
        "title": name,
        "content": name,
        "output": "html",
        "coord_type": "bd09ll",
        "src": "webapp.nuanxin",
    }
    return "https://api.map.baidu.com/marker?" + urlencode(query)


def tencent(position: Position, name: str) -> str:
    """The route by bicycle, in Tencent Maps."""
    latitude, longitude = position.to("gcj02")
    query = {"type": "bike", "to": name, "tocoord": f"{latitude:.6f},{longitude:.6f}", "referer": "nuanxin"}
    return "https://apis.map.qq.com/uri/v1/routeplan?" + urlencode(query)


def apple(position: Position) -> str:
    """The route on foot, in Apple Maps, which in China shows AutoNavi's map and takes its datum."""
    latitude, longitude = position.to("gcj02")
    query = {"daddr": f"{latitude:.6f},{longitude:.6f}", "dirflg": "w"}
    return "https://maps.apple.com/?" + urlencode(query)


def any_app(position: Position, name: str) -> str:
    """The place in the app that the phone opens such links with; in WGS-84 (RFC 5870)."""
    at = f"{position.latitude:.6f},{position.longitude:.6f}"
    return f"geo:{at}?" + urlencode({"q": f"{at}({name})"})
