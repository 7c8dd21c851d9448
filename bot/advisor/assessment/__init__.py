"""The fit assessment: which question comes next, what the answers come to, and how sure that is."""

from bot.advisor.assessment.attempt import Attempt, Response, Side, Wish
from bot.advisor.assessment.bands import BANDS, Band, Bands
from bot.advisor.assessment.careless import Flag
from bot.advisor.assessment.encoding import decode, encode
from bot.advisor.assessment.profile import AxisLeaning, Leaning
from bot.advisor.assessment.progress import Progress
from bot.advisor.assessment.quiz import Question, Quiz
from bot.advisor.assessment.reading import Do, Reading
from bot.advisor.assessment.reasons import Reason, Reasons
from bot.advisor.assessment.result import Finding, Result
from bot.advisor.assessment.retest import Change, compare, is_recent
from bot.advisor.assessment.scoring import Score

__all__ = [
    "BANDS",
    "Attempt",
    "AxisLeaning",
    "Band",
    "Bands",
    "Change",
    "Do",
    "Finding",
    "Flag",
    "Leaning",
    "Progress",
    "Question",
    "Quiz",
    "Reading",
    "Reason",
    "Reasons",
    "Response",
    "Result",
    "Score",
    "Side",
    "Wish",
    "compare",
    "decode",
    "encode",
    "is_recent",
]
