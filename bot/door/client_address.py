"""The origin of a request or a socket, as budgets by address count it."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

NOWHERE = "-"
"""Stands for a peer without an address, such as that of a Unix socket."""
OWN_NETWORK = 64
"""Bits of an IPv6 address that its holder cannot choose: a line is given all the rest."""


def client_address(scope: Scope) -> str:
    """The address that the peer counts as; NOWHERE if it has none."""
    client = scope.get("client")
    return network_of(client[0]) if client else NOWHERE


def network_of(peer: str) -> str:
    """The address that the peer counts as: an IPv4 address or an IPv6 /64; anything else counts as itself."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped is not None else str(ip_network((address, OWN_NETWORK), strict=False))
    return str(address)
