"""A position on the earth: WGS-84 degrees inside the product, GCJ-02 and BD-09 converted at its edges.

Maps of China are drawn in GCJ-02, Baidu's in BD-09; phones give WGS-84. GCJ-02 bends WGS-84 by 300–700 m with the
formula that became public in 2010 and that every open implementation shares (github.com/googollee/eviltransform):
polynomials and sine waves around 105° E, 35° N, in metres, scaled to degrees on the Krasovsky 1940 ellipsoid. BD-09
turns and stretches GCJ-02 once more in polar coordinates. Neither bends anything outside a rough box around China.
Baidu's web map writes BD-09 in metres: the Mercator projection of the Clarke 1866 ellipsoid (Snyder, Map Projections,
USGS Professional Paper 1395, equations 7-9 and 7-12), which the polynomials in Baidu's own script agree with to 3 mm.
The inverses have no formula: they are found by fixed-point iteration, far below a millimetre in China.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

Datum = Literal["wgs84", "gcj02", "bd09"]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG)."""

KRASOVSKY_RADIUS_M = 6_378_245.0
KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
BD09_WAVE = math.pi * 3000 / 180
CLARKE_RADIUS_M = 6_378_206.4
CLARKE_POLAR_RADIUS_M = 6_356_583.8
INVERSE_STEPS = 12
INVERSE_TOLERANCE_DEG = 1e-10

Pair = tuple[float, float]
"""(latitude, longitude) in degrees of some datum."""


class BadPosition(ValueError):
    """There is no such place on the earth: latitude beyond ±90°, longitude beyond ±180°, or not a number."""

    def __init__(self, latitude: float, longitude: float) -> None:
        super().__init__(f"no such position: {latitude}, {longitude}")
        self.latitude = latitude
        self.longitude = longitude


@dataclass(frozen=True, slots=True)
class Position:
    """Latitude and longitude in WGS-84 degrees. Raises BadPosition."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        _check(self.latitude, self.longitude)

    @classmethod
    def wgs84(cls, latitude: float, longitude: float) -> Self:
        return cls(latitude, longitude)

    @classmethod
    def gcj02(cls, latitude: float, longitude: float) -> Self:
        """The position that maps in GCJ-02 (Amap, Tencent) show at these degrees. Raises BadPosition."""
        _check(latitude, longitude)
        return cls(*_wgs84_of_gcj02(latitude, longitude))

    @classmethod
    def bd09(cls, latitude: float, longitude: float) -> Self:
        """The position that Baidu's maps show at these degrees. Raises BadPosition."""
        _check(latitude, longitude)
        return cls(*_wgs84_of_gcj02(*_gcj02_of_bd09(latitude, longitude)))

    @classmethod
    def bd09_metres(cls, east_m: float, north_m: float) -> Self:
        """The position that Baidu's web map shows at these metres. Raises BadPosition."""
        return cls.bd09(*_degrees_of_mercator(east_m, north_m))

    @classmethod
    def from_datum(cls, datum: Datum, latitude: float, longitude: float) -> Self:
        """The position given in a datum's degrees. Raises BadPosition."""
        if datum == "gcj02":
            return cls.gcj02(latitude, longitude)
        return cls.bd09(latitude, longitude) if datum == "bd09" else cls(latitude, longitude)

    def to(self, datum: Datum) -> Pair:
        """(latitude, longitude) in degrees of the datum; unchanged outside China."""
        if datum == "wgs84":
            return self.latitude, self.longitude
        gcj02 = _gcj02_of_wgs84(self.latitude, self.longitude)
        return gcj02 if datum == "gcj02" else _bd09_of_gcj02(*gcj02)

    def distance_m(self, other: "Position") -> float:
        """Metres along the great circle, on a sphere (haversine): right to 0.5 %."""
        here, there = math.radians(self.latitude), math.radians(other.latitude)
        half_chord = (
            math.sin((there - here) / 2) ** 2
            + math.cos(here) * math.cos(there) * math.sin(math.radians(other.longitude - self.longitude) / 2) ** 2
        )
        return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, half_chord)))

    def bearing_deg(self, other: "Position") -> float:
        """The direction to set out in: degrees clockwise from north, 0 ≤ b < 360; 0 for the same place."""
        here, there = math.radians(self.latitude), math.radians(other.latitude)
        turn = math.radians(other.longitude - self.longitude)
        east = math.sin(turn) * math.cos(there)
        north = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(turn)
        bearing = math.degrees(math.atan2(east, north)) % 360
        return 0.0 if bearing == 360 else bearing  # -1e-20 % 360 is 360.0


