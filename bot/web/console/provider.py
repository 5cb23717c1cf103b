"""An OpenID Connect provider, spoken to over HTTP: where it sends browsers to sign in, and whom a code that a browser
brought back stands for."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from bot.settings import Settings

WITHIN_S = 10.0
LEEWAY_S = 30
"""Seconds that the provider's clock may differ."""
ALGORITHMS = ("RS256", "PS256", "ES256")
"""Of signatures; never one that needs a shared secret, and never none."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderRefused(Exception):
    """The provider did not say who it is, in a form that holds."""


class Provider:
    """One provider. redirect_uri: where it sends browsers back to."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self.issuer, self._client_id, self._secret = issuer, client_id, client_secret
        self._redirect_uri = redirect_uri
        self._known: dict[str, Any] | None = None

    @classmethod
    def of(cls, settings: Settings, redirect_path: str) -> "Provider | None":
        """The provider of the settings; None without one."""
        if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.oidc_client_secret is None:
            return None
        secret = settings.oidc_client_secret.get_secret_value()
        return cls(settings.oidc_issuer, settings.oidc_client_id, secret, settings.address + redirect_path)

    async def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where a browser signs in there. Raises ProviderRefused."""
        known = await self._metadata()
        async with self._client() as client:
            address, _ = client.create_authorization_url(
                known["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
            )
        return str(address)

    async def subject(self, code: str, *, nonce: str, verifier: str) -> str:
        """The provider's name for whom the code stands (`sub`). Raises ProviderRefused."""
        known = await self._metadata()
        try:
            async with asyncio.timeout(WITHIN_S), self._client() as client:
                token = await client.fetch_token(
                    known["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=verifier
                )
                keys = (await client.request("GET", known["jwks_uri"], withhold_token=True)).json()
            return self._read(token, keys, nonce)
        except Exception as error:
            raise ProviderRefused(type(error).__name__) from error

    def _read(self, token: dict[str, Any], keys: Any, nonce: str) -> str:
        """The subject of the ID token, whose signature, issuer, audience, nonce and times hold."""
        decoded = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)
        options = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
        }
        params = {"nonce": nonce, "client_id": self._client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, options, params)
        claims.validate(leeway=LEEWAY_S)
        subject = claims["sub"]
        if not isinstance(subject, str) or not subject:
            raise ProviderRefused("no subject")
        return subject

    async def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself, asked once. Raises ProviderRefused."""
        if self._known is None:
            try:
                async with asyncio.timeout(WITHIN_S), self._client() as client:
                    address = f"{self.issuer}/.well-known/openid-configuration"
                    answer = await client.request("GET", address, withhold_token=True)
                    answer.raise_for_status()
                    known = answer.json()
            except Exception as error:
                raise ProviderRefused(type(error).__name__) from error
            if known.get("issuer") != self.issuer or not all(self._safe(known.get(each)) for each in _ENDPOINTS):
                raise ProviderRefused("metadata")
            self._known = known
        return self._known

    def _safe(self, address: object) -> bool:
        """Whether an address is as safe as the issuer's own."""
        scheme = urlsplit(address).scheme if isinstance(address, str) else ""
        return scheme == "https" or scheme == urlsplit(self.issuer).scheme == "http"

    def _client(self) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._client_id,
            self._secret,
            scope="openid",
            redirect_uri=self._redirect_uri,
            trust_env=False,
            timeout=WITHIN_S,
        )
