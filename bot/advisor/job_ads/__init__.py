"""Reads job ads: which of the two roles the work described really is, and the phrases that say so."""

from bot.advisor.job_ads.reader import AdReader, AdReading, Evidence, Verdict
from bot.advisor.job_ads.saying import AdReplies
from bot.advisor.job_ads.weighing import Balance

__all__ = ["AdReader", "AdReading", "AdReplies", "Balance", "Evidence", "Verdict"]
