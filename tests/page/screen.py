"""What a person sees on the page and does there, found by role and label alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page

from bot.playground import LocalSlack


@dataclass(frozen=True, slots=True)
class Screen:
    """One tab of a browser that looks at a local Slack."""

    page: Page
    slack: LocalSlack

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_role("navigation", name="Workspace")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("complementary", name="Thread")

    @property
    def traffic(self) -> Locator:
        return self.page.get_by_role("region", name="Traffic")

    @property
    def composer(self) -> Locator:
        return self.main.get_by_role("textbox", name=re.compile("^Message "))

    @property
    def reply(self) -> Locator:
        return self.thread.get_by_role("textbox", name="Reply...")

    def dialog(self, title: str) -> Locator:
        return self.page.get_by_role("dialog", name=title)

    def private(self, text: str) -> Locator:
        """A message that only this person sees."""
        return self.page.get_by_role("listitem").filter(has_text="Only visible to you").filter(has_text=text)

    def by(self, author: str, within: Locator) -> Locator:
        """The messages of one author, oldest first."""
        return within.get_by_role("listitem", name=re.compile(f"^{author}:"))

    async def say(self, text: str, field: Locator | None = None) -> None:
        """Types into a composer, closes what it suggests, and sends."""
        field = field or self.composer
        await field.fill(text)
        suggestions = self.page.get_by_role("listbox", name="Suggestions")
        if await suggestions.is_visible():
            await field.press("Escape")
        await field.press("Enter")

    async def go(self, place: str) -> None:
        await self.sidebar.get_by_role("button", name=re.compile(f"^{place}")).click()

    async def open_app(self, tab: str) -> None:
        await self.go(self.slack.workspace.users[self.slack.workspace.bot_user].real_name)
        await self.page.get_by_role("tab", name=tab).click()

    async def become(self, name: str) -> None:
        await self.page.get_by_role("button", name=re.compile("Switch person")).click()
        await self.page.get_by_role("menuitemradio", name=name).click()

    async def pick(self, field: Locator, *options: str) -> None:
        """Chooses from the list that a field opens."""
        for option in options:
            await field.click()
            await self.page.get_by_role("option", name=option).click()
        await field.press("Tab")


def last_action(slack: LocalSlack) -> dict[str, Any]:
    """The action that was delivered last."""
    action: dict[str, Any] = slack.deliveries("interaction")[-1]["content"]["actions"][0]
    return action
