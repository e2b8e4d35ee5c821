"""The page in a real browser: it fits, asks for nothing, says nothing to the console, and anybody
can read it.
"""

from __future__ import annotations

import re
import shutil
import tracemalloc
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from planner.report import html
from planner.report.build import Freshness, Report
from tests.report.samples import EMPTY, FRIDAY, hostile, reading, report
from tests.weeks import days, hours, worked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PAGES: dict[str, Callable[[], Report]] = {
    "behind": report,
    "hostile": lambda: report(hostile()),
    "empty": lambda: report(EMPTY),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no browser is on this machine: install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Containers give no user namespaces, without which Chromium's sandbox cannot start.
        running = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_fits_is_quiet_asks_for_nothing_and_is_accessible(
    browser: Any, tmp_path: Path, name: str, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "page.html"
    file.write_text(html.render(PAGES[name]()), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=False
    )
    page = context.new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    wider = page.evaluate(
        "[...document.querySelectorAll('body *')]"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert wider == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert told == []
    assert page.evaluate("document.scripts.length") == 0
    dark = scheme == "dark"
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) is dark
    context.close()
    # axe is a script, which the page's own policy forbids; it is asked in a context without.
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    axe = Axe()
    found = axe.run(page)
    assert [broken["id"] for broken in found.response["violations"]] == []
    context.close()


def test_hostile_text_stays_text_in_the_page(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(html.render(report(hostile())), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.inner_text("article h3 bdi").startswith("<script>alert(1)</script> =HYPERLINK(1)")
    assert page.locator("article b b").count() == 0
    assert "\u202e" not in page.content()
    page.close()


def test_the_policy_forbids_a_script_even_where_one_got_in(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    broken_in = html.render(report()).replace(
        "</main>", "<script>document.title='owned'</script><img src=x onerror='alert(1)'></main>"
    )
    file.write_text(broken_in, encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.title() == "Friday 17 October 2025"
    page.close()


@pytest.mark.parametrize(
    ("where", "href"),
    [
        ("Log!D10", "https://sheet/edit#gid=7&range=D10"),
        ("'My Log'!AB3", "https://sheet/edit#gid=9&range=AB3"),
        ("Other!D10", ""),
        ("Log", ""),
    ],
)
def test_a_finding_leads_to_its_cell_in_the_browser(where: str, href: str) -> None:
    fresh = Freshness(url="https://sheet/edit", tabs={"Log": 7, "My Log": 9})
    assert html.link(fresh, where) == href


def test_a_workbooks_finding_is_no_link_and_neither_is_an_address_that_runs() -> None:
    assert html.link(Freshness(), "Log!D10") == ""
    assert html.link(Freshness(url="javascript:alert(1)", tabs={"Log": 7}), "Log!D10") == ""
    assert "<a " not in html.render(report())


def test_the_same_report_makes_the_same_page() -> None:
    assert html.render(report()) == html.render(report())


def ten_years() -> Report:
    """Six categories and 3,650 days, with more findings than anybody reads."""
    names = [f"Category {n}" for n in range(6)]
    first = FRIDAY - timedelta(days=3650)
    known = reading()
    return report(
        replace(
            known,
            targets=tuple(hours(name, 5) for name in names),
            entries=tuple(
                worked(day, name, 0.75 + n % 3 / 4)
                for day in days(first, 3650)
                for n, name in enumerate(names)
            ),
            findings=known.findings * 2500,
        )
    )


def test_ten_years_of_history_make_a_page_under_300_kb() -> None:
    made = ten_years()
    tracemalloc.start()
    size = len(html.render(made).encode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size < 300_000
    assert peak < 60e6
