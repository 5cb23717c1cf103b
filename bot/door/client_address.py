"""The origin of a request or a socket, as budgets by address count it."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

NOWHERE = "-"
"""Stands for a peer without an address, such as that of a Unix socket."""
OWN_NETWORK = 64
"""Bits of an IPv6 address that its holder cannot choose: a line is given all the rest."""


def client_address(scope: Scope) -> str:
    """The peer's IPv4 address, or the /64 network of its IPv6 address."""
    host = (scope.get("client") or (NOWHERE,))[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return NOWHERE
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, OWN_NETWORK), strict=False).network_address)
