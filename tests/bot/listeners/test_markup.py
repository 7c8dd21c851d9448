"""What people typed, without Slack's markup."""

import pytest

from bot.listeners.markup import MAX_CHARACTERS, to_plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<@U0BOT> what does a PM do?", "what does a PM do?"),
        ("<!here> hi <!subteam^S1|@team>", "hi"),
        ("see <#C1|careers> and <https://example.com|this page>", "see careers and this page"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("Tom &amp; Ana &lt;3", "Tom & Ana <3"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("", ""),
        ("<unclosed", "<unclosed"),
    ],
)
def test_markup_is_taken_off(typed: str, plain: str) -> None:
    assert to_plain(typed) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<@U0BOT> dm <@U7|jonas> that", "dm  @  that"),
        ("send it to <@U7>", "send it to  @"),
        ("<!here> hi", "hi"),
    ],
)
def test_a_mention_of_somebody_else_leaves_its_place(typed: str, plain: str) -> None:
    assert to_plain(typed, me="U0BOT") == plain


def test_only_the_beginning_of_a_huge_text_is_read() -> None:
    assert len(to_plain("<" * 1_000_000)) == MAX_CHARACTERS
