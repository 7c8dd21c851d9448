"""Decides whether a message brings a job ad, and answers it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advisor.asking import Asked
from bot.advisor.citations import Citations
from bot.advisor.job_ads.reader import AdReader
from bot.advisor.job_ads.saying import AdReplies
from bot.advisor.models import Reply
from bot.advisor.replies import Replies
from intents import Certainty
from knowledge import Knowledge
from knowledge.job_ads import JobAds

READ_AD = "read_job_ad"
LIKELY = 0.15  # with so much confidence that an ad is meant, and an ad's phrases in the text, it is read


class JobAdDesk:
    """Nothing of an ad is kept: it is read where it stands."""

    def __init__(self, knowledge: Knowledge, ads: JobAds, replies: Replies) -> None:
        self._reader = AdReader(knowledge, ads)
        self._ad_replies = AdReplies(knowledge, ads, Citations(knowledge))
        self._replies = replies

    def is_ad(self, text: str) -> bool:
        return self._reader.is_ad(text)

    def asks(self, asked: Sequence[Asked], text: str) -> bool:
        """First of all and surely, or likely enough and there is something to read."""
        first = asked[0]
        if first.intent == READ_AD and first.certainty is Certainty.ANSWER:
            return True
        for one in asked:
            guesses = one.question.ranking if one.question else ()
            if any(guess.intent == READ_AD and guess.confidence >= LIKELY for guess in guesses):
                return bool(self._reader.read(text).role)
        return False

    def reply(self, text: str) -> Reply:
        said = self._ad_replies.say(self._reader.read(text))
        return self._replies.offer_next(said, READ_AD)
