"""Reads job ads: which of the two roles the work described really is, and the phrases that say so."""

from bot.advisor.job_ads.desk import READ_AD, JobAdDesk
from bot.advisor.job_ads.reader import AdReader, AdReading, Verdict

__all__ = ["READ_AD", "AdReader", "AdReading", "JobAdDesk", "Verdict"]
