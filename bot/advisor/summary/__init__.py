"""Summaries of what a person asked: what is remembered, how one is asked for, and how it is written."""

from bot.advisor.summary.orders import FILE, Errand, Order, read_order
from bot.advisor.summary.past import OUTSIDE, UNCOVERED, Past, find_gap, remember
from bot.advisor.summary.request import DigestWish, Request, Scope, read_request, read_wish, wants_end
from bot.advisor.summary.writer import EVERY, TOPICS, SummaryWriter

__all__ = [
    "EVERY",
    "FILE",
    "OUTSIDE",
    "TOPICS",
    "UNCOVERED",
    "DigestWish",
    "Errand",
    "Order",
    "Past",
    "Request",
    "Scope",
    "SummaryWriter",
    "find_gap",
    "read_order",
    "read_request",
    "read_wish",
    "remember",
    "wants_end",
]
