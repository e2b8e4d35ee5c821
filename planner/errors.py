"""What can go wrong, as values: what, where, and what to do; each kind has its exit status.

The statuses are those of sysexits.h, as the README promises them to scripts.
"""


class PlannerError(Exception):
    """An error that a person can act on; prints as one or two lines.

    what: what is wrong, one sentence without a full stop; where: the file, key, tab or cell;
    todo: what to do about it, a sentence. None of them ever holds a secret.
    """

    status = 70

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        first = f"{self.where}: {self.what}" if self.where else self.what
        return f"{first}\n{self.todo}" if self.todo else first


class UsageError(PlannerError):
    """The command's words do not fit: an unknown category, an amount that is none."""

    status = 2


class DataError(PlannerError):
    """The data cannot be used as it is: a broken file, a sheet without the needed tabs."""

    status = 65


class UnreachableError(PlannerError):
    """The sheet cannot be reached or is not there."""

    status = 69


class TryAgainError(PlannerError):
    """Nothing was lost; the same call may succeed later: offline, quota, another sync running."""

    status = 75


class PermissionDeniedError(PlannerError):
    """The sheet refuses us: says for whom, and how to grant it."""

    status = 77


class ConfigError(PlannerError):
    """The configuration or a credential is wrong: says the file and the key."""

    status = 78
