"""Writes the pictures of the README: `python -m tests.page.screenshots` fills docs/ anew."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, expect

from bot.app import WhichPM, build_advisor
from bot.listeners import build_manifest
from bot.playground import LocalSlack
from bot.playground.demo import local_settings, over_sockets
from bot.settings import Settings
from tests.page.chromium import SIZE, chromium
from tests.page.screen import Screen

DOCS = Path(__file__).parents[2] / "docs"
SKILLS = "@WhichPM what skills does a program manager need?"
COMPARISON = "@WhichPM what is the difference between a product manager and a program manager?"
PAY = "@WhichPM how much does a product manager earn?"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
# Each picture: what is asked, and how the browser is set up.
PICTURES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "answer": (SKILLS, {}),
    "comparison": (COMPARISON, {}),
    "dark": (PAY, {"color_scheme": "dark"}),
    "phone": (SKILLS, {**PHONE, "device_scale_factor": 2}),
}


async def take_all() -> None:
    settings = Settings(_env_file=None)
    advisor = build_advisor(settings)
    DOCS.mkdir(exist_ok=True)
    async with chromium() as browser:
        for name, (question, options) in PICTURES.items():
            with TemporaryDirectory() as folder:
                async with LocalSlack(build_manifest()) as slack:
                    app = WhichPM(local_settings(slack, settings, Path(folder)), advisor)
                    async with over_sockets(slack, app):
                        await _take(browser, slack, name, question, options)


async def _take(
    browser: Browser, slack: LocalSlack, name: str, question: str, options: Mapping[str, Any]
) -> None:
    await slack.person("ben").say("careers", "Morning. I am wondering which of the two jobs I would like.")
    context = await browser.new_context(**{"viewport": SIZE, **options})
    page = await context.new_page()
    await page.goto(slack.base)
    screen = Screen(page, slack)
    await screen.say(question)
    if "is_mobile" in options:
        await screen.main.get_by_role("button", name="1 reply").tap()
    await expect(screen.by("WhichPM", screen.thread)).to_be_visible()
    await slack.settle()
    # The mouse would show the tools of a message.
    await page.mouse.move(0, 0)
    await page.screenshot(path=DOCS / f"{name}.png", animations="disabled", caret="hide")
    await context.close()


if __name__ == "__main__":
    asyncio.run(take_all())
