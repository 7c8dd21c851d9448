"""The words of a request decide what is summarised, and when a digest comes."""

import pytest

from bot.advisor.summary import (
    DigestWish,
    Errand,
    Order,
    Request,
    Scope,
    read_order,
    read_request,
    read_wish,
    says_stop,
    wants_end,
)

REQUESTS = {
    "dm me that": Scope.LAST,
    "can you send it to me privately": Scope.LAST,
    "dm me": Scope.LAST,
    "": Scope.LAST,
    "dm me a summary": Scope.SINCE,
    "send me everything new since the last summary": Scope.SINCE,
    "summarise today": Scope.TODAY,
    "a recap of everything I asked today please": Scope.TODAY,
    "summary of this week": Scope.WEEK,
    "dm me a summary of this conversation": Scope.CONVERSATION,
    "summarize this and dm it": Scope.CONVERSATION,
    "send me all my questions": Scope.EVERYTHING,
    "message me my results": Scope.RESULT,
    "pm me the key differences": Scope.COMPARISON,
    "send me the comparison in a dm": Scope.COMPARISON,
}
WISHES = {
    "send me a weekly digest": DigestWish(0, 9),
    "weekly digest every friday at 5pm": DigestWish(4, 17),
    "digest on Sunday at 11 PM": DigestWish(6, 23),
    "digest every wednesday evening": DigestWish(2, 18),
    "a digest each thursday at 14:00": DigestWish(3, 14),
}


@pytest.mark.parametrize("text", REQUESTS)
def test_words_choose_what_is_summarised(text, knowledge):
    assert read_request(text, knowledge.summaries.words).scope is REQUESTS[text]


def test_a_file_is_asked_for_by_name(knowledge):
    words = knowledge.summaries.words
    assert read_request("summary of today as a file", words) == Request(Scope.TODAY, as_file=True)
    assert not read_request("summary of my profile today", words).as_file


@pytest.mark.parametrize("text", WISHES)
def test_words_choose_when_a_digest_comes(text, knowledge):
    assert read_wish(text, knowledge.summaries.words.digest) == WISHES[text]


def test_a_plain_request_is_no_digest(knowledge):
    assert read_wish("dm me a summary of monday", knowledge.summaries.words.digest) is None


@pytest.mark.parametrize("text", ["stop the digest", "Unsubscribe me, please", "no more digests"])
def test_a_digest_is_ended_by_its_name(text, knowledge):
    assert wants_end(text, knowledge.summaries.words.digest)


@pytest.mark.parametrize("text", ["stop", "Stop!", "please stop"])
def test_a_bare_stop_is_only_that(text, knowledge):
    assert says_stop(text, knowledge.summaries.words.digest)
    assert not wants_end(text, knowledge.summaries.words.digest)


@pytest.mark.parametrize("text", ["when do I stop being junior?", "stop the quiz", "send me a digest"])
def test_other_words_do_not_end_it(text, knowledge):
    words = knowledge.summaries.words.digest
    assert not wants_end(text, words)
    assert not says_stop(text, words)


@pytest.mark.parametrize("text", ["\0" * 99, "a" * 10**6, "\ud800 today", "t\u043eday"])
def test_strange_text_is_read_too(text, knowledge):
    assert read_request(text, knowledge.summaries.words)


ORDERS = {
    "dm me that": None,
    "message me my results": None,
    "dm me that as a file": Order(Errand.SUMMARY, ("last", "file")),
    "dm me a summary": Order(Errand.SUMMARY, ("since", "")),
    "weekly digest on friday at 5pm": Order(Errand.DIGEST_ON, ("4", "17")),
    "stop the weekly digest": Order(Errand.DIGEST_OFF),
}


@pytest.mark.parametrize("text", ORDERS)
def test_what_cannot_be_answered_at_once_is_ordered(text, knowledge):
    assert read_order(text, knowledge.summaries.words) == ORDERS[text]
