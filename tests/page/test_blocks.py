"""How blocks are drawn: as what they are, with their words, and nothing of the sample left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, expect

import bot.playground
from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.sample_blocks import SHOWN
from tests.page.screen import Screen

pytestmark = ONE_TRANSPORT
PAGE = Path(bot.playground.__file__).parent / "page"


async def reading(visit: Visit, sample: LocalSlack, name: str = "reading") -> tuple[Screen, Locator]:
    screen = await visit(sample)
    await screen.say(f"@Sample {name}")
    message = screen.by("Sample", screen.thread).first
    await message.wait_for()
    return screen, message


async def test_texts_are_headings_lists_quotes_and_code(sample: LocalSlack, visit: Visit) -> None:
    _, message = await reading(visit, sample)
    await expect(message.get_by_role("heading", name="What can be read")).to_be_visible()
    await expect(message.get_by_role("heading", name="Markdown heading")).to_be_visible()
    await expect(message.get_by_text("Bold", exact=True)).to_have_css("font-weight", "700")
    await expect(message.get_by_text("slanted", exact=True)).to_have_css("font-style", "italic")
    await expect(message.get_by_role("list").first).to_contain_text("First rich item")
    await expect(message.get_by_role("blockquote")).to_have_text(["A rich quote", "quoted"])
    await expect(message.get_by_role("code").filter(has_text="code").first).to_be_visible()
    await expect(message.get_by_text("Second field")).to_be_visible()


async def test_links_lead_out_in_a_tab_of_their_own(sample: LocalSlack, visit: Visit) -> None:
    _, message = await reading(visit, sample)
    for name, address in (("a link", "https://example.com"), ("Rich link", "https://example.com/rich")):
        link = message.get_by_role("link", name=name, exact=True)
        await expect(link).to_have_attribute("href", address)
        await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_images_are_decoded_and_described(sample: LocalSlack, visit: Visit) -> None:
    _, message = await reading(visit, sample)
    for name in ("A small chart", "A tiny chart", "Rising line, 640 pixels wide"):
        image = message.get_by_role("img", name=name)
        await image.scroll_into_view_if_needed()
        await expect(image).to_have_js_property("naturalWidth", 640)


async def test_a_data_table_has_a_caption_and_named_rows(sample: LocalSlack, visit: Visit) -> None:
    _, message = await reading(visit, sample)
    table = message.get_by_role("table", name="Pay by role")
    await expect(table.get_by_role("rowheader", name="Product manager")).to_be_visible()
    await expect(table.get_by_role("cell", name="127,000")).to_be_visible()


async def test_what_the_page_does_not_draw_says_so(sample: LocalSlack, visit: Visit) -> None:
    _, message = await reading(visit, sample)
    await message.get_by_text("video block. Slack draws it, this page does not.").click()
    await expect(message.get_by_role("group", name="Content of the video block")).to_contain_text("embed")


def test_the_sample_has_every_block_and_element_that_the_page_draws(transport: str) -> None:
    drawn = _names("blocks.js") | _names("elements.js")
    drawn |= {f"{many}{kind}_select" for many in ("", "multi_") for kind in _names("selects.js", "SOURCES")}
    drawn |= {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
    assert len(drawn) > 30
    assert drawn - set(_types(SHOWN)) == set()


def _names(file: str, table: str = "DRAW") -> set[str]:
    """The keys of a table in one of the page's scripts."""
    found = re.search(rf"const {table} = \{{(.*?)\}};", (PAGE / file).read_text(), re.DOTALL)
    assert found
    return set(re.findall(r"(?:^|,)\s*(\w+)", found[1]))


def _types(shown: Any) -> Iterator[str]:
    if isinstance(shown, dict):
        yield str(shown.get("type"))
        shown = list(shown.values())
    for one in shown if isinstance(shown, list) else []:
        yield from _types(one)
