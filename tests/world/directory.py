"""The places that the stories are set among: a handful around the sample city's centre."""

import math
from datetime import UTC, datetime

from models.city.pack import City
from models.places.place import Place
from models.values.position import Position

METRES_A_DEGREE = 111_195.0
CHECKED_AT = datetime(2026, 11, 10, tzinfo=UTC)

_ROWS = [
    # code, name, metres north, metres east, needs, hours
    ("T1", "青石路暖新驿站", 0, 180, "toilet|drinking_water|charging|hot_water|rest", "Mo-Su 07:00-22:00"),
    ("T2", "河湾综合体", 650, 0, "toilet|drinking_water|charging|shower|legal|rest|microwave", "24/7"),
    ("T3", "望江暖新驿站", -300, -200, "toilet|rest|umbrella", "Mo-Su 08:00-15:20"),
    ("T4", "柳岸暖新驿站", 500, 500, "drinking_water|charging|toilet", "Mo-Fr 09:00-18:00"),
    ("T5", "松林暖新驿站", -700, 300, "toilet|microwave", "Mo-Su 06:00-23:00"),
    ("T6", "砚池暖新驿站", 800, -500, "toilet|wifi", "Mo-Su 06:00-23:00"),
    ("T7", "东渡暖新驿站", 0, 950, "toilet|charging", "Mo-Su 06:00-23:00"),
    ("T8", "晨光暖新驿站", 100, -100, "toilet|charging|drinking_water", "Mo-Su 18:00-23:00"),
    ("T9", "远山暖新驿站", 2300, 0, "nursing|reading", "Mo-Su 08:00-20:00"),
]


def PLACES(city: City) -> list[Place]:
    return [_place(city, *row) for row in _ROWS]


def _place(city: City, code: str, name: str, north_m: float, east_m: float, needs: str, hours: str) -> Place:
    centre = city.centre
    latitude = centre.latitude + north_m / METRES_A_DEGREE
    longitude = centre.longitude + east_m / METRES_A_DEGREE / math.cos(math.radians(centre.latitude))
    district = city.district_at(Position.wgs84(latitude, longitude))
    return Place(
        code=code,
        kind="complex" if code == "T2" else "station",
        name=name,
        latitude=latitude,
        longitude=longitude,
        district=district.key if district else None,
        street="青石路" if code == "T1" else None,
        address="青石路 88 号" if code == "T1" else f"{name}路 1 号",
        needs=f"|{needs}|",
        hours=hours,
        phone=None,
        note="从侧门进" if code == "T1" else None,
        checked_at=CHECKED_AT,
        checked_by="import",
        sample=True,
    )
