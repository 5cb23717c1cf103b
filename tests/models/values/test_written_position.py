"""Positions as people write and share them: degrees in either order and in any dress, and links to maps."""

import pytest

from models.values.position import Position
from models.values.written_position import unread_link, without_links, written_position

HERE = Position.wgs84(34.7466, 113.6253)
GCJ_NORTH, GCJ_EAST = HERE.to("gcj02")
BD_NORTH, BD_EAST = HERE.to("bd09")
GCJ, BD = f"{GCJ_NORTH:.6f},{GCJ_EAST:.6f}", f"{BD_NORTH:.6f},{BD_EAST:.6f}"
GCJ_TURNED = f"{GCJ_EAST:.6f},{GCJ_NORTH:.6f}"
STATION = "%E9%A9%BF%E7%AB%99"

DEGREES = [
    "34.7466,113.6253", "113.6253, 34.7466", "113.6253 34.7466", "３４．７４６６，１１３．６２５３",
    "34.7466、113.6253",
    "（34.7466，113.6253）", "我在34.7466,113.6253附近", "我的坐标是34.7466,113.6253", "定位：113.6253，34.7466",
    "北纬34.7466 东经113.6253", "东经113.6253度，北纬34.7466度", "北纬34.7466°东经113.6253°", "N34.7466 E113.6253",
    "34.7466N, 113.6253E", "34.7466° N 113.6253° E", "纬度：34.7466，经度：113.6253", "经度113.6253\n纬度34.7466",
    "lat: 34.7466, lng: 113.6253", '{"lat":34.7466,"lng":113.6253}', "longitude=113.6253 latitude=34.7466",
    "34°44'47.76\"N 113°37'31.08\"E", "34°44′47.76″ N, 113°37′31.08″ E", "北纬34°44′47.76″ 东经113°37′31.08″",
    "北纬３４°４４′４７．７６″，东经１１３°３７′３１．０８″", "N34°44.796' E113°37.518'",
    "东经113度37分31.08秒，北纬34度44分47.76秒",
    "113°37’31.08” 34°44’47.76”", f"高德坐标{GCJ_TURNED}", f"百度坐标：{BD}",
]  # fmt: skip

LINKS = {
    f"https://uri.amap.com/marker?position={GCJ_TURNED}&name={STATION}&src=x&coordinate=gaode&callnative=0": "驿站",
    "https://uri.amap.com/marker?position=113.6253,34.7466&coordinate=wgs84": "",
    f"https://uri.amap.com/navigation?to={GCJ_TURNED},{STATION}&mode=ride&callnative=1": "驿站",
    f"https://uri.amap.com/navigation?from=113.1,34.1,a&to={GCJ_TURNED},b": "b",
    f"https://wb.amap.com/?p=B0FFABC,{GCJ},驿站,青石路88号": "驿站",
    f"https://wb.amap.com/?q={GCJ},驿站": "驿站",
    f"androidamap://viewMap?sourceApplication=x&poiname=y&lat={GCJ_NORTH:.6f}&lon={GCJ_EAST:.6f}&dev=0": "y",
    f"amapuri://route/plan/?dlat={GCJ_NORTH:.6f}&dlon={GCJ_EAST:.6f}&dname=z&dev=0&t=0": "z",
    "iosamap://viewMap?lat=34.7466&lon=113.6253&dev=1": "",
    f"https://api.map.baidu.com/marker?location={BD}&title={STATION}&content=a&output=html": "驿站",
    f"http://api.map.baidu.com/marker?location={GCJ}&coord_type=gcj02&output=html": "",
    f"baidumap://map/direction?destination=latlng:{BD}|name:驿站&mode=walking": "驿站",
    "baidumap://map/marker?location=34.7466,113.6253&coord_type=wgs84": "",
    f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{GCJ};title:驿站;addr:青石路&referer=x": "驿站",
    f"https://apis.map.qq.com/uri/v1/routeplan?type=bike&to={STATION}&tocoord={GCJ}&referer=x": "驿站",
    f"http://apis.map.qq.com/uri/v1/geocoder?coord={GCJ}": "",
    f"qqmap://map/marker?marker=coord:{GCJ};title:驿站": "驿站",
    f"https://www.google.com/maps/place/Foo+Bar/@34.1,113.1,9z/data=!4b1!8m2!3d{GCJ_NORTH}!4d{GCJ_EAST}": "Foo Bar",
    f"https://www.google.com/maps/@{GCJ},17z?hl=zh-CN": "",
    f"https://maps.google.com/?q={GCJ}": "",
    f"https://maps.google.com/maps?q=loc:{GCJ}&z=17": "",
    f"https://www.google.com/maps/search/?api=1&query={GCJ.replace(',', '%2C')}": "",
    f"https://www.google.com.hk/maps/dir/?api=1&destination={GCJ}": "",
    f"https://maps.apple.com/?ll={GCJ}&q=Foo": "Foo",
    f"https://maps.apple.com/place?coordinate={GCJ}&name=Foo": "Foo",
    f"http://maps.apple.com/?daddr={GCJ}&dirflg=w": "",
    "geo:34.7466,113.6253": "",
    "geo:34.7466,113.6253;u=35?z=17": "",
    "geo:0,0?q=34.7466,113.6253(驿站)": "驿站",
    "https://www.openstreetmap.org/?mlat=34.7466&mlon=113.6253#map=19/34.7/113.6": "",
    f'<msg><location x="{GCJ_NORTH:.6f}" y="{GCJ_EAST:.6f}" label="青石路88号" poiname="驿站"/></msg>': "驿站",
    f'<location x="{GCJ_NORTH:.6f}" y="{GCJ_EAST:.6f}" label="青石路88号" poiname="[位置]" />': "青石路88号",
}  # fmt: skip

