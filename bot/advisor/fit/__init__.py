"""The fit assessment as a conversation: the questions, the result and looking back, as turns and replies."""

from bot.advisor.fit.flow import Fit, build_fit

__all__ = ["Fit", "build_fit"]
