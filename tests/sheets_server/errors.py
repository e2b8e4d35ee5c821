"""Errors as Google's servers say them."""

from __future__ import annotations

from typing import Any

STATUS_OF_CODE = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """An answer that is an error: the HTTP status, Google's message and details."""

    def __init__(
        self, code: int, message: str, *, status: str = "", details: list[Any] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or STATUS_OF_CODE.get(code, "UNKNOWN")
        self.details = details or []

    def body(self) -> dict[str, Any]:
        """The JSON that the Sheets API answers with."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return {"error": error}


class DriveError(ApiError):
    """An error as the Drive API says it: older than the Sheets API, with a list of `errors`."""

    def __init__(self, code: int, reason: str, message: str, **where: str) -> None:
        super().__init__(code, message)
        self.error = {"message": message, "domain": "global", "reason": reason, **where}

    def body(self) -> dict[str, Any]:
        """The JSON that the Drive API answers with."""
        return {"error": {"errors": [self.error], "code": self.code, "message": self.message}}


REASONS = {
    400: "badRequest",
    401: "authError",
    403: "insufficientPermissions",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "internalError",
    503: "backendError",
}


def in_drive_style(error: ApiError) -> ApiError:
    """The same error as the Drive API says it."""
    if isinstance(error, DriveError):
        return error
    return DriveError(error.code, REASONS.get(error.code, "unknown"), error.message)


def bad_request(message: str, *violations: tuple[str, str]) -> ApiError:
    """A 400, with the fields that are to blame and what is wrong with each."""
    listed = [{"field": field, "description": text} for field, text in violations]
    kind = "type.googleapis.com/google.rpc.BadRequest"
    details = [{"@type": kind, "fieldViolations": listed}] if listed else []
    return ApiError(400, message, details=details)


def reasoned(code: int, message: str, reason: str, **metadata: str) -> ApiError:
    """An error that names its reason for programs."""
    kind = "type.googleapis.com/google.rpc.ErrorInfo"
    info = {"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}
    return ApiError(code, message, details=[info])


class TokenError(Exception):
    """A refusal by the token endpoint (RFC 6749, 5.2)."""

    def __init__(self, error: str, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.code = code
        self.error = error
        self.description = description