NO_POSITION = [
    "", "青石路88号", "扣了34.50，113.60", "超时罚了50块，3号", "2026.11.29 113.5", "13800138000",
    "8.30-17.30", "34 113", "34.7466",
    "1.5, 2.5", "https://example.com/a?q=34.7466,113.6253", "https://www.google.com/search?q=34.7466,113.6253",
    "北纬34.7466 北纬113.6253", "N95.5 E113.6", "99.1234,199.1234",
]  # fmt: skip

UNREAD = [
    "https://surl.amap.com/1a2b3c", "【青石路暖新驿站】 https://surl.amap.com/1a2b3c", "https://j.map.baidu.com/a1/b2c",
    "https://maps.app.goo.gl/AbCdEf", "https://goo.gl/maps/AbCdEf", "https://www.amap.com/place/B0FFABC",
    "https://maps.apple/p/AbC", "surl.amap.com/1a2b3c", "https://map.qq.com/m/AbC", "https://uri.amap.com/marker?position=999.1,999.2",
]  # fmt: skip


@pytest.mark.parametrize("text", DEGREES)
def test_degrees_are_read_in_either_order_and_any_dress(text: str) -> None:
    found = written_position(text)
    assert found is not None
    assert found.position.distance_m(HERE) < 1
    assert found.rest == ""


@pytest.mark.parametrize(("link", "name"), LINKS.items())
@pytest.mark.parametrize("around", ["{}", "我在这：{} ，快来", "看{}"])
def test_a_link_to_a_map_says_where_and_what_it_is_called(link: str, name: str, around: str) -> None:
    found = written_position(around.format(link))
    assert found is not None
    assert (found.position.distance_m(HERE) < 1, found.name) == (True, name)
    assert not unread_link(around.format(link))


@pytest.mark.parametrize("text", NO_POSITION)
def test_other_numbers_and_links_are_no_position(text: str) -> None:
    assert written_position(text) is None
    assert not unread_link(text)


@pytest.mark.parametrize("text", UNREAD)
def test_a_link_that_does_not_say_where_is_known_as_one(text: str) -> None:
    assert written_position(text) is None
    assert unread_link(text)


def test_what_is_written_beside_a_position_is_kept() -> None:
    found = written_position("厕所 34.7466,113.6253")
    assert found is not None
    assert found.rest == "厕所"
    assert without_links("【青石路暖新驿站】 https://surl.amap.com/1a2b3c") == "【青石路暖新驿站】"


def test_elsewhere_on_the_earth_degrees_are_taken_as_they_stand() -> None:
    tower = written_position("48.8584, 2.2945")
    south = written_position("南纬33.8568，东经151.2153")
    assert tower is not None
    assert south is not None
    assert (tower.position.latitude, south.position.latitude) == (48.8584, -33.8568)


@pytest.mark.parametrize(
    ("east_m", "north_m", "latitude", "longitude"),
    [(12964000, 2000000, 17.7916194, 116.4563263), (12964000, 4000000, 33.9649208, 116.4563263),
     (12964000, 4811190.6, 39.8130055, 116.4563263), (12964000, 6500000, 50.4997977, 116.4563263)],
)  # fmt: skip
def test_metres_of_baidus_web_map_are_degrees_as_its_own_script_has_them(
    east_m: float, north_m: float, latitude: float, longitude: float
) -> None:
    by_metres = Position.bd09_metres(east_m, north_m)
    assert by_metres.distance_m(Position.bd09(latitude, longitude)) < 0.1
    link = written_position(f"https://map.baidu.com/poi/驿站/@{east_m},{north_m},17z")
    assert link is not None
    assert (link.name, link.position.distance_m(by_metres) < 0.1) == ("驿站", True)
