"""What holds in a channel: who is answered there without a mention, and who may change that."""

from bot.advisor.channels.desk import ChannelDesk
from bot.advisor.channels.overheard import Overheard

__all__ = ["ChannelDesk", "Overheard"]