def _check(latitude: float, longitude: float) -> None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # false for NaN too
        raise BadPosition(latitude, longitude)


def _bent(latitude: float, longitude: float) -> bool:
    return 0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347


def _gcj02_of_wgs84(latitude: float, longitude: float) -> Pair:
    if not _bent(latitude, longitude):
        return latitude, longitude
    north, east = _gcj02_shift(latitude, longitude)
    return latitude + north, longitude + east


def _gcj02_shift(latitude: float, longitude: float) -> Pair:
    """The degrees north and east that GCJ-02 adds at a WGS-84 position."""
    north_m, east_m = _gcj02_shift_m(x=longitude - 105, y=latitude - 35)
    angle = math.radians(latitude)
    flat = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * math.sin(angle) ** 2
    prime_vertical_m = KRASOVSKY_RADIUS_M / math.sqrt(flat)
    meridian_m = prime_vertical_m * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / flat
    return math.degrees(north_m / meridian_m), math.degrees(east_m / (prime_vertical_m * math.cos(angle)))


def _gcj02_shift_m(*, x: float, y: float) -> Pair:
    """The metres north and east that GCJ-02 adds. x, y: degrees east of 105° and north of 35°."""
    sin, pi, root = math.sin, math.pi, math.sqrt(abs(x))
    ripple = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north_waves = 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)
    east_waves = 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (ripple + north_waves) * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (ripple + east_waves) * 2 / 3
    return north_m, east_m


def _bd09_of_gcj02(latitude: float, longitude: float) -> Pair:
    if not _bent(latitude, longitude):
        return latitude, longitude
    radius = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * BD09_WAVE)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * BD09_WAVE)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def _wgs84_of_gcj02(latitude: float, longitude: float) -> Pair:
    return _inverse(_gcj02_of_wgs84, latitude, longitude)


def _gcj02_of_bd09(latitude: float, longitude: float) -> Pair:
    return _inverse(_bd09_of_gcj02, latitude, longitude)


def _degrees_of_mercator(east_m: float, north_m: float) -> Pair:
    """Degrees on the Clarke 1866 ellipsoid; the latitude by the iteration of equation 7-9."""
    eccentricity = math.sqrt(1 - (CLARKE_POLAR_RADIUS_M / CLARKE_RADIUS_M) ** 2)
    flat = math.exp(-max(-100.0, min(100.0, north_m / CLARKE_RADIUS_M)))
    angle = math.pi / 2 - 2 * math.atan(flat)
    for _ in range(INVERSE_STEPS):
        wave = eccentricity * math.sin(angle)
        angle = math.pi / 2 - 2 * math.atan(flat * ((1 - wave) / (1 + wave)) ** (eccentricity / 2))
    return math.degrees(angle), math.degrees(east_m / CLARKE_RADIUS_M)


def _inverse(bend: Callable[[float, float], Pair], latitude: float, longitude: float) -> Pair:
    """The point that `bend` maps to these degrees.

    A bend moves points by hundreds of metres but hardly stretches them, so the error shrinks 20-fold or more at each
    step. At the edge of the box around China there may be no such point, or two: a point outside stays unchanged.
    """
    if not _bent(latitude, longitude):
        return latitude, longitude
    found = latitude, longitude
    for _ in range(INVERSE_STEPS):
        bent = bend(*found)
        miss = latitude - bent[0], longitude - bent[1]
        found = found[0] + miss[0], found[1] + miss[1]
        if abs(miss[0]) + abs(miss[1]) < INVERSE_TOLERANCE_DEG:
            return found
    return found if _bent(*found) else (latitude, longitude)
