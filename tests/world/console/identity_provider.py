"""A real OpenID Connect provider on loopback, in a thread of its own: it checks the client, its secret, the code and
its verifier (PKCE), and signs ID tokens. `lies` changes what it puts into them."""

import asyncio
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import uvicorn
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.world.processes.serving import free_port

CLIENT, SECRET = "nuanxin", "secret-of-the-client"


@dataclass
class IdentityProvider:
    """subject: who signs in there next. lies: claims of the next ID tokens that are not true. key: that signs them;
    shown: those it says it signs with."""

    url: str
    subject: str = "wang-0017"
    lies: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))
    forged: bool = False
    """It signs with another key, under the same name."""

    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self.metadata),
            Route("/jwks", self.keys),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
        ]

    async def metadata(self, _: Request) -> Response:
        ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return JSONResponse({"issuer": self.url, **{name: f"{self.url}/{path}" for name, path in ways.items()}})

    async def keys(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["response_type"] != "code" or "openid" not in asked["scope"]:
            return JSONResponse({"error": "invalid_request"}, 400)
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def token(self, request: Request) -> Response:
        given = dict(parse_qsl((await request.body()).decode()))
        basic = request.headers.get("Authorization", "").startswith("Basic ")
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or not basic or given["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if create_s256_code_challenge(given["code_verifier"]) != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        true = {"iss": self.url, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300}
        claims = {**true, "nonce": asked["nonce"], **self.lies}
        key = RSAKey.generate_key(2048) if self.forged else self.key
        signed = jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": signed})


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """The provider, answering for the length of the block."""
    port = free_port()
    provider = IdentityProvider(f"http://127.0.0.1:{port}")
    config = uvicorn.Config(Starlette(routes=provider.routes()), port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    serving = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    serving.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until, "no provider"
        time.sleep(0.01)
    yield provider
    server.should_exit = True
    serving.join()
