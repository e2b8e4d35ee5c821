"""`planner morning`: synced if that can be done, reported in any case, delivered by real mail."""

from __future__ import annotations

import email
import shutil
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keyring
import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner
from keyring.backend import KeyringBackend

from planner.cache import SyncState, open_cache
from planner.cli import planner
from planner.config import Config
from planner.errors import ConfigError, PlannerError, TryAgainError
from planner.report.delivery import addresses, deliver
from tests.report.samples import hostile, reading, report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from click.testing import Result

# Apprise asks for a module of Python that is on its way out.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")

NOW = datetime(2025, 10, 17, 5, 0, tzinfo=UTC)
SAMPLE = Path(__file__).parents[2] / "config" / "sample.xlsx"


class Post(Controller):
    """A mail server on a port of its own, and what it was handed."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(self, hostname="127.0.0.1", port=port)
        self.taken: list[EmailMessage] = []

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 taken"

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=planner@example.org&to=ada@example.org"


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post()
    server.start()
    yield server
    if not server.loop.is_closed():
        server.stop()


class Morning:
    """One person's set-up, and mornings that follow one another."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.patch = patch
        shutil.copy(SAMPLE, folder / "plan.xlsx")
        self.config = folder / "config.toml"
        self.config.write_text('workbook = "plan.xlsx"\ncache = "cache"\n')
        with open_cache(folder / "cache") as cache:
            cache.store(reading(), {})
            cache.stand(SyncState(NOW - timedelta(hours=1), time_zone="UTC"))

    def run(self, *words: str, to: str = "", days: int = 0) -> Result:
        moment = NOW + timedelta(days=days)
        for module in ("planner.cli.context", "planner.cli.morning"):
            self.patch.setattr(f"{module}.now", lambda: moment)
        self.patch.setenv("PLANNER_DELIVER", to)
        return CliRunner().invoke(planner, ["morning", *words, "--config", str(self.config)])


@pytest.fixture
def morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Morning:
    monkeypatch.setattr("planner.report.delivery._from_keyring", list)
    return Morning(tmp_path, monkeypatch)


def test_without_an_address_the_report_goes_to_standard_output(morning: Morning) -> None:
    result = morning.run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Friday 17 October 2025")
    assert "Synced just now" in result.stdout


def test_the_report_is_mailed_with_its_page_and_nothing_is_printed(
    morning: Morning, post: Post
) -> None:
    result = morning.run(to=post.url)
    assert (result.exit_code, result.output) == (0, "")
    (mail,) = post.taken
    assert mail["Subject"] == "planner: Friday 17 October 2025"
    assert mail["To"] == "ada@example.org"
    (page,) = mail.iter_attachments()
    assert page.get_filename() == "planner-2025-10-17.html"
    assert page.get_content_type() == "text/html"
    assert "Content-Security-Policy" in page.get_content()
    shown = mail.get_body(("html",))
    assert shown is not None
    assert "<pre>Friday 17 October 2025" in shown.get_content()


def test_hostile_text_stays_text_in_the_mail(post: Post) -> None:
    config = Config(path=Path("config.toml"), cache=Path("cache"), deliver=(post.url,))
    (address,) = addresses(config, {})
    assert deliver(report(hostile()), address)
    shown = post.taken[0].get_body(("html",))
    assert shown is not None
    assert "<script>" not in shown.get_content()
    assert "&lt;script&gt;" in shown.get_content()


def test_run_twice_it_is_delivered_once_unless_asked_for_again(
    morning: Morning, post: Post
) -> None:
    morning.run(to=post.url)
    morning.run(to=post.url)
    assert len(post.taken) == 1
    morning.run("--again", to=post.url)
    assert len(post.taken) == 2


def test_a_failed_delivery_is_said_and_tried_again_there_alone(
    morning: Morning, post: Post
) -> None:
    dead = "mailto://ada:s3cret@127.0.0.1:1?from=planner@example.org&to=bob@example.org"
    result = morning.run(to=f"{post.url} {dead}")
    assert isinstance(result.exception, TryAgainError)
    assert "could not be delivered to mailto://ada:****@127.0.0.1:1" in str(result.exception)
    assert "s3cret" not in str(result.exception) + result.output
    assert len(post.taken) == 1
    morning.run(to=f"{post.url} {dead}")
    assert len(post.taken) == 1


def test_a_report_that_never_got_through_is_named_in_the_next_one(
    morning: Morning, post: Post
) -> None:
    url = post.url
    post.stop()
    assert isinstance(morning.run(to=url).exception, TryAgainError)
    assert isinstance(morning.run(to=url, days=1).exception, TryAgainError)
    again = Post(post.port)
    again.start()
    try:
        assert morning.run(to=url, days=2).exit_code == 0
        assert morning.run(to=url, days=3).exit_code == 0
    finally:
        again.stop()
    bodies = [mail.get_body(("html",)) for mail in again.taken]
    first, second = (body.get_content() for body in bodies if body is not None)
    assert "Not delivered before: the report of 2025-10-17, 2025-10-18." in first
    assert "Not delivered before" not in second


def test_without_the_sheet_it_is_reported_from_the_cache_all_the_same(
    morning: Morning, post: Post
) -> None:
    (morning.folder / "plan.xlsx").unlink()
    result = morning.run(to=post.url)
    assert isinstance(result.exception, PlannerError)
    assert "plan.xlsx" in str(result.exception)
    shown = post.taken[0].get_body(("html",))
    assert shown is not None
    assert "Synced 1 hour ago" in shown.get_content()
    assert "Parser" in shown.get_content()


def test_what_may_pass_is_not_worth_a_word_while_the_data_is_fresh(
    morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_: Any, **__: Any) -> None:
        raise TryAgainError("the sheet cannot be reached")

    monkeypatch.setattr("planner.cli.syncing.sync_now", offline)
    fresh = morning.run()
    assert (fresh.exit_code, fresh.stderr) == (0, "")
    old = morning.run(days=2)
    assert isinstance(old.exception, TryAgainError)
    assert "That is old" in old.stdout


def test_an_address_that_no_service_answers_to_is_named_without_its_secret() -> None:
    config = Config(
        path=Path("config.toml"), cache=Path("cache"), deliver=("nonsense://user:s3cret@host",)
    )
    with pytest.raises(ConfigError) as error:
        addresses(config, {})
    assert "address 1 is none that Apprise knows (nonsense://…)" in str(error.value)
    assert "s3cret" not in str(error.value)


class Ring(KeyringBackend):
    """A keyring with one entry in it."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        return "json://ring" if (service, username) == ("planner", "deliver") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def test_the_environment_comes_before_the_configuration_and_that_before_the_keyring() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    try:
        said = Config(path=Path("c"), cache=Path("c"), deliver=("json://file",))
        silent = Config(path=Path("c"), cache=Path("c"))
        variable = {"PLANNER_DELIVER": "json://one json://two"}
        assert [a.url for a in addresses(said, variable)] == ["json://one", "json://two"]
        assert [a.url for a in addresses(said, {})] == ["json://file"]
        assert [a.url for a in addresses(silent, {})] == ["json://ring"]
    finally:
        keyring.set_keyring(before)
