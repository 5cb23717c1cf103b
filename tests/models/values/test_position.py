"""Positions: datums agree with the published implementations, come back, and distances and bearings are right."""

import json
import math
from pathlib import Path

import coordTransform
import eviltransform
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.values.position import BadPosition, Datum, Position

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "coordinate_vectors.json").read_text(encoding="utf-8"))
CENTIMETRE_DEG = 1e-7

in_china = st.builds(Position, st.floats(3.9, 53.5), st.floats(73.7, 135.0))
anywhere = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))
outside_china = anywhere.filter(
    lambda place: not (0.8 <= place.latitude <= 55.9 and 72.0 <= place.longitude <= 137.9)
) | st.builds(Position, st.floats(56, 90), st.floats(72, 137))
datums = st.sampled_from(["wgs84", "gcj02", "bd09"])


def degrees(pair: list[float]) -> tuple[float, float]:
    """The vectors write longitude first."""
    return pair[1], pair[0]


@pytest.mark.parametrize("row", VECTORS["wgs84_gcj02"] + VECTORS["wgs84_gcj02_bd09"], ids=lambda row: str(row["wgs84"]))
def test_published_pairs_are_met_in_both_directions(row: dict[str, list[float]]) -> None:
    true = Position(*degrees(row["wgs84"]))
    datum: Datum
    for datum in ("gcj02", "bd09"):
        if datum in row:
            assert true.to(datum) == pytest.approx(degrees(row[datum]), abs=2 * CENTIMETRE_DEG)
            assert Position.from_datum(datum, *degrees(row[datum])).distance_m(true) < 0.1


@pytest.mark.parametrize("pair", VECTORS["outside"])
def test_published_positions_outside_china_stay_as_they_are(pair: list[float]) -> None:
    place = Position(*degrees(pair))
    assert place.to("gcj02") == place.to("bd09") == degrees(pair)
    assert Position.gcj02(*degrees(pair)) == Position.bd09(*degrees(pair)) == place


@given(outside_china)
def test_outside_china_nothing_is_bent(place: Position) -> None:
    for datum in ("gcj02", "bd09"):
        assert place.to(datum) == (place.latitude, place.longitude)
        assert Position.from_datum(datum, place.latitude, place.longitude) == place


@given(in_china, datums)
@example(Position(34.7466, 105.0), "bd09")
@example(Position(35.0, 113.6), "gcj02")
def test_a_datum_there_and_back_is_the_same_place(place: Position, datum: Datum) -> None:
    assert Position.from_datum(datum, *place.to(datum)).distance_m(place) < 0.001


@given(anywhere, datums)
def test_any_position_survives_every_datum(place: Position, datum: Datum) -> None:
    """Only where the bent box ends can a place not come back exactly: there two places share their degrees."""
    again = Position.from_datum(datum, *place.to(datum))
    near_the_edge = min(abs(place.latitude - edge) for edge in (0.8293, 55.8271)) < 0.1 or (
        min(abs(place.longitude - edge) for edge in (72.004, 137.8347)) < 0.1
    )
    assert near_the_edge or again.distance_m(place) < 0.5


@given(in_china)
def test_forward_agrees_with_the_reference_implementations(place: Position) -> None:
    gcj02, bd09 = place.to("gcj02"), place.to("bd09")
    # eviltransform takes another earth radius (6378137 m): 1 cm
    reference = eviltransform.wgs2gcj(place.latitude, place.longitude)
    assert gcj02 == pytest.approx(reference, abs=3 * CENTIMETRE_DEG)
    assert bd09 == pytest.approx(eviltransform.gcj2bd(*gcj02), abs=1e-9)
    longitude, latitude = coordTransform.wgs84_to_gcj02(place.longitude, place.latitude)
    assert gcj02 == pytest.approx((latitude, longitude), abs=1e-9)


@given(in_china)
def test_inverse_agrees_with_the_reference_implementation(place: Position) -> None:
    """Its own bisection stops within 0.5 m; its inverse of BD-09 is one step, off by centimetres."""
    reference = Position(*eviltransform.gcj2wgs_exact(place.latitude, place.longitude))
    assert Position.gcj02(place.latitude, place.longitude).distance_m(reference) < 0.5
    from_bd09 = Position(*eviltransform.gcj2wgs_exact(*eviltransform.bd2gcj(place.latitude, place.longitude)))
    assert Position.bd09(place.latitude, place.longitude).distance_m(from_bd09) < 1


@given(in_china)
def test_a_mixed_up_datum_is_an_error_of_tens_to_hundreds_of_metres(place: Position) -> None:
    assert Position(*place.to("gcj02")).distance_m(place) < 2000


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.nan), (math.inf, 0), (113.6, 34.7)],
)
@pytest.mark.parametrize("make", [Position, Position.wgs84, Position.gcj02, Position.bd09])
def test_degrees_off_the_earth_are_refused(make: type[Position], latitude: float, longitude: float) -> None:
    with pytest.raises(BadPosition):
        make(latitude, longitude)


def test_known_distance_between_two_cities() -> None:
    """Beijing to Shanghai, published with radius 6378137 m as 1078164 m."""
    beijing, shanghai = (
        Position(39.91334545536069, 116.38404722455657),
        Position(31.17530398364597, 121.531541859215),
    )
    assert beijing.distance_m(shanghai) == pytest.approx(1078164 * 6371008.8 / 6378137, abs=2)


@given(anywhere, anywhere)
def test_distance_is_symmetric_and_within_half_the_earth(one: Position, other: Position) -> None:
    assert one.distance_m(other) == pytest.approx(other.distance_m(one), abs=0.01)
    assert 0 <= one.distance_m(other) <= math.pi * 6371008.8 + 1
    assert one.distance_m(one) == 0


@pytest.mark.parametrize(
    ("latitude", "longitude", "bearing"),
    [(35, 114, 0), (34, 115, 90), (33, 114, 180), (34, 113, 270), (34.5, 114.6, 45), (33.5, 113.4, 225)],
)
def test_bearing_is_clockwise_from_north(latitude: float, longitude: float, bearing: float) -> None:
    assert Position(34, 114).bearing_deg(Position(latitude, longitude)) == pytest.approx(bearing, abs=1)


@given(anywhere, anywhere)
def test_bearing_is_a_direction(one: Position, other: Position) -> None:
    assert 0 <= one.bearing_deg(other) < 360
    assert one.bearing_deg(one) == 0
