"""Where browsers have passkeys."""

import pytest

from models.staff.passkey import relying_party


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://desk.example.org", "desk.example.org"),
        ("https://desk.example.org:8443", "desk.example.org"),
        ("http://localhost:8080", "localhost"),
        ("http://desk.example.org", None),
        ("http://127.0.0.1:8080", None),
        ("https://203.0.113.7", None),
    ],
)
def test_passkeys_need_a_name_and_https(address: str, host: str | None) -> None:
    here = relying_party(address)
    assert (here.host if here else None) == host
    assert here is None or here.origin == address
