"""Summaries of what a person asked: what is remembered, how one is asked for, and how it is written."""

from bot.advisor.summary.orders import (
    AT_HOME,
    END_QUIETLY,
    FILE,
    QUIET,
    Errand,
    Order,
    Wish,
    chosen_order,
    day_choice,
    hour_choice,
    read_order,
)
from bot.advisor.summary.past import OUTSIDE, UNCOVERED, Past, find_gap, remember
from bot.advisor.summary.request import (
    DigestWish,
    Request,
    Scope,
    asks_for_data,
    goes_to_others,
    read_request,
    read_wish,
    says_stop,
    wants_end,
)
from bot.advisor.summary.wished import Wished
from bot.advisor.summary.writer import EVERY, TOPICS, SummaryWriter

__all__ = [
    "AT_HOME",
    "END_QUIETLY",
    "EVERY",
    "FILE",
    "OUTSIDE",
    "QUIET",
    "TOPICS",
    "UNCOVERED",
    "DigestWish",
    "Errand",
    "Order",
    "Past",
    "Request",
    "Scope",
    "SummaryWriter",
    "Wish",
    "Wished",
    "asks_for_data",
    "chosen_order",
    "day_choice",
    "find_gap",
    "goes_to_others",
    "hour_choice",
    "read_order",
    "read_request",
    "read_wish",
    "remember",
    "says_stop",
    "wants_end",
]
