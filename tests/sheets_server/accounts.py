"""Who may ask: service accounts with their keys, people who consented, and the tokens of both."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.sheets_server.errors import ApiError, TokenError, reasoned

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

JSON = dict[str, Any]
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME = 3600  # seconds that an access token lives
PROJECT = "planner-tests"
ROBOT = "planner@planner-tests.iam.gserviceaccount.com"
PERSON = "person@example.com"
CLIENT = "planner-tests.apps.googleusercontent.com"


@dataclass
class Account:
    """A service account. state: "active", "revoked" (its key), or "deleted"."""

    email: str
    private_key: str
    public_key: str
    state: str = "active"

    @property
    def key_id(self) -> str:
        return hashlib.sha256(self.public_key.encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Grant:
    """What a token stands for. expires: on the server's clock, None never."""

    user: str
    scopes: frozenset[str]
    expires: float | None = None


def new_account(email: str = ROBOT) -> Account:
    """A service account with a fresh key."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return account_of(email, private.decode())


def account_of(email: str, private_key: str) -> Account:
    """A service account with a key that is there already."""
    key = serialization.load_pem_private_key(private_key.encode(), None)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Account(email, private_key, public.decode())


@dataclass
class Accounts:
    """The accounts, and the tokens given out. clock: seconds since 1970."""

    chance: random.Random
    clock: Callable[[], float] = time.time
    robots: dict[str, Account] = field(default_factory=dict)
    tokens: dict[str, Grant] = field(default_factory=dict)
    refreshing: dict[str, Grant] = field(default_factory=dict)
    codes: dict[str, tuple[Grant, JSON]] = field(default_factory=dict)

    def key_file(self, email: str, base_url: str) -> JSON:
        """A service account's key as the console hands it out."""
        account = self.robots[email]
        return {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": account.key_id,
            "private_key": account.private_key,
            "client_email": email,
            "client_id": "100000000000000000001",
            "auth_uri": f"{base_url}/o/oauth2/auth",
            "token_uri": f"{base_url}/token",
            "universe_domain": "googleapis.com",
        }

    def client_file(self, base_url: str) -> JSON:
        """An installed application's client secrets as the console hands them out."""
        return {
            "installed": {
                "client_id": CLIENT,
                "client_secret": "client-secret-of-the-tests",
                "project_id": PROJECT,
                "auth_uri": f"{base_url}/o/oauth2/auth",
                "token_uri": f"{base_url}/token",
                "redirect_uris": ["http://localhost"],
            }
        }

    def token(self, form: JSON, base_url: str) -> JSON:
        """The token endpoint's answer. Raises TokenError."""
        kind = form.get("grant_type")
        if kind == JWT_GRANT:
            return self._issued(self._signed_in(form.get("assertion", ""), base_url))
        self._check_client(form)
        if kind == "refresh_token":
            grant = self.refreshing.get(form.get("refresh_token", ""))
            if grant is None:
                raise TokenError("invalid_grant", "Token has been expired or revoked.")
            return self._issued(grant)
        if kind == "authorization_code":
            grant = self._redeemed(form)
            refresh = f"1//{self._secret()}"
            self.refreshing[refresh] = grant
            return self._issued(grant) | {"refresh_token": refresh}
        raise TokenError("unsupported_grant_type", f"Invalid grant_type: {kind}")

    def _check_client(self, form: JSON) -> None:
        client = self.client_file("")["installed"]
        if any(form.get(name) != client[name] for name in ("client_id", "client_secret")):
            raise TokenError("invalid_client", "The OAuth client was not found.", 401)

    def _signed_in(self, assertion: str, base_url: str) -> Grant:
        """Checks a service account's assertion: signature, times, audience, scopes."""
        from google.auth import jwt
        from google.auth.exceptions import GoogleAuthError

        try:
            unverified = jwt.decode(assertion, verify=False)  # type: ignore[no-untyped-call]
            account = self.robots.get(unverified["iss"])
        except (GoogleAuthError, ValueError, KeyError):
            raise TokenError("invalid_grant", "Bad Request") from None
        if account is None or account.state == "deleted":
            raise TokenError("invalid_grant", "Invalid grant: account not found")
        if account.state == "revoked":
            raise TokenError("invalid_grant", "Invalid JWT Signature.")
        now = self.clock()
        if not unverified.get("iat", 0) - 300 <= now <= unverified.get("exp", 0):
            text = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a "
            text += "reasonable timeframe. Check your iat and exp values in the JWT claim."
            raise TokenError("invalid_grant", text)
        if unverified["exp"] - unverified["iat"] > LIFETIME:
            raise TokenError("invalid_grant", "Invalid JWT: Token must be a short-lived token.")
        try:
            # The library compares the times with its own clock; ours is checked above.
            jwt.decode(  # type: ignore[no-untyped-call]
                assertion, certs=account.public_key, clock_skew_in_seconds=10**10
            )
        except (GoogleAuthError, ValueError):
            raise TokenError("invalid_grant", "Invalid JWT Signature.") from None
        if unverified.get("aud") not in (
            f"{base_url}/token",
            "https://oauth2.googleapis.com/token",
        ):
            raise TokenError("invalid_grant", "Invalid JWT: audience is not the token endpoint.")
        scopes = frozenset(str(unverified.get("scope", "")).split())
        if not scopes:
            raise TokenError("invalid_scope", "Empty or missing scope not allowed.")
        return Grant(account.email, scopes)

    def _issued(self, grant: Grant) -> JSON:
        token = f"ya29.{self._secret()}"
        expires = self.clock() + LIFETIME
        self.tokens[token] = Grant(grant.user, grant.scopes, expires)
        scope = " ".join(sorted(grant.scopes))
        kind = {"token_type": "Bearer", "expires_in": LIFETIME - 1}
        return {"access_token": token, "scope": scope, **kind}

    def consent(self, query: JSON) -> str:
        """The address that a person's browser goes back to after they said yes."""
        code = self._secret()
        self.codes[code] = Grant(PERSON, frozenset(query.get("scope", "").split())), query
        back = {"code": code, "scope": query.get("scope", ""), "state": query.get("state", "")}
        return f"{query.get('redirect_uri', '')}?{urlencode(back)}"

    def _redeemed(self, form: JSON) -> Grant:
        grant, query = self.codes.pop(form.get("code", ""), (None, {}))
        if grant is None or form.get("redirect_uri") != query.get("redirect_uri"):
            raise TokenError("invalid_grant", "Malformed auth code.")
        if challenge := query.get("code_challenge"):
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
                raise TokenError("invalid_grant", "Invalid code verifier.")
        return grant

    def grant_of(self, authorization: str) -> Grant:
        """What an Authorization header stands for. Raises ApiError 401."""
        kind, _, token = authorization.partition(" ")
        grant = self.tokens.get(token) if kind == "Bearer" else None
        expired = grant is not None and grant.expires is not None and grant.expires <= self.clock()
        robot = self.robots.get(grant.user) if grant else None
        if grant is None or expired or (robot is not None and robot.state == "deleted"):
            raise unauthenticated(bool(authorization))
        return grant

    def revoke(self, token: str) -> None:
        """Ends a token; a refresh token with all that came of it."""
        self.tokens.pop(token, None)
        grant = self.refreshing.pop(token, None)
        if grant is not None:
            user = grant.user
            self.tokens = {t: g for t, g in self.tokens.items() if g.user != user}

    def _secret(self) -> str:
        return f"{self.chance.getrandbits(256):064x}"


def unauthenticated(had_token: bool) -> ApiError:
    """A 401, in the words for a bad token or for none."""
    if had_token:
        return ApiError(
            401,
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
            "cookie or other valid authentication credential. See "
            "https://developers.google.com/identity/sign-in/web/devconsole-project.",
        )
    return ApiError(
        401,
        "Request is missing required authentication credential. Expected OAuth 2 access token, "
        "login cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


# Scopes of Google's first spreadsheet API, which the newer one still takes for everything.
OLD_SCOPES = frozenset({"https://spreadsheets.google.com/feeds", "https://docs.google.com/feeds"})


def check_scopes(grant: Grant, wanted: frozenset[str], method: str) -> None:
    """Raises ApiError 403 where no scope of the grant allows the call."""
    if grant.scopes & (wanted | OLD_SCOPES):
        return
    raise reasoned(
        403,
        "Request had insufficient authentication scopes.",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        service="sheets.googleapis.com",
        method=method,
    )


def written(document: JSON) -> str:
    """A key file's text."""
    return json.dumps(document, indent=2) + "\n"
