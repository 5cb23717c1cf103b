"""One address brings only so many new people a minute; whoever is known already is never asked."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.webchat.newcomers import ADDRESSES_REMEMBERED, MOST, WINDOW, Newcomers
from bot.door.client_address import network_of

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_an_address_is_what_one_subscriber_has(peer: str, network: str) -> None:
    assert network_of(peer) == network


def test_more_may_come_when_the_minute_is_over_and_from_elsewhere_at_once() -> None:
    door = Newcomers()
    assert [door.may_come(network_of("2001:db8::1"), now=NOW) for _ in range(MOST + 2)] == [True] * MOST + [False] * 2
    assert not door.may_come(network_of("2001:db8::ffff"), now=NOW)
    assert door.may_come(network_of("2001:db8:0:1::1"), now=NOW)
    assert door.may_come(network_of("2001:db8::1"), now=NOW + WINDOW)


def test_what_is_remembered_has_an_end() -> None:
    door = Newcomers()
    for number in range(ADDRESSES_REMEMBERED + 50):
        door.may_come(f"10.{number // 65536}.{number // 256 % 256}.{number % 256}", now=NOW + timedelta(seconds=1))
    assert len(door._came) == ADDRESSES_REMEMBERED
