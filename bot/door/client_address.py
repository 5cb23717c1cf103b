"""From where a request or a socket comes: what budgets by address are kept by."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

NOWHERE = "-"
"""A peer without an address of its own, such as a Unix socket's."""
OWN_NETWORK = 64
"""Bits of an IPv6 address that its holder cannot choose: a line is given all the rest."""


def client_address(scope: Scope) -> str:
    """The IPv4 address of the peer, or the /64 network of its IPv6 one."""
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
